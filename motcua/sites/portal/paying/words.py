"""What gateways say in codes, in words for the person who paid."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.models import FeeDuty, SettledHow
from motcua.effects.payments.models import Attempt


@dataclass(frozen=True, slots=True)
class GatewayWords:
    name: str | Promise
    hint: str | Promise


GATEWAYS: Mapping[str, GatewayWords] = {
    "platform": GatewayWords(
        gettext_lazy("Cổng Dịch vụ công quốc gia"), gettext_lazy("Chọn ngân hàng hoặc ví trên trang của cổng quốc gia.")
    ),
    "vnpay": GatewayWords(gettext_lazy("VNPAY"), gettext_lazy("Thẻ ngân hàng, thẻ quốc tế, ví hoặc VNPAY-QR.")),
    "vnptpay": GatewayWords(gettext_lazy("VNPT PAY"), gettext_lazy("Thẻ ngân hàng hoặc ví VNPT.")),
}
_WHY_VNPAY_FAILED: Mapping[str, str | Promise] = {
    "24": gettext_lazy("Ông/bà đã hủy trên trang VNPAY."),
    "11": gettext_lazy("Đã quá thời gian chờ trên trang VNPAY."),
    "51": gettext_lazy("Tài khoản không đủ số dư."),
    "09": gettext_lazy("Thẻ hoặc tài khoản chưa đăng ký dùng ngân hàng qua mạng."),
    "10": gettext_lazy("Ngân hàng không xác thực được thẻ hoặc tài khoản sau 3 lần."),
    "12": gettext_lazy("Thẻ hoặc tài khoản đang bị khóa."),
    "13": gettext_lazy("Mã xác thực nhập chưa đúng."),
    "65": gettext_lazy("Tài khoản đã quá hạn mức giao dịch trong ngày."),
    "75": gettext_lazy("Ngân hàng đang bảo trì."),
    "79": gettext_lazy("Mật khẩu thanh toán nhập sai quá số lần cho phép."),
}
_HOW: Mapping[str, str | Promise] = {
    SettledHow.TRANSFER: gettext_lazy("Chuyển khoản"),
    SettledHow.CASH: gettext_lazy("Tiền mặt tại quầy"),
    SettledHow.POST: gettext_lazy("Qua bưu điện"),
    SettledHow.SHOWN_ELSEWHERE: gettext_lazy("Nộp tại kho bạc, đã xuất trình chứng từ"),
}


@dataclass(frozen=True, slots=True)
class Brought:
    """What the browser brought back: shown, and not believed."""

    says_paid: bool
    sentence: str


def brought_back(told: Mapping[str, object], *, is_paid: bool) -> Brought:
    if is_paid:
        return Brought(says_paid=True, sentence=_("VNPAY vừa nhận tiền. Đang chờ VNPAY báo cho chúng tôi."))
    return Brought(says_paid=False, sentence=_why(told))


def failed_because(attempt: Attempt) -> str:
    return _why(attempt.facts)


def settled_how(duty: FeeDuty) -> str:
    return str(_HOW.get(duty.settled_how, ""))


def _why(codes: Mapping[str, object]) -> str:
    return str(_WHY_VNPAY_FAILED.get(str(codes.get("vnp_ResponseCode", "")), ""))
