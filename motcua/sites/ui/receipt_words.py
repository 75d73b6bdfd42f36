"""How a receipt is shown, to the one who paid and to the cashier alike."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import SettledHow
from motcua.effects.fee_receipts.facts import Facts, facts_of, numbered
from motcua.effects.fee_receipts.models import FeeReceipt, Part
from motcua.effects.fee_receipts.providers.port import Obstacle

TITLES: dict[str, str | Promise] = {Part.PHI: _("Biên lai thu phí"), Part.LE_PHI: _("Biên lai thu lệ phí")}
HOW: dict[str, str | Promise] = {
    SettledHow.TRANSFER: _("Chuyển khoản"),
    SettledHow.CASH: _("Tiền mặt"),
    SettledHow.POST: _("Qua bưu chính"),
}
#: What is in the way at a provider, and who mends it.
OBSTACLES: dict[str, str | Promise] = {
    Obstacle.DOWN: _("Đơn vị cung cấp biên lai chưa trả lời. Hệ thống tự hỏi lại, ông/bà không phải làm gì."),
    Obstacle.NOT_SET_UP: _("Chưa khai báo kết nối với đơn vị cung cấp biên lai. Báo quản trị kỹ thuật."),
    Obstacle.LOGIN: _("Tài khoản tại đơn vị cung cấp biên lai sai hoặc thiếu quyền. Báo quản trị kỹ thuật."),
    Obstacle.SERIES: _("Đơn vị cung cấp không nhận ký hiệu biên lai này. Báo bộ phận kế toán đối chiếu ký hiệu."),
    Obstacle.USED_UP: _("Đã dùng hết số biên lai tại đơn vị cung cấp. Báo bộ phận kế toán mua thêm."),
    Obstacle.DAY: _("Ngày lập trước ngày của biên lai đã phát hành sau. Hệ thống đã dời ngày và tự hỏi lại."),
    Obstacle.CERTIFICATE: _("Chứng thư số tại đơn vị cung cấp đã hết hạn. Báo bộ phận kế toán gia hạn."),
    Obstacle.CONTENT: _("Đơn vị cung cấp không nhận nội dung biên lai. Báo quản trị kỹ thuật."),
    Obstacle.PAPER: _("Bản in của đơn vị cung cấp không mở được. Báo quản trị kỹ thuật; hệ thống tự lấy lại."),
    Obstacle.NOT_FOUND: _("Đơn vị cung cấp chưa thấy biên lai này. Hệ thống tự hỏi lại."),
    Obstacle.STATE: _("Đơn vị cung cấp không cho hủy biên lai ở tình trạng này. Liên hệ đơn vị cung cấp rồi hỏi lại."),
    Obstacle.OTHER: _("Đơn vị cung cấp từ chối mà không nói rõ. Liên hệ đơn vị cung cấp rồi hỏi lại."),
}
_READ_WITH = (
    "symbol__agency",
    "duty__dossier__procedure_version__procedure",
    "replaces",
    "replaced_by",
    "cancelled_by__agency",
    "pdf",
    "crossed_pdf",
    "cancellation",
)
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}


@dataclass(frozen=True, slots=True)
class Shown:
    receipt: FeeReceipt
    facts: Facts
    title: str | Promise
    how: str | Promise
    replaced_by: FeeReceipt | None
    #: A provider has been asked to cancel it and has not done so.
    is_being_cancelled: bool
    obstacle: str | Promise


def with_all(found: QuerySet[FeeReceipt]) -> QuerySet[FeeReceipt]:
    return found.select_related(*_READ_WITH).defer("duty__dossier__procedure_version__definition")


def shown(receipt: FeeReceipt) -> Shown:
    """`receipt` was read `with_all`."""
    asked = getattr(receipt, "cancellation", None) if receipt.is_valid else None
    return Shown(
        receipt,
        facts_of(receipt),
        TITLES[receipt.part],
        HOW[receipt.how],
        getattr(receipt, "replaced_by", None),
        asked is not None,
        OBSTACLES[asked.obstacle] if asked and asked.obstacle else "",
    )


def original(receipt: FeeReceipt) -> HttpResponse:
    """The XML, which programs check; never drawn by the browser. Of a provider's receipt the provider keeps it."""
    if receipt.symbol.provider:
        raise Http404
    answer = HttpResponse(receipt.xml, content_type="application/xml", headers=_HEADERS)
    name = f"bien-lai-{receipt.symbol.symbol}-{numbered(receipt)}.xml"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
