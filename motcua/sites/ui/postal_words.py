"""Parcels of a dossier in words, for whoever waits for one and for the desk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import Dossier
from motcua.effects.postal import client, orders, wire
from motcua.effects.postal.models import Direction, PostalOrder, PostalState
from motcua.foundation.refusals import Refusal

Word = str | Promise

DIRECTIONS: dict[str, Word] = {
    Direction.COLLECT: gettext_lazy("Đến nhà nhận giấy tờ"),
    Direction.RETURN: gettext_lazy("Gửi kết quả về nhà"),
}
_STATES: dict[str, tuple[Word, str]] = {
    PostalState.WANTED: (gettext_lazy("Đang báo bưu điện"), "grey"),
    PostalState.REGISTERED: (gettext_lazy("Bưu điện đã nhận yêu cầu"), "info"),
    PostalState.UNDER_WAY: (gettext_lazy("Bưu điện đang chuyển"), "info"),
    PostalState.DELIVERED: (gettext_lazy("Đã giao"), "good"),
    PostalState.CANCELLED: (gettext_lazy("Đã hủy"), "grey"),
    PostalState.REFUSED: (gettext_lazy("Bưu điện không nhận"), "bad"),
}
_INCOMPLETE = gettext_lazy("Thiếu họ tên, địa chỉ hoặc số điện thoại. Bổ sung rồi gửi lại")

SENTENCES: dict[type[Refusal], Word] = {
    orders.NothingToSend: gettext_lazy(
        "Hồ sơ chưa có kết quả để gửi, hoặc kết quả đã trả rồi. Mở lại hồ sơ để xem tình trạng."
    ),
    orders.ParcelOnItsWay: gettext_lazy(
        "Bưu điện đang có một đơn chiều này của hồ sơ. Hủy đơn đó trước khi gửi đơn khác."
    ),
    orders.TooLateToCancel: gettext_lazy(
        "Bưu điện đã lấy hàng hoặc đơn đã xong nên không hủy được nữa. Cần đổi thì gọi bưu điện."
    ),
    orders.PostRefused: gettext_lazy("Bưu điện không đồng ý hủy đơn này. Gọi bưu cục để hỏi."),
    orders.NotConnected: gettext_lazy(
        "Hệ thống chưa nối với bưu điện. Mang bì thư ra bưu cục, hoặc báo quản trị kỹ thuật cài đặt."
    ),
    wire.PostDown: gettext_lazy("Bưu điện chưa trả lời. Chưa có gì thay đổi. Thử lại sau ít phút."),
    wire.ParcelIncomplete: _INCOMPLETE,
}


@dataclass(frozen=True, slots=True)
class Stop:
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Parcel:
    pk: int
    number: str
    direction: str
    state: str
    tone: str
    #: What the post takes, and what the postman takes for the state.
    fee: int | None
    cod: int
    problem: str
    stops: tuple[Stop, ...]
    can_be_cancelled: bool
    has_label: bool


def parcels_of(dossier: Dossier) -> list[Parcel]:
    """The newest first; nothing where the post has nothing to do with it."""
    return [_parcel(each) for each in dossier.postal_orders.prefetch_related("tracking").order_by("-asked_at", "-pk")]


def offered(dossier: Dossier) -> list[tuple[str, Word]]:
    """Directions in which an order can be given now."""
    alive = {order.direction for order in dossier.postal_orders.all() if order.is_alive}
    now = [each for each in Direction if orders.may_be_asked(dossier, each) and each not in alive]
    return [(each.value, DIRECTIONS[each]) for each in now] if client.is_connected() else []


def _parcel(order: PostalOrder) -> Parcel:
    word, tone = _STATES[order.stage]
    return Parcel(
        pk=order.pk,
        number=order.number,
        direction=str(DIRECTIONS[order.direction]),
        state=str(word),
        tone=tone,
        fee=order.fee,
        cod=order.cod,
        problem=_problem(order.problem),
        stops=tuple(_stops(order)),
        can_be_cancelled=order.stage in (PostalState.WANTED, PostalState.REGISTERED),
        has_label=order.is_alive,
    )


def _stops(order: PostalOrder) -> Iterable[Stop]:
    rows = sorted(order.tracking.all(), key=lambda row: row.oid)
    return (Stop(row.noted_at, row.text or _("Mã %(code)s") % {"code": row.code}) for row in rows)


def _problem(kept: str) -> str:
    return str(_INCOMPLETE) if kept == "incomplete" else kept
