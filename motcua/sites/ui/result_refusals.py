"""What is refused about results: drafting, signing, numbering, recalling."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.commands import fetching, numbers, replacing, results, signing, signing_documents
from motcua.dossiers.queries.fetching import NoSuchPair
from motcua.effects.result_documents import drafting
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    results.ResultNotSigned: _(
        "Bản mới nhất của văn bản kết quả chưa được ký. Người có thẩm quyền ký bản này rồi mới phát hành được."
    ),
    results.ResultChanged: _("Văn bản kết quả đã đổi sau khi ông/bà mở trang. Tải lại trang, xem bản mới rồi hãy ký."),
    numbers.NumberTaken: _("Số %(number)s đã cấp cho văn bản khác của năm nay. Dùng số tiếp theo: %(next)s."),
    NoSuchPair: _("Không có hồ sơ nào khớp cả mã và số thẻ này. So lại giấy hẹn và thẻ căn cước rồi nhập lại."),
    fetching.NothingToFetch: _(
        "Không có kết quả để trả tại quầy: hồ sơ chưa có kết quả, hoặc kết quả đã trả, hoặc đã giao cho bưu điện. "
        "Tải lại trang để xem."
    ),
    replacing.NothingToSign: _("Không có bản mới nào chờ ký. Tải lại trang để xem tình trạng mới nhất."),
    replacing.NotIssued: _("Chỉ thu hồi được văn bản đã phát hành và chưa bị thu hồi. Tải lại trang để xem."),
    signing.NamesAnotherSigner: _(
        "Văn bản ghi tên người ký khác nên ông/bà chưa ký được. Soạn lại văn bản với đúng người ký."
    ),
    signing.SigningUnderWay: _("Người khác đang ký văn bản này. Chờ vài phút rồi tải lại trang."),
    signing.SealedAnotherDay: _(
        "Dịch vụ ký trả lời sang ngày khác với ngày ghi trên văn bản. Bấm phát hành lại để lấy ngày hôm nay."
    ),
    signing_documents.NotADocument: _("Chỉ ký số được tệp PDF. Đưa văn bản vào lại dưới dạng PDF rồi ký."),
    drafting.NoLayout: _("Loại văn bản này chưa có mẫu. Soạn văn bản bên ngoài rồi tải lên."),
    drafting.SignerUnknown: _("Người ký đã chọn hôm nay không có thẩm quyền. Chọn người khác."),
    drafting.ScanMissing: _("Chưa có bản chụp bản chính. Chọn tệp quét đủ các trang rồi soạn."),
    results.ResultSettled: _(
        "Kết quả đã phát hành nên không thay được. Nếu có sai sót, ra quyết định sửa đổi hoặc thu hồi."
    ),
}
