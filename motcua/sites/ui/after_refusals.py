"""The polite noes of what comes after: receipts, ratings, petitions. `refusals.py` reads them with all the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.fee_receipts import cancelling, numbering, signature
from motcua.effects.petitions import acts, moves, opinions
from motcua.effects.ratings import rating
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    numbering.NoReceiptSymbol: _(
        "Cơ quan thu chưa đăng ký ký hiệu biên lai cho năm này nên chưa lập được biên lai. Báo quản trị kỹ thuật."
    ),
    numbering.ReceiptsUsedUp: _(
        "Đã dùng hết số biên lai đăng ký. Báo bộ phận kế toán đăng ký thêm, rồi lập biên lai lại."
    ),
    signature.SealExpired: _(
        "Chứng thư số “%(name)s” không còn hiệu lực nên chưa ký được biên lai. Báo quản trị kỹ thuật thay chứng thư."
    ),
    cancelling.NotTheCashier: _(
        "Chỉ thủ quỹ hoặc lãnh đạo cơ quan được hủy, thay biên lai. Chuyển việc này cho thủ quỹ; "
        "nếu ông/bà giữ vị trí ấy, đổi vị trí rồi làm lại."
    ),
    cancelling.AlreadyCancelled: _(
        "Biên lai này đã được hủy hoặc đã có biên lai khác thay. Tải lại trang để xem tình trạng mới nhất."
    ),
    cancelling.CancellingUnderWay: _(
        "Đã gửi yêu cầu hủy biên lai này, đang chờ đơn vị cung cấp biên lai. Chờ trả lời, hoặc bấm hỏi lại."
    ),
    cancelling.WhyCancelled: _("Chưa có lý do hủy biên lai. Ghi rõ vì sao hủy."),
    cancelling.PayerMissing: _("Chưa có tên người nộp tiền. Nhập họ tên hoặc tên tổ chức."),
    rating.OfficersDoNotRate: _(
        "Cán bộ không đánh giá thay người dân. Đổi sang tài khoản người dân, hoặc để người nộp tự đánh giá."
    ),
    rating.NotOverYet: _("Hồ sơ chưa có kết quả nên chưa đánh giá được. Chờ có kết quả rồi đánh giá."),
    rating.AlreadyRated: _("Hồ sơ này đã được đánh giá. Nộp phản ánh, kiến nghị nếu ông/bà muốn nói thêm."),
    rating.OverallMissing: _("Chưa chọn mức hài lòng chung. Chọn một trong ba mức."),
    moves.NotNow: _("Việc này không còn làm được ở bước này. Tải lại trang để xem tình trạng mới nhất."),
    acts.NothingSaid: _("Chưa có nội dung. Nhập điều ông/bà muốn nói."),
    acts.NoContact: _("Chưa có cách liên hệ lại. Nhập số điện thoại hoặc thư điện tử."),
    acts.TooLate: _("Đã quá %(days)s ngày làm việc nên không còn làm được việc này. Giải quyết bằng câu trả lời."),
    acts.NamesThePerson: _(
        "Trong phần công khai còn tên, số điện thoại, thư điện tử hoặc số định danh của người gửi. "
        "Sửa rồi công khai lại."
    ),
    opinions.AlreadyJudged: _(
        "Ông/bà đã cho ý kiến về câu trả lời này. Muốn nói thêm, nộp một phản ánh, kiến nghị mới."
    ),
    acts.NotOfThisAgency: _("Chỉ giao cho cán bộ của cơ quan nhận phản ánh. Chọn người khác."),
}
