"""What is refused because it is filed elsewhere, and about what comes from elsewhere."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.national import updates
from motcua.dossiers.commands import arriving, routes
from motcua.effects.national_portal import arrived_papers, fetching, sorting
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    routes.FiledElsewhere: _(
        "Thủ tục “%(procedure)s” hiện không nộp ở đây. Mở trang của thủ tục để xem nơi nộp, "
        "hoặc gọi tổng đài để được chỉ dẫn."
    ),
    routes.CitizenPartClosed: _(
        "Trang này hiện không nhận nộp hồ sơ mới. Ông/bà nộp tại Cổng Dịch vụ công quốc gia dichvucong.gov.vn, "
        "hoặc gọi tổng đài để được giúp tại quầy gần nhà. Hồ sơ đã nộp vẫn xem được ở đây."
    ),
    arriving.NothingWasAskedFor: _(
        "Hồ sơ này không có yêu cầu bổ sung nào đang chờ. Mở lại hồ sơ để xem tình trạng mới nhất."
    ),
    fetching.HostNotAllowed: _(
        "Địa chỉ của giấy tờ không nằm trong danh sách máy chủ được phép. Báo quản trị kỹ thuật kiểm tra."
    ),
    fetching.PaperNotThere: _("Nơi gửi không còn giấy tờ này. Yêu cầu người nộp bổ sung giấy tờ."),
    arrived_papers.PaperUnreadable: _("Giấy tờ trong bản tin bị hỏng. Yêu cầu người nộp bổ sung giấy tờ."),
    sorting.NotToSort: _("Bản tin này không còn chờ xử lý. Tải lại trang để xem tình trạng mới nhất."),
    sorting.StillWrong: _("Bản tin vẫn chưa nhận được vì lý do cũ. Sửa danh mục trước, rồi thử lại."),
    sorting.NoteMissing: _("Ghi rõ vì sao bỏ qua bản tin này, để người sau hiểu."),
    updates.ListingTooShort: _(
        "Danh sách của Cổng Dịch vụ công quốc gia ngắn bất thường nên chưa dùng. Thử lại sau, hoặc hỏi nơi gửi."
    ),
    updates.AlreadySeen: _("Thay đổi này đã có người xem. Tải lại trang để xem danh sách mới nhất."),
}
