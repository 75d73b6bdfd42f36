"""The profiles. A gateway of the same family is added here, without code."""

from collections.abc import Mapping

from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, Verb

_INIT = (
    *("kind", "version", "partner", "reference", "amount", "payment_kind", "channel", "device", "locale", "currency"),
    *("bank", "words", "moment", "address"),
)
_CONFIRM = (*("kind", "code", "partner", "reference", "amount", "currency", "transaction", "bank", "moment", "words"),)
_ASKED = ("kind", "version", "partner", "reference", "moment")

#: Nền tảng thanh toán của Cổng Dịch vụ công quốc gia.
NATIONAL_PLATFORM = Profile(
    key="platform",
    version="1.0.6",
    verified=True,
    names={
        "kind": "LoaiBanTin",
        "version": "PhienBan",
        "partner": "MaDoiTac",
        "reference": "MaThamChieu",
        "amount": "SoTien",
        "currency": "MaTienTe",
        "payment_kind": "LoaiHinhThanhToan",
        "channel": "MaKenhThanhToan",
        "device": "MaThietBi",
        "bank": "MaNganHang",
        "locale": "NgonNgu",
        "words": "ThongTinGiaoDich",
        "moment": "ThoiGianGD",
        "address": "Ip",
        "checksum": "MaXacThuc",
        "code": "MaLoi",
        "message": "MoTaLoi",
        "transaction": "MaGiaoDich",
        "status": "TrangThaiGD",
        "bill": "UrlBienLai",
    },
    orders={Verb.INIT: _INIT, Verb.CONFIRM: _CONFIRM, Verb.QUERY: _ASKED, Verb.GET_BILL: _ASKED},
    constants={
        "payment_kind": "PAY",
        "channel": "1",
        "device": "1",
        "bank": "PAYMENT",
        "locale": "vi-VN",
        "currency": "VND",
    },
    reply=("code", "message", "partner", "reference", "moment"),
    receipt_name="ThongTinBienLai",
    page_name="UrlThanhToan",
    page_inside="message",
)

#: No field-level description is public. Names and order are recalled and inferred from its national twin: before it is
#: used, compare every line with what the provider hands over.
VNPT_PAY = Profile(
    key="vnptpay",
    version="1.0.6",
    verified=False,
    names={
        "kind": "ACTION",
        "version": "VERSION",
        "partner": "MERCHANT_SERVICE_ID",
        "reference": "MERCHANT_ORDER_ID",
        "amount": "AMOUNT",
        "currency": "CURRENCY_CODE",
        "payment_kind": "SERVICE_ID",
        "channel": "SERVICE_CATEGORY",
        "device": "DEVICE",
        "bank": "PAYMENT_METHOD",
        "locale": "LOCALE",
        "words": "DESCRIPTION",
        "moment": "CREATE_DATE",
        "address": "CLIENT_IP",
        "checksum": "SECURE_CODE",
        "code": "RESPONSE_CODE",
        "message": "RESPONSE_DESCRIPTION",
        "transaction": "VNPTPAY_TRANSACTION_ID",
        "status": "TRANSACTION_STATUS",
        "bill": "BILL_URL",
    },
    orders={Verb.INIT: _INIT, Verb.CONFIRM: _CONFIRM, Verb.QUERY: _ASKED, Verb.GET_BILL: _ASKED},
    constants=NATIONAL_PLATFORM.constants,
    reply=("code", "message", "partner", "reference", "moment"),
    page_name="REDIRECT_URL",
    error_name="RESPONSE_CODE",
)

PROFILES: Mapping[str, Profile] = {profile.key: profile for profile in (NATIONAL_PLATFORM, VNPT_PAY)}
