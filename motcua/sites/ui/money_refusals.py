"""The polite noes about what is owed and how a result is handed over. `refusals.py` reads them with all the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.commands import exempting, financial_duties, handing_over
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    exempting.NoSuchExemption: _(
        "Thủ tục không có diện miễn này cho khoản phí đó. Chọn lại trong danh sách diện được miễn."
    ),
    exempting.NotInTheDossier: _(
        "Giấy tờ này không có trong lần nộp mới nhất của hồ sơ. Chọn giấy tờ khác, "
        "hoặc đề nghị người nộp bổ sung giấy tờ chứng minh trước."
    ),
    exempting.AlreadyExempt: _("Khoản phí này đã được ghi nhận miễn. Mở lại hồ sơ để xem."),
    exempting.ExemptionTooLate: _("Hồ sơ chưa nộp hoặc đã kết thúc nên không ghi miễn phí được nữa."),
    exempting.NotAReceptionist: _("Miễn phí do cán bộ bộ phận tiếp nhận ghi. Chuyển cho bộ phận tiếp nhận hồ sơ này."),
    financial_duties.NoSumNoted: _(
        "Thông báo phải có ít nhất một khoản, mỗi khoản có tên và số tiền. Nhập lại các khoản như ghi trong thông báo."
    ),
    financial_duties.NoticeIncomplete: _(
        "Còn thiếu số thông báo, tên tài khoản hoặc số tài khoản nhận tiền. Nhập đủ như ghi trong thông báo."
    ),
    financial_duties.NoticeFromTheFuture: _("Ngày của thông báo chưa đến. Kiểm tra lại ngày ghi trong thông báo."),
    financial_duties.NoticeNoted: _("Thông báo số này đã được nhập cho hồ sơ. Mở lại hồ sơ để xem."),
    handing_over.PaperOfReceiverMissing: _(
        "Người nhận thay phải có giấy ủy quyền hoặc giấy giới thiệu. Chụp giấy đó rồi đính kèm, hoặc đợi chính chủ đến."
    ),
    handing_over.ReceiverUnknown: _("Nhập tên người nhận và số trên thẻ căn cước, hoặc mã tra cứu in trên giấy hẹn."),
    handing_over.NotHerself: _(
        "Số này không phải của người nộp hoặc người có hồ sơ. Kiểm tra lại số, "
        "hoặc chọn “Người được ủy quyền” nếu người khác đến nhận."
    ),
    handing_over.WrongSecret: _("Mã tra cứu không đúng với hồ sơ này. Xem lại mã in trên giấy hẹn."),
    financial_duties.ReceiptNumberMissing: _("Nhập số biên lai đã xem để có căn cứ xác nhận."),
}
