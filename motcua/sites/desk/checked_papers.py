"""The papers of a dossier with the officer's marks, and those that the case needs and that have not come."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Definition
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
    given = {paper["item"]: 1 for paper in filing.papers} | dict.fromkeys(filed_there.came_since(dossier), 1)
    confirmed = confirmed_facts(definition.form, dossier.answers.sources)
    lacking = missing_papers(
        definition, answers=filing.answers, given=given, channel=dossier.channel, confirmed=confirmed
    )
    return [paper.name for paper in lacking]


def _came(paper: filed.FiledPaper, check: PaperCheck | None) -> CheckedPaper:
    if check is None:
        return CheckedPaper(paper.asked_as, "grey", _("Chưa đối chiếu"), paper)
    said, by = check.remark.text if check.remark else "", check.by_post.account.person.full_name
    tone, word = ("warn", FAULTS[Fault(check.fault)]) if check.fault else ("good", _("Đạt"))
    return CheckedPaper(paper.asked_as, tone, word, paper, said, by, check.at)
