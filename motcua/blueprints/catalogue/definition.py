"""The definition of a procedure as it was published: what is asked for, how long it takes, what it costs."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from motcua.blueprints.catalogue import dated_rules, handling
from motcua.blueprints.catalogue.announcing import NOT_SAID, Announcement
from motcua.blueprints.catalogue.dated_rules import GeneralRules, Rule
from motcua.blueprints.catalogue.handling import Handled, Handling
from motcua.blueprints.catalogue.procedure_tests import ProcedureTest
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.forms.definition import Form
from motcua.blueprints.workflows.process import Process
from motcua.blueprints.workflows.steps import Step
from motcua.foundation.calendar.arithmetic import Period, Unit
from motcua.foundation.organisations.kinds import AgencyKind


class ServiceLevel(StrEnum):
    """How much of the procedure can be done online: toàn trình, một phần, only information."""

    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"


class FeeKind(StrEnum):
    PHI = "phi"
    LE_PHI = "le_phi"


class GroupRule(StrEnum):
    ALL = "all"
    ONE_OF = "one_of"
    CONDITIONAL = "conditional"


class Scope(StrEnum):
    """National, a locality's own resolution (kept as a sample), or a figure that no resolution has set."""

    NATIONAL = "national"
    LOCAL_SAMPLE = "local_sample"
    ILLUSTRATION = "illustration"


@dataclass(frozen=True, slots=True)
class Channels:
    online: ServiceLevel
    counter: bool
    post: bool
    note: str = ""

    def are_open(self, channel: str) -> bool:
        """Whether a dossier can be filed this way."""
        return {"online": self.online is not ServiceLevel.INFORMATION, "counter": self.counter, "post": self.post}[
            channel
        ]


@dataclass(frozen=True, slots=True)
class Sector:
    """Lĩnh vực."""

    code: str
    name: str
    ministry: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Competence:
    """Which agency decides: its kind, and the form fields (the first one filled) that say in which commune."""

    kind: AgencyKind
    name: str
    rule: str
    sector_department: str = ""
    territory_fields: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """Thời hạn giải quyết of one case. It is added to another case's limit or stands in its place."""

    key: str
    name: str
    amount: int
    unit: Unit
    cutoff: time | None = None
    channel: str = "any"
    when: Tree | None = None
    adds_to: str | None = None
    default: bool = False
    #: Never applies by itself: an officer picks it and says why.
    manual: bool = False
    basis: str = ""
    confidence: str = "none"
    note: str = ""

    @property
    def period(self) -> Period:
        return Period(amount=self.amount, unit=self.unit, cutoff=self.cutoff)


@dataclass(frozen=True, slots=True)
class ApplicantDeadline:
    """A duty of the applicant, not of the office: 60 days for a birth."""

    amount: int
    unit: Unit
    counted_from: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Rate:
    """Mức thu by one resolution. `formula` reckons from the rate where it is not simply due once."""

    amount: int
    per: str
    channel: str
    scope: Scope
    locality: str | None
    valid_from: date | None
    valid_to: date | None
    when: Tree | None
    when_text: str
    formula: Tree | None
    basis: str
    confidence: str
    note: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """Who does not pay. With `when`, the answers say so; otherwise the officer does, from a paper."""

    key: str
    label: str
    when: Tree | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    key: str
    kind: FeeKind
    name: str
    set_by: str
    rates: tuple[Rate, ...]
    exemptions: tuple[Exemption, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredPaper:
    """Thành phần hồ sơ: what the procedure asks for. `required` means: whenever `when` holds."""

    key: str
    name: str
    kind: str
    originals: int
    copies: int
    required: bool
    when: Tree | None
    when_text: str
    replaceable_by: tuple[str, ...]
    accept: tuple[str, ...]
    template: str | None
    note: str
    #: What it proves, where it may be kept and serve again; without it, it serves once.
    archive_kind: str = ""
    #: For how long after its day of issue it serves; empty for good.
    valid_months: int | None = None
    #: Facts about the applicant that the paper would prove, as `prefill` names them.
    proves: tuple[str, ...] = ()

    @property
    def is_form(self) -> bool:
        """The application itself: online it is the electronic form and nothing is uploaded for it."""
        return self.kind == "application_form" and "eform" in self.accept


@dataclass(frozen=True, slots=True)
class PaperGroup:
    key: str
    label: str
    rule: GroupRule
    papers: tuple[RequiredPaper, ...]
    when: Tree | None = None
    when_text: str = ""


@dataclass(frozen=True, slots=True)
class ResultDocument:
    key: str
    name: str
    kind: str
    code: str | None
    electronic: bool
    paper: bool
    validity: str
    note: str
    #: As which kind of required paper it may serve in other procedures.
    archive_kind: str = ""
    valid_months: int | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    number: str
    kind: str
    title: str
    effective_from: date | None
    note: str


@dataclass(frozen=True, slots=True)
class LifeEvent:
    group: int
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far each part was checked against its source: high, medium, low, none. Administrators see it."""

    code: str
    name: str
    level: str
    time: str
    fee: str
    papers: str
    form: str
    process: str
    legal: str


@dataclass(frozen=True, slots=True)
class FormerCodeEntry:
    code: str
    name: str
    kind: str
    valid_to: date | None
    note: str


@dataclass(frozen=True)
class Definition:
    code: str
    name: str
    short_name: str
    description: str
    state: str
    as_of: date
    sector: Sector
    level: str
    competence: Competence
    receiving: tuple[str, ...]
    coordinating: tuple[str, ...]
    applicant_types: tuple[str, ...]
    applicant_note: str
    channels: Channels
    time_limits: tuple[TimeLimit, ...]
    applicant_deadline: ApplicantDeadline | None
    fees: tuple[Fee, ...]
    paper_sets: int
    paper_groups: tuple[PaperGroup, ...]
    form: Form
    results: tuple[ResultDocument, ...]
    legal_basis: tuple[LegalBasis, ...]
    interlinked: bool
    process: Process
    conditions: tuple[str, ...]
    notices: tuple[str, ...]
    keywords: tuple[str, ...]
    life_events: tuple[LifeEvent, ...]
    business_events: tuple[str, ...]
    related: tuple[str, ...]
    former_codes: tuple[FormerCodeEntry, ...]
    #: Every dated value: ask `rules_on` and `rule`.
    rules: tuple[Rule, ...]
    confidence: Confidence
    sources: tuple[str, ...]
    note: str = ""
    tests: tuple[ProcedureTest, ...] = ()
    #: Every dated decision on who handles it: ask `handled_on`.
    handlings: tuple[Handling, ...] = ()
    #: Its page on the national portal.
    portal_url: str = ""
    #: The decision that announced it.
    announcement: Announcement = NOT_SAID

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.process.steps

    @property
    def default_limit(self) -> TimeLimit:
        return next(limit for limit in self.time_limits if limit.default)

    def handled_on(self, day: date) -> Handled:
        return handling.on_day(self.handlings, day)

    def rules_on(self, day: date) -> GeneralRules:
        return dated_rules.in_force(self.rules, on=day)

    def rule(self, key: str, *, on: date) -> Rule:
        """One limit with its article, for a page that says why."""
        return dated_rules.rule(self.rules, key, on=on)
