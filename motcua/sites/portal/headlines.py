"""The answer first: how it stands with a dossier, in two sentences, and what the applicant does next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import duties
from motcua.dossiers.models import Dossier, DutyKind, ResultState, Way, WorkStatus
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.lifecycle import State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, legal_day
from motcua.sites.portal.paying.standing import open_duties
from motcua.sites.portal.prospects import answered_by
from motcua.sites.ui import formats


@dataclass(frozen=True, slots=True)
class Headline:
    """`tone` is a colour of a notice: info, good, warn or bad."""

    tone: str
    strong: str
    sentence: str = ""
    #: The sentence belongs beside the button that pays.
    asks_money: bool = False


def headline(dossier: Dossier, *, at: datetime) -> Headline:
    return _BY_STATE[State(dossier.state)](dossier, at)


def awaits_confirmation(dossier: Dossier) -> bool:
    """Whether the clock stands because the applicant has not yet agreed with the draft of the result."""
    if dossier.state != State.SUSPENDED:
        return False
    return dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.CONFIRM_DRAFT).exists()


def _draft(_dossier: Dossier, _at: datetime) -> Headline:
    return Headline("warn", _("Hồ sơ chưa được nộp."), _("Ông/bà xem lại rồi bấm “Nộp hồ sơ”."))


def _submitted(dossier: Dossier, at: datetime) -> Headline:
    owed = open_duties(dossier)
    money_first = duties.come_first(dossier, at=at)
    if owed and money_first:
        sentence = _("Trả xong, cơ quan mới tiếp nhận và bắt đầu tính thời hạn.")
        return Headline("warn", _("Đã nộp, còn chờ trả phí, lệ phí."), sentence, asks_money=True)
    definition = definition_of(dossier.procedure_version_id)
    since = _settled_at(dossier) if money_first else None
    at_hand = max(filter(None, (dossier.filings.latest("number").filed_at, since)))
    by = answered_by(definition, channel=dossier.channel, at=at_hand)
    if by < at:
        sentence = _("%(agency)s lẽ ra đã trả lời trước %(moment)s. Ông/bà có thể gọi để hỏi.")
        return Headline("warn", _("Đang chờ tiếp nhận, đã quá giờ trả lời."), sentence % _facts(dossier, by))
    sentence = _("%(agency)s tiếp nhận, đề nghị hoàn thiện hoặc từ chối trước %(moment)s.")
    return Headline("info", _("Đã nộp, chờ tiếp nhận."), sentence % _facts(dossier, by))


def _incomplete(dossier: Dossier, _at: datetime) -> Headline:
    return Headline("warn", _("Cần ông/bà hoàn thiện hồ sơ."), _mend_by(dossier))


def _supplement(dossier: Dossier, _at: datetime) -> Headline:
    return Headline("warn", _("Cần ông/bà bổ sung hồ sơ."), _mend_by(dossier))


def _refused(_dossier: Dossier, _at: datetime) -> Headline:
    return Headline(
        "bad", _("Hồ sơ không được tiếp nhận."), _("Lý do ghi bên dưới. Sửa xong, ông/bà nộp lại hồ sơ mới được.")
    )


def _in_hand(dossier: Dossier, at: datetime) -> Headline:
    if dossier.due_at is None:
        return Headline("info", _("Đang giải quyết."))
    if dossier.due_at < at:
        sentence = _("%(agency)s hẹn trả trước %(moment)s mà chưa xong. Ông/bà gọi số bên dưới để hỏi.")
        return Headline("bad", _("Đã quá hẹn."), sentence % _facts(dossier, dossier.due_at))
    sentence = _("%(agency)s hẹn trả trước %(moment)s. Ông/bà chưa phải làm gì thêm.")
    return Headline("good", _("Đang đúng hẹn."), sentence % _facts(dossier, dossier.due_at))


def _payment(dossier: Dossier, _at: datetime) -> Headline:
    waits = _("Trong lúc chờ, thời hạn giải quyết tạm dừng.")
    if owed := sum(duty.amount for duty in open_duties(dossier)):
        needed = _("Cần ông/bà trả %(amount)s.") % {"amount": formats.dong(owed)}
        return Headline("warn", needed, waits, asks_money=True)
    return Headline("info", _("Chờ cơ quan thuế báo số tiền ông/bà phải nộp."), waits)


def _suspended(dossier: Dossier, _at: datetime) -> Headline:
    if awaits_confirmation(dossier):
        sentence = _("Trong lúc chờ, thời hạn giải quyết tạm dừng. Xác nhận ở ngay bên dưới.")
        return Headline("warn", _("Cần ông/bà xác nhận bản dự thảo."), sentence)
    return Headline("info", _("Đang tạm dừng tính giờ."), _("Lý do và các ngày đã tính ghi ở phần thời hạn."))


def _is_recalled(dossier: Dossier) -> bool:
    """Whether of all that was given out nothing is good any more."""
    return set(dossier.results.exclude(published_at=None).values_list("state", flat=True)) == {ResultState.RECALLED}


def _recalled() -> Headline:
    sentence = _("Ông/bà đừng dùng văn bản đã nhận. Có văn bản thay thế, cơ quan báo ông/bà ngay.")
    return Headline("bad", _("Kết quả đã bị thu hồi."), sentence)


def _ready(dossier: Dossier, _at: datetime) -> Headline:
    if _is_recalled(dossier):
        return _recalled()
    last = dossier.delivery_choices.order_by("-number").first()
    if last is not None and last.way == Way.POST:
        return Headline("good", _("Đã có kết quả."), _("Tải về bên dưới. Bản giấy được gửi qua bưu điện đến nhà."))
    facts = {"unit": dossier.receiving_unit.name}
    return Headline("good", _("Đã có kết quả."), _("Tải về bên dưới hoặc nhận tại %(unit)s.") % facts)


def _delivered(dossier: Dossier, _at: datetime) -> Headline:
    if _is_recalled(dossier):
        return _recalled()
    if dossier.parent_id is not None and dossier.outcome == Outcome.DENIED:
        return Headline("bad", _("Phần này không được giải quyết."), _("Lý do ghi ở mục “Hồ sơ đang ở đâu”."))
    if dossier.parent_id is not None:
        return Headline("good", _("Đã có kết quả."), _("Tải về bên dưới hoặc ở hồ sơ chung."))
    return Headline("good", _("Đã trả kết quả."))


def _withdrawn(_dossier: Dossier, _at: datetime) -> Headline:
    return Headline("info", _("Ông/bà đã rút hồ sơ này."), _("Khi cần, ông/bà nộp lại hồ sơ mới."))


def _stopped(_dossier: Dossier, _at: datetime) -> Headline:
    return Headline("bad", _("Hồ sơ đã dừng giải quyết."), _("Lý do ghi bên dưới. Ông/bà nộp lại hồ sơ mới được."))


_BY_STATE: dict[State, Callable[[Dossier, datetime], Headline]] = {
    State.DRAFT: _draft,
    State.SUBMITTED: _submitted,
    State.INCOMPLETE: _incomplete,
    State.REFUSED: _refused,
    State.IN_PROGRESS: _in_hand,
    State.SUPPLEMENT_REQUESTED: _supplement,
    State.AWAITING_PAYMENT: _payment,
    State.SUSPENDED: _suspended,
    State.DECIDED: _in_hand,
    State.RESULT_READY: _ready,
    State.RESULT_DELIVERED: _delivered,
    State.WITHDRAWN: _withdrawn,
    State.STOPPED: _stopped,
}


def _settled_at(dossier: Dossier) -> datetime | None:
    """Since then the office can answer: before it may take in nothing."""
    asked = dossier.duties.filter(kind=DutyKind.INTAKE, cancelled_at=None, proof="")
    return asked.aggregate(last=Max("settled_at"))["last"]  # type: ignore[no-any-return]  # of an aggregate


def _facts(dossier: Dossier, moment: datetime) -> dict[str, str]:
    return {"agency": dossier.deciding_agency.name, "moment": formats.appointment(moment)}


def _mend_by(dossier: Dossier) -> str:
    asked_at = dossier.events.latest("number").happened_at
    rules = definition_of(dossier.procedure_version_id).rules_on(legal_day(asked_at))
    calendar = versions.calendar_of(versions.current_id())
    last, _lines = legal_clock.count(calendar, asked_at, [Period(rules.supplement_unanswered_days, Unit.WORKING_DAY)])
    return _("Làm trước hết %(day)s; quá ngày đó hồ sơ sẽ dừng giải quyết.") % {"day": formats.weekday_day(last)}
