"""Where a kept paper comes from and how long it serves, in a line."""

from django.utils.translation import gettext as _

from motcua.foundation.archive.models import ArchivedPaper, Origin
from motcua.sites.ui import formats


def kept_note(paper: ArchivedPaper) -> str:
    told = [_whence(paper), paper.organisation.name if paper.organisation else "", _until(paper)]
    return " · ".join(part for part in told if part)


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
