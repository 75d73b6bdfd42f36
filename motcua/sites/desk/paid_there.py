"""A fee that was paid at the national portal by its word: what the desk is waiting for, and what the cashier can do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.dossiers.models import FeeDuty, SettledHow
from motcua.effects.national_portal import paid_there
from motcua.effects.national_portal.arrival_models import FiledThere
from motcua.effects.national_portal.later_models import Ended, PaidThere
from motcua.sites.ui import formats


@dataclass(frozen=True, slots=True)
class Payment:
    """`tone` is a colour of a label."""

    tone: str
    word: str
    #: The sum as they tell it, and where that is not what is due here.
    sums: str
    number: str
    waits: bool


def payment_of(there: FiledThere) -> Payment | None:
    """None where they say of no payment."""
    told = paid_there.of(there.dossier)
    if told is not None:
        tone, word = standing(told)
        return Payment(tone, word, sums(told), told.number, waits=told.duty.is_said_paid)
    if there.beside.get("paid"):
        return Payment(
            "warn", _("Cổng báo đã trả tiền, nhưng hồ sơ này không có khoản nào phải nộp"), "", "", waits=False
        )
    return None


def standing(told: PaidThere) -> tuple[str, str]:
    """A colour, and how it stands with the money."""
    duty = told.duty
    if told.ended == Ended.ASKED and duty.settled_at is None:
        return "warn", _("Không tìm thấy tiền, đã yêu cầu nộp")
    if duty.settled_at is not None:
        return "good", _found(duty)
    if duty.cancelled_at is not None:
        return "grey", _("Khoản này không còn phải nộp")
    return "info", _("Đã nộp tại Cổng, đang chờ thấy tiền trên sao kê. Không thu lần nữa")


def sums(told: PaidThere) -> str:
    due = formats.dong(told.duty.amount)
    if told.amount is None:
        return _("Cổng không báo số tiền; ở đây phải nộp %(due)s") % {"due": due}
    said = formats.dong(told.amount)
    if told.amount == told.duty.amount:
        return said
    return _("Cổng báo %(said)s, ở đây phải nộp %(due)s: hai số khác nhau") % {"said": said, "due": due}


def _found(duty: FeeDuty) -> str:
    if duty.settled_how == SettledHow.SHOWN_ELSEWHERE:
        return _("Đã xem biên lai nộp tại Cổng")
    return _("Đã thấy tiền, khoản này nộp xong")
