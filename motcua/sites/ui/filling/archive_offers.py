"""Kept papers beside the papers that a draft still asks for: which would serve, and what is said of them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.commands import reusing
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.archive import using
from motcua.foundation.archive.models import ArchivedPaper, Origin
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files.models import ScanState
from motcua.sites.ui import formats
from motcua.sites.ui.filling.draft import Draft

#: Of one kind: the newest are the ones that people mean.
MOST_OFFERED = 3
_CLOSED = (ScanState.WAITING, ScanState.INFECTED)


def offers(draft: Draft, *, actor: Actor) -> dict[str, list[ArchivedPaper]]:
    """By required paper: what would serve for it and does not lie in the dossier yet. One query for the papers."""
    wanted = {
        paper.key: paper.archive_kind for group in draft.paper_groups for paper in group.papers if paper.archive_kind
    }
    if not wanted or draft.dossier.is_practice:
        return {}
    owners = reusing.owners_for(draft.dossier, actor=actor, at=draft.at)
    found = using.usable(owners, kinds=set(wanted.values()), on=legal_day(draft.at))
    kept = list(found.exclude(file__scan_state__in=_CLOSED))
    fitting = {key: _fitting(draft, key, kind, kept) for key, kind in wanted.items()}
    return {key: papers for key, papers in fitting.items() if papers}


def kept_note(paper: ArchivedPaper) -> str:
    """Where it comes from, whose it is where that is not the reader, and how long it serves."""
    told = [_whence(paper), paper.organisation.name if paper.organisation else "", _until(paper)]
    return " · ".join(part for part in told if part)


def reused_note(filed: Mapping[str, Any]) -> str:
    """What a filing tells of a paper that came from the archive; nothing for one that was uploaded."""
    reused = filed.get("reused")
    if reused is None:
        return ""
    if number := reused.get("number"):
        return _("dùng lại kết quả số %(number)s của hồ sơ %(code)s") % {"number": number, "code": reused["dossier"]}
    return _("dùng lại giấy tờ của hồ sơ %(code)s") % {"code": reused["dossier"]}


def _fitting(draft: Draft, key: str, kind: str, kept: list[ArchivedPaper]) -> list[ArchivedPaper]:
    given = {paper.file_id for paper in draft.papers.get(key, [])}
    return [each for each in kept if each.kind == kind and each.file_id not in given][:MOST_OFFERED]


def _whence(paper: ArchivedPaper) -> str:
    if paper.origin == Origin.ACCEPTED:
        return _("đã nộp và được nhận ngày %(day)s") % {"day": formats.day(paper.kept_at)}
    if paper.number:
        return _("kết quả số %(number)s, cấp ngày %(day)s") % {
            "number": paper.number,
            "day": formats.day(paper.issued_on),
        }
    return _("kết quả cấp ngày %(day)s") % {"day": formats.day(paper.issued_on)}


def _until(paper: ArchivedPaper) -> str:
    return _("dùng được đến hết ngày %(day)s") % {"day": formats.day(paper.valid_to)} if paper.valid_to else ""
