"""How far each part of a definition was checked against its source: the marks that administrators see."""

from dataclasses import fields

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Confidence

Word = str | Promise

#: Word, colour and drawing of each mark.
MARKS: dict[str, tuple[Word, str, str]] = {
    "high": (_("Đã đối chiếu"), "good", "check"),
    "medium": (_("Đối chiếu một phần"), "info", "info"),
    "low": (_("Mô phỏng, cần đối chiếu"), "warn", "warning"),
    "none": (_("Chưa có nguồn"), "bad", "alert"),
}
PARTS: dict[str, Word] = {
    "code": _("Mã"),
    "name": _("Tên"),
    "level": _("Cấp giải quyết"),
    "time": _("Thời hạn"),
    "fee": _("Phí, lệ phí"),
    "papers": _("Giấy tờ"),
    "form": _("Tờ khai"),
    "process": _("Quy trình"),
    "legal": _("Căn cứ pháp lý"),
}
_ORDER = ("none", "low", "medium", "high")


def marks(confidence: Confidence) -> dict[str, str]:
    """Part and mark, in the order of PARTS."""
    known = {each.name: str(getattr(confidence, each.name)) for each in fields(confidence)}
    return {part: known[part] for part in PARTS}


def weakest(confidence: Confidence) -> tuple[str, list[Word]]:
    """The lowest mark, and the parts that have it."""
    found = marks(confidence)
    lowest = min(found.values(), key=_ORDER.index)
    return lowest, [PARTS[part] for part, mark in found.items() if mark == lowest]
