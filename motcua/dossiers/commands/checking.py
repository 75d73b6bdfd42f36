"""An officer's marks on the papers of a dossier: notes of the office, from which a request to complete is made."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.dossiers.commands.requests import Reason, WordsMissing
from motcua.dossiers.models import Dossier, PaperCheck
from motcua.dossiers.record import write_remark
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.faults import WANTS_WORDS, Fault


@dataclass(frozen=True, slots=True)
class Checks:
    """The mark that counts for each file, and for each paper of which there is none."""

    by_file: dict[UUID, PaperCheck]
    missing: dict[str, PaperCheck]


@transaction.atomic
def mark(  # noqa: PLR0913 - a mark says all of it
    dossier: Dossier,
    *,
    item: str,
    actor: Actor,
    at: datetime,
    file_id: UUID | None = None,
    fault: Fault | None = None,
    words: str = "",
) -> PaperCheck:
    """Note that the paper is in order, or what is wrong with it. The newest mark counts. Raises WordsMissing."""
    if fault in WANTS_WORDS and not words.strip():
        raise WordsMissing(item=item)
    assert actor.post_id is not None, "officers have posts"
    remark, _ = write_remark(dossier, words if fault else "", at=at)
    return PaperCheck.objects.create(
        dossier=dossier,
        item=item,
        file_id=file_id,
        fault=fault.value if fault else "",
        remark=remark,
        by_post_id=actor.post_id,
        at=at,
    )


def checks_of(dossier: Dossier) -> Checks:
    """The last mark of each file and of each paper that is not there, in one query."""
    rows = list(dossier.paper_checks.select_related("remark", "by_post__account__person").order_by("pk"))
    return Checks(
        {row.file_id: row for row in rows if row.file_id}, {row.item: row for row in rows if row.file_id is None}
    )


def reasons_of(dossier: Dossier) -> dict[str, Reason]:
    """What the marks say is wrong, by paper: the beginning of a request to complete."""
    filed = {UUID(paper["file"]) for paper in dossier.filings.latest("number").papers}
    checks = checks_of(dossier)
    standing = [*checks.missing.values(), *(row for file_id, row in checks.by_file.items() if file_id in filed)]
    return {row.item: Reason(Fault(row.fault), row.remark.text if row.remark else "") for row in standing if row.fault}
