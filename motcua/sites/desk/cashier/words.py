"""What stands in the money book, in the cashier's words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.payments.models import (
    Agreement,
    CorrectionKind,
    CorrectionState,
    EntryKind,
    Means,
    RefundWay,
    UnmatchedGround,
)

Word = str | Promise

MEANS: dict[str, Word] = {
    Means.BANK: _("Ngân hàng"),
    Means.WALLET: _("Ví điện tử"),
    Means.CASH: _("Tiền mặt"),
    Means.POST: _("Bưu chính"),
}
KINDS: dict[str, Word] = {
    EntryKind.RECEIVED: _("Thu tiền"),
    EntryKind.ASSIGNED: _("Ghi cho hồ sơ"),
    EntryKind.REFUNDED: _("Hoàn trả"),
    EntryKind.REVERSED: _("Bên thanh toán thu hồi"),
}
GATEWAYS: dict[str, Word] = {
    "counter": _("Tại quầy"),
    "post": _("Bưu điện thu hộ"),
    "bank": _("Chuyển khoản"),
    "vnpay": _("VNPAY"),
    "platform": _("Nền tảng thanh toán quốc gia"),
    "vnptpay": _("VNPT Pay"),
}
#: What is wrong with the money, and what usually helps.
GROUNDS: dict[str, tuple[Word, Word]] = {
    UnmatchedGround.UNKNOWN_ORDER: (
        _("Không ghi mã nộp tiền"),
        _("Tìm hồ sơ có số tiền này đang chờ nộp, hoặc liên hệ người chuyển qua ngân hàng."),
    ),
    UnmatchedGround.WRONG_AMOUNT: (
        _("Số tiền khác số phải nộp"),
        _("Ghi phần đúng cho hồ sơ rồi hoàn phần thừa; nếu thiếu, ghi cho hồ sơ và đề nghị nộp thêm."),
    ),
    UnmatchedGround.WRONG_CURRENCY: (_("Không phải đồng Việt Nam"), _("Hoàn trả cho người chuyển.")),
    UnmatchedGround.ORDER_PAID: (_("Khoản này đã nộp đủ từ trước"), _("Nộp hai lần: hoàn trả cho người nộp.")),
    UnmatchedGround.ORDER_CLOSED: (
        _("Khoản này không còn phải nộp"),
        _("Hồ sơ đã rút, đã tính lại hoặc đã nộp ở nơi khác: hoàn trả cho người nộp."),
    ),
    UnmatchedGround.REVERSED: (
        _("Bên thanh toán đã thu hồi tiền"),
        _("Liên hệ người nộp; khi xong, ghi chú để đưa ra khỏi danh sách."),
    ),
}
CORRECTIONS: dict[str, Word] = {
    CorrectionKind.ASSIGN: _("Ghi cho hồ sơ"),
    CorrectionKind.REFUND: _("Hoàn trả"),
    CorrectionKind.NOTE: _("Ghi chú đã xử lý"),
}
WAYS: dict[str, Word] = {
    RefundWay.CASH: _("Bằng tiền mặt tại quầy"),
    RefundWay.TRANSFER: _("Chuyển khoản"),
    RefundWay.GATEWAY: _("Qua chính cổng đã thanh toán"),
}
STATES: dict[str, tuple[Word, str, str]] = {
    CorrectionState.ASKED: (_("Chờ người thứ hai"), "warn", "hourglass"),
    CorrectionState.AGREED: (_("Đã đồng ý, chờ chuyển tiền"), "warn", "hourglass"),
    CorrectionState.DONE: (_("Đã xong"), "good", "check"),
    CorrectionState.TURNED_DOWN: (_("Không đồng ý"), "grey", "close"),
    CorrectionState.FAILED: (_("Cổng thanh toán không hoàn được"), "bad", "alert"),
}
#: Word, tone, drawing, and what it means.
AGREEMENTS: dict[str, tuple[Word, str, str]] = {
    Agreement.MISSING_HERE: (_("Thiếu bên ta"), "warn", "plus"),
    Agreement.MISSING_THERE: (_("Thiếu bên họ"), "bad", "alert"),
    Agreement.AMOUNT_DIFFERS: (_("Lệch tiền"), "bad", "alert"),
    Agreement.STATE_DIFFERS: (_("Lệch trạng thái"), "bad", "alert"),
    Agreement.MATCHED: (_("Khớp"), "good", "check"),
}
RESULTS: dict[str, Word] = {"credited": _("Đã ghi cho hồ sơ"), **{key: word for key, (word, _how) in GROUNDS.items()}}

ALL = {
    "means_words": MEANS,
    "kind_words": KINDS,
    "gateway_words": GATEWAYS,
    "ground_words": GROUNDS,
    "correction_words": CORRECTIONS,
    "way_words": WAYS,
    "state_words": STATES,
    "agreement_words": AGREEMENTS,
    "result_words": RESULTS,
}
