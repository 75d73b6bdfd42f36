"""The polite noes about money itself. `refusals.py` reads them with all the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.commands import paid_elsewhere
from motcua.effects.national_portal import paid_there
from motcua.effects.payments import cash, column_maps, corrections, orders, refunds, statements
from motcua.foundation.refusals import Refusal

SENTENCES: dict[type[Refusal], str | Promise] = {
    orders.AlreadyPaid: _("Khoản này đã được nộp đủ. Mở lại hồ sơ để xem biên lai."),
    orders.SaidPaid: _(
        "Cổng Dịch vụ công quốc gia báo khoản này đã được trả, cơ quan đang tìm tiền. Không trả và không thu lần nữa."
    ),
    paid_there.ReceiptOrReasonMissing: _("Nhập số biên lai đã xem, hoặc đã tìm tiền ở đâu mà không thấy"),
    paid_elsewhere.NotSaidPaid: _("Khoản này vừa có người xử lý, hoặc tiền đã về. Mở lại danh sách để xem."),
    paid_elsewhere.NotForHerDrawer: _("Khoản này của thủ quỹ nơi nhận hồ sơ. Chuyển cho thủ quỹ nơi đó."),
    orders.NothingToPay: _("Khoản này không còn phải nộp. Mở lại hồ sơ để xem khoản đang cần nộp."),
    cash.NotACashier: _("Việc này của thủ quỹ. Đổi sang vị trí thủ quỹ, hoặc chuyển cho thủ quỹ."),
    cash.TooLittleGiven: _("Chưa đủ tiền: khoản này là %(owed)s. Nhận đủ rồi nhập lại số tiền người nộp đưa."),
    cash.DayClosed: _("Ngày này đã chốt sổ, không sửa được nữa. Khoản thu sau khi chốt thuộc ngày làm việc tiếp theo."),
    cash.DayHasNotCome: _("Ngày này chưa đến nên chưa chốt sổ được. Quay lại chốt sổ vào cuối ngày đó."),
    cash.EarlierDayOpen: _("Ngày %(day)s chưa chốt sổ. Quay lại chốt ngày đó trước."),
    cash.DifferenceWithoutReason: _("Số đếm lệch %(difference)s so với sổ. Đếm lại, hoặc nhập lý do chênh lệch."),
    corrections.NotForMoney: _("Tiền do thủ quỹ và lãnh đạo xử lý. Báo cho thủ quỹ của đơn vị."),
    corrections.ReasonForMoneyMissing: _("Nhập lý do, để người thứ hai biết vì sao."),
    corrections.MoreThanThere: _("Số tiền phải lớn hơn 0 và không quá số còn lại là %(left)s. Sửa lại số tiền."),
    corrections.AskedAlready: _(
        "Khoản tiền này đang có một đề nghị chờ xử lý. Xong đề nghị đó rồi mới ghi đề nghị mới."
    ),
    corrections.SamePerson: _("Người đề nghị không tự đồng ý được. Báo một thủ quỹ hoặc lãnh đạo khác kiểm tra lại."),
    corrections.CorrectionOver: _("Đề nghị này đã có người xử lý. Tải lại trang để xem kết quả."),
    corrections.OrderTakesLess: _(
        "Hồ sơ này không có ở cơ quan của ông/bà, không còn khoản chờ nộp, hoặc chờ nộp ít hơn số tiền này. "
        "Kiểm tra lại mã hồ sơ và số tiền."
    ),
    corrections.PaysAnOrder: _("Tiền này đã nộp cho một hồ sơ, chỉ hoàn trả được cho người nộp."),
    corrections.WhereToMissing: _("Nhập số tài khoản, ngân hàng và tên người nhận tiền hoàn."),
    corrections.WayMissing: _("Chọn cách hoàn trả: tiền mặt, chuyển khoản, hoặc qua cổng đã thanh toán."),
    refunds.NotByGateway: _("Tiền này không đến qua cổng thanh toán nào hoàn được. Chọn chuyển khoản hoặc tiền mặt."),
    refunds.NotOnItsWay: _("Không có khoản hoàn nào đang chờ chuyển ở đây. Tải lại trang để xem."),
    refunds.TransactionMissing: _("Nhập số bút toán của ngân hàng, để chứng minh tiền đã chuyển."),
    refunds.TransactionNamedBefore: _("Số bút toán này đã ghi cho một khoản hoàn khác. Xem lại số trên sao kê."),
    column_maps.NoSuchColumnMap: _(
        "Chưa có mẫu đọc tệp của nơi này. Chọn một mẫu trong danh sách, hoặc nhờ quản trị kỹ thuật thêm mẫu mới."
    ),
    statements.StatementUnreadable: _(
        "Không đọc được tệp này như một tệp sao kê. Tải lại tệp từ ngân hàng (CSV hoặc Excel), "
        "giữ nguyên dòng tên cột, rồi thử lại."
    ),
    statements.StatementLineUnreadable: _(
        "Dòng %(line)s của tệp có số tiền, thời gian hoặc trạng thái không đọc được. Chưa có dòng nào được ghi. "
        "Sửa dòng đó hoặc tải lại tệp từ ngân hàng."
    ),
    statements.StatementTooLarge: _("Tệp quá lớn. Chia tệp theo ngày rồi nộp từng tệp."),
}
