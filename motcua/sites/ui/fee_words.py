"""What is owed in a dossier, in words for whoever pays and whoever asks: each sum, its clause, why this rate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.blueprints.catalogue.fee_choice import PassedOver
from motcua.dossiers.models import Channel, Dossier, DutyKind, FeeDuty, SettledHow
from motcua.sites.ui import formats

Word = str | Promise

_FILED: dict[str, Word] = {
    Channel.ONLINE: gettext_lazy("nộp trực tuyến"),
    Channel.COUNTER: gettext_lazy("nộp tại quầy"),
    Channel.POST: gettext_lazy("nộp qua bưu chính"),
}
_PASSED_OVER: dict[str, Word] = {
    PassedOver.NOT_IN_FORCE: gettext_lazy("chưa áp dụng hoặc đã hết áp dụng"),
    PassedOver.OTHER_CHANNEL: gettext_lazy("dành cho cách nộp khác"),
    PassedOver.OTHER_CASE: gettext_lazy("dành cho trường hợp khác"),
    PassedOver.LESS_SPECIFIC: gettext_lazy("là mức chung, mức đang áp dụng quy định cụ thể hơn"),
}
_SETTLED: dict[str, Word] = {
    SettledHow.TRANSFER: gettext_lazy("Đã chuyển khoản"),
    SettledHow.CASH: gettext_lazy("Đã nộp tiền mặt"),
    SettledHow.POST: gettext_lazy("Đã thu qua bưu chính"),
    SettledHow.NOTHING_DUE: gettext_lazy("Không phải nộp"),
    SettledHow.SHOWN_ELSEWHERE: gettext_lazy("Đã nộp ở nơi khác, cơ quan đã xem biên lai"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """`why` are the sentences that say why it is this rate; `others` the rates that were looked at beside it."""

    name: str
    amount: int
    per: str
    basis: str
    exemption: str
    why: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    title: str
    lines: tuple[Line, ...]
    amount: int
    state: str
    #: A colour of a label.
    tone: str
    is_open: bool
    document: str
    pay_by: datetime | None
    payable_to: Mapping[str, str]


def duties_of(dossier: Dossier) -> list[Duty]:
    """What stands: what was asked for and no longer is, is told of nowhere."""
    return [_duty(each) for each in dossier.duties.filter(cancelled_at=None).order_by("number")]


def lines(stored: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    return tuple(_line(each) for each in stored)


def _duty(duty: FeeDuty) -> Duty:
    is_ours = duty.kind == DutyKind.INTAKE
    return Duty(
        title=_("Phí, lệ phí") if is_ours else _("Nghĩa vụ tài chính"),
        lines=lines(duty.lines),
        amount=duty.amount,
        state=_state(duty),
        tone=_tone(duty),
        is_open=duty.is_asked_for,
        document=_document(duty),
        pay_by=duty.pay_by,
        payable_to=duty.payable_to,
    )


def _tone(duty: FeeDuty) -> str:
    if duty.is_said_paid:
        return "info"
    return "warn" if duty.is_open else "good"


def _state(duty: FeeDuty) -> str:
    if duty.is_said_paid:
        return _("Đã nộp tại Cổng, đang đối chiếu")
    if duty.settled_at is None:
        return _("Chưa nộp")
    if duty.settled_how == SettledHow.NOTHING_DUE:
        return str(_SETTLED[duty.settled_how])
    return f"{_SETTLED[duty.settled_how]}, {formats.day(duty.settled_at)}"


def _document(duty: FeeDuty) -> str:
    if not duty.document:
        return ""
    facts = {"number": duty.document, "day": formats.day(duty.document_date)}
    return _("Theo thông báo số %(number)s ngày %(day)s") % facts


def _line(stored: Mapping[str, Any]) -> Line:
    choice = stored.get("choice") or {}
    return Line(
        name=stored["name"],
        amount=stored["amount"],
        per=stored.get("per", ""),
        basis=stored.get("basis", ""),
        exemption=stored.get("exemption", ""),
        why=tuple(_why(choice)) if choice else (),
        others=tuple(_other(each) for each in choice.get("others", ())),
    )


def _why(choice: Mapping[str, Any]) -> Sequence[str]:
    said = []
    if choice["locality"]:
        said.append(_("Mức riêng của %(place)s, đứng trước mức chung cả nước.") % {"place": choice["locality"]})
    if choice["channel"]:
        said.append(_("Mức dành cho hồ sơ %(way)s.") % {"way": _FILED[choice["channel"]]})
    if choice["when_text"]:
        said.append(_("Đúng trường hợp: %(case)s.") % {"case": choice["when_text"]})
    if dates := _dates(choice):
        said.append(_("Áp dụng %(dates)s.") % {"dates": dates})
    return said or [_("Mức chung, áp dụng cho mọi trường hợp và mọi cách nộp.")]


def _other(other: Mapping[str, Any]) -> str:
    """150.000 đồng (nộp trực tuyến; Cá nhân): dành cho cách nộp khác."""
    way = str(_FILED[other["channel"]]) if other["channel"] else ""
    about = "; ".join(filter(None, (other["locality"], way, other["when_text"], _dates(other))))
    amount = formats.dong(other["amount"])
    named = f"{amount} ({about})" if about else amount
    return f"{named}: {_PASSED_OVER[other['why']]}"


def _dates(said: Mapping[str, Any]) -> str:
    first, last = _day(said["valid_from"]), _day(said["valid_to"])
    if first and last:
        return _("từ %(first)s đến %(last)s") % {"first": first, "last": last}
    if first:
        return _("từ %(first)s") % {"first": first}
    return _("đến %(last)s") % {"last": last} if last else ""


def _day(text: str | None) -> str:
    return formats.day(date.fromisoformat(text)) if text else ""
