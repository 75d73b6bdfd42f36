"""Finding procedures: by code, old codes included, by words, by life event and by agency; and their definitions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import FormerCode, LifeEvent, Procedure, ProcedureVersion
from motcua.blueprints.catalogue.parsing import parse
from motcua.blueprints.catalogue.search import outcome
from motcua.blueprints.catalogue.search.outcome import Hit, Outcome
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold

#: More versions than any province has procedures in use.
VERSIONS_KEPT = 4096


class ProcedureUnknown(Refusal):
    """No procedure has this code, now or formerly."""


@dataclass(frozen=True, slots=True)
class Found:
    """`redirected_from` is the former code that was asked for."""

    procedure: Procedure
    version: ProcedureVersion
    redirected_from: FormerCode | None = None


@dataclass(frozen=True, slots=True)
class AgencyGroup:
    """`department` is the name of a department of the province; other agencies are told apart by their kind."""

    kind: AgencyKind
    department: str
    procedures: tuple[Procedure, ...]

    @property
    def key(self) -> str:
        return fold(self.department).replace(" ", "-") or self.kind.value


@dataclass(frozen=True, slots=True)
class LifeEventGroup:
    key: str
    name: str
    audience: str
    procedures: tuple[Procedure, ...]


def published() -> QuerySet[Procedure]:
    """Every procedure that can be shown, by name."""
    return Procedure.objects.filter(current_version__isnull=False).order_by("name_folded")


def find(code: str) -> Found:
    """The procedure with that code; a former or local code leads to it. Raises ProcedureUnknown."""
    wanted = code.strip().upper()
    procedures = published().select_related("current_version").defer("current_version__definition")
    procedure = procedures.filter(code=wanted).first()
    if procedure is not None:
        return Found(procedure, _current(procedure))
    former = FormerCode.objects.filter(code=wanted, procedure__current_version__isnull=False).first()
    if former is None:
        raise ProcedureUnknown(code=wanted)
    procedure = procedures.get(pk=former.procedure_id)
    return Found(procedure, _current(procedure), redirected_from=former)


@lru_cache(maxsize=VERSIONS_KEPT)
def definition_of(version_id: int) -> Definition:
    """Kept for the life of the process: a published version never changes."""
    return parse(ProcedureVersion.objects.values_list("definition", flat=True).get(pk=version_id))


def search(text: str) -> Outcome:
    """What people may mean by it: procedures of ours, and below them those of the national catalogue."""
    return outcome.search(text)


def suggestions(text: str, *, at_most: int) -> list[str]:
    """Names of procedures for what has been typed so far."""
    return outcome.suggestions(text, at_most=at_most)


def named_by(hits: Iterable[Hit]) -> list[Procedure]:
    """The procedures of ours among them, in their order."""
    codes = [hit.code for hit in hits if hit.fileable]
    by_code = {procedure.code: procedure for procedure in published().filter(code__in=codes)}
    return [by_code[code] for code in codes if code in by_code]


def by_life_event() -> tuple[LifeEventGroup, ...]:
    """The life events that have procedures, each with its own."""
    procedures = list(published())
    groups = (
        LifeEventGroup(
            event.key, event.name, event.audience, tuple(p for p in procedures if event.key in p.life_events)
        )
        for event in LifeEvent.objects.order_by("-audience", "position")
    )
    return tuple(group for group in groups if group.procedures)


def by_agency() -> tuple[AgencyGroup, ...]:
    """Who decides what: departments each by its name, other agencies by their kind; most procedures first."""
    groups: dict[tuple[AgencyKind, str], list[Procedure]] = {}
    for procedure in published():
        assert procedure.current_version_id is not None, "published procedures have a version"
        competence = definition_of(procedure.current_version_id).competence
        groups.setdefault((competence.kind, competence.sector_department), []).append(procedure)
    found = (AgencyGroup(kind, department, tuple(procedures)) for (kind, department), procedures in groups.items())
    return tuple(sorted(found, key=lambda group: (-len(group.procedures), group.kind, group.department)))


def _current(procedure: Procedure) -> ProcedureVersion:
    version = procedure.current_version
    assert version is not None, "published procedures have a version"
    return version
