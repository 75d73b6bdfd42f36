"""The papers of a dossier with the officer's marks, and those that the case needs and that have not come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.papers import confirmed_facts, missing_papers
from motcua.dossiers.commands import checking
from motcua.dossiers.models import Dossier, Filing, PaperCheck
from motcua.dossiers.rules.faults import Fault
from motcua.sites.desk import filed, filed_there
from motcua.sites.ui.fault_words import FAULTS

Word = str | Promise

#: What can be wrong with a file that is there.
CHOICES: dict[str, Word] = {fault.value: word for fault, word in FAULTS.items() if fault is not Fault.MISSING}


@dataclass(frozen=True, slots=True)
class CheckedPaper:
    """`tone` and `word` are the mark; `said`, `by` and `at` what goes with it. Without a file it is missing."""

    name: str
    tone: str
    word: Word
    file: filed.FiledPaper | None = None
    said: str = ""
    by: str = ""
    at: datetime | None = None


def papers(dossier: Dossier, definition: Definition, filing: Filing) -> list[CheckedPaper]:
    checks = checking.checks_of(dossier)
    came = [_came(paper, checks.by_file.get(UUID(paper.file_id))) for paper in filed.papers(definition, filing)]
    missing = _missing(dossier, definition, filing)
    return [*came, *(CheckedPaper(name, "bad", FAULTS[Fault.MISSING]) for name in missing)]


def _missing(dossier: Dossier, definition: Definition, filing: Filing) -> list[str]:
    """What came after the filing is looked for only where something lacks: most dossiers are whole."""
    given = dict.fromkeys((paper["item"] for paper in filing.papers), 1)
    lacking = _lacking(dossier, definition, filing, given)
    came = filed_there.came_since(dossier) if lacking else ()
    lacking = _lacking(dossier, definition, filing, given | dict.fromkeys(came, 1)) if came else lacking
    return [paper.name for paper in lacking]


def _lacking(
    dossier: Dossier, definition: Definition, filing: Filing, given: Mapping[str, int]
) -> Sequence[RequiredPaper]:
    confirmed = confirmed_facts(definition.form, dossier.answers.sources)
    return missing_papers(definition, answers=filing.answers, given=given, channel=dossier.channel, confirmed=confirmed)


def _came(paper: filed.FiledPaper, check: PaperCheck | None) -> CheckedPaper:
    if check is None:
        return CheckedPaper(paper.asked_as, "grey", _("Chưa đối chiếu"), paper)
    said, by = check.remark.text if check.remark else "", check.by_post.account.person.full_name
    tone, word = ("warn", FAULTS[Fault(check.fault)]) if check.fault else ("good", _("Đạt"))
    return CheckedPaper(paper.asked_as, tone, word, paper, said, by, check.at)
