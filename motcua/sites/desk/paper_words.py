"""What the desk says of an officer's marks on papers."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import PaperCheck
from motcua.dossiers.rules.faults import Fault

Word = str | Promise

FAULTS: dict[Fault, Word] = {
    Fault.MISSING: _("Thiếu"),
    Fault.UNREADABLE: _("Mờ, không đọc được"),
    Fault.EXPIRED: _("Hết hạn"),
    Fault.OTHER_PERSON: _("Của người khác"),
    Fault.DISAGREES: _("Không khớp tờ khai"),
    Fault.PAGES_MISSING: _("Thiếu trang"),
    Fault.NOT_CERTIFIED: _("Chưa chứng thực"),
    Fault.OTHER: _("Lý do khác"),
}
MISSING: tuple[str, Word] = ("bad", _("Chưa có"))
UNSEEN: tuple[str, Word] = ("grey", _("Chưa đối chiếu"))
GOOD: tuple[str, Word] = ("good", _("Đạt"))


def mark(check: PaperCheck | None) -> tuple[str, Word]:
    """Tone and word; a paper at which nobody has looked says so."""
    if check is None:
        return UNSEEN
    return ("warn", FAULTS[Fault(check.fault)]) if check.fault else GOOD
