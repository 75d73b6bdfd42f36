"""The two appointments of a dossier in which money is due half-way, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.two_dates import two_dates
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.sites.ui import formats


@dataclass(frozen=True, slots=True)
class Told:
    first: str
    second: str


def told(dossier: Dossier) -> Told | None:
    """While the money is not paid: afterwards there is one date, and the page says it."""
    if dossier.state not in (State.IN_PROGRESS, State.AWAITING_PAYMENT):
        return None
    if dossier.accepted_at is None or dossier.original_due_at is None:
        return None
    dates = two_dates(dossier, accepted_at=dossier.accepted_at, due_at=dossier.original_due_at)
    if dates is None or dossier.events.filter(action=Action.CONFIRM_PAYMENT).exists():
        return None
    after = ngettext(
        "Hẹn lần 2, nhận kết quả: %(n)s ngày làm việc sau ngày ông/bà nộp đủ tiền.",
        "Hẹn lần 2, nhận kết quả: %(n)s ngày làm việc sau ngày ông/bà nộp đủ tiền.",
        dates.working_days_after_payment,
    ) % {"n": dates.working_days_after_payment}
    if dossier.state == State.AWAITING_PAYMENT:
        return Told(_("Hẹn lần 1, nhận thông báo nộp tiền: đã đến bước nộp tiền."), after)
    by = formats.appointment(dates.notice_by)
    return Told(_("Hẹn lần 1, nhận thông báo nộp tiền: trước %(moment)s.") % {"moment": by}, after)
