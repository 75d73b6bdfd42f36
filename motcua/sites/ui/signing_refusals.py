"""The polite noes of signing and of checking signatures. `refusals.py` reads them with all the others."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.foundation.refusals import Refusal
from motcua.foundation.signing import certificates, filling, placing, plain
from motcua.foundation.signing.stores import down

SENTENCES: dict[type[Refusal], str | Promise] = {
    certificates.CertificateExpired: _(
        "Chứng thư số đã hết hạn nên không ký được. Gia hạn chứng thư số, báo quản trị kỹ thuật cập nhật, rồi ký lại."
    ),
    certificates.CertificateNotYetValid: _(
        "Chứng thư số chưa đến ngày có hiệu lực. Chờ đến ngày đó, hoặc ký bằng chứng thư số khác."
    ),
    certificates.CertificateRevoked: _(
        "Chứng thư số đã bị thu hồi nên không ký được. Báo quản trị kỹ thuật cài chứng thư số mới, rồi ký lại."
    ),
    certificates.CertificateNotTrusted: _(
        "Chứng thư số này không do tổ chức chứng thực mà hệ thống tin cậy cấp. Báo quản trị kỹ thuật kiểm tra."
    ),
    certificates.CertificateNotForSigning: _(
        "Chứng thư số này không dùng để ký văn bản. Chọn chứng thư số dùng để ký, loại khóa RSA."
    ),
    certificates.CertificateOfAnother: _(
        "Chứng thư số mang tên “%(name)s”, không phải tên người hoặc cơ quan ký. "
        "Báo quản trị kỹ thuật kiểm tra khóa ký."
    ),
    down.SigningServiceDown: _(
        "Dịch vụ ký số đang không trả lời. Chưa có gì được ký; đợi ít phút rồi bấm ký lại, không sợ bị ký hai lần."
    ),
    plain.DocumentHasScripts: _(
        "Văn bản chứa mã lệnh, tệp đính kèm hoặc biểu mẫu động nên không ký được. "
        "In văn bản ra PDF mới rồi tải lên lại."
    ),
    plain.DocumentUnreadable: _(
        "Văn bản hỏng hoặc đặt mật khẩu nên không ký được. Lưu lại thành PDF không mật khẩu rồi tải lên lại."
    ),
    placing.FieldTaken: _("Văn bản đã có chữ ký ở chỗ này. Tải lại trang để xem bản mới nhất."),
    placing.AlreadySigned: _("Văn bản đã được ký nên không sửa được nữa. Muốn sửa thì lập bản mới rồi trình ký lại."),
    filling.FieldMissing: _(
        "Văn bản không có chỗ để ghi số và ngày ban hành. Lập lại dự thảo theo mẫu rồi trình ký lại."
    ),
}
