"""Polite noes at the door: who may come in, by which identity, with which second factor."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.foundation.accounts import identities
from motcua.foundation.accounts.openid import profiles, tokens
from motcua.foundation.accounts.second_factor import factors
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import tries

SENTENCES: dict[type[Refusal], str | Promise] = {
    tries.TooManyTries: _("Đã sai mật khẩu quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc gọi tổng đài để được giúp."),
    identities.AccountClosed: _(
        "Tài khoản này đã bị khóa. Gọi tổng đài, hoặc mang thẻ căn cước đến quầy một cửa để được mở lại."
    ),
    identities.IdentityOfAnotherPerson: _(
        "Thông tin nơi đó gửi sang (số định danh, họ tên hoặc ngày sinh) không khớp với người đã có ở đây, nên chưa "
        "cho vào. Kiểm tra xem đã đăng nhập đúng tài khoản của mình chưa; nếu đúng, mang thẻ căn cước đến quầy một cửa."
    ),
    identities.IdentityTaken: _(
        "Cách đăng nhập này đang dẫn đến một tài khoản khác ở đây. Đăng nhập bằng cách đó để xem, hoặc mang thẻ căn "
        "cước đến quầy một cửa để gộp hai tài khoản."
    ),
    identities.LastIdentity: _(
        "Đây là cách đăng nhập duy nhất; bỏ đi thì không vào được nữa. Thêm một cách khác trước rồi hãy bỏ."
    ),
    identities.NotForOfficers: _(
        "Đây là tài khoản cán bộ, không gắn với tài khoản công dân. Đăng xuất, "
        "rồi đăng nhập lại bằng tài khoản công dân."
    ),
    profiles.OrganisationIdentity: _(
        "Đây là tài khoản của tổ chức. Hãy đăng nhập bằng tài khoản của chính ông/bà, "
        "rồi chọn nộp thay tổ chức trong hồ sơ."
    ),
    profiles.ClaimsMissing: _(
        "Nơi đăng nhập không cho biết ông/bà là ai. Mở lại trang đăng nhập và đồng ý chia sẻ họ tên và số định danh."
    ),
    tokens.TokenDoubtful: _(
        "Không kiểm tra được câu trả lời của nơi đăng nhập nên chưa cho vào. Bấm đăng nhập lại từ đầu; "
        "nếu vẫn thế, gọi tổng đài."
    ),
    factors.FactorWrong: _(
        "Mã chưa đúng, đã hết hạn hoặc đã dùng rồi. Chờ mã mới hiện ra rồi gõ lại; giờ trên điện thoại phải đúng."
    ),
    factors.LastFactor: _(
        "Đây là bước xác thực thứ hai duy nhất, mà cán bộ phải có một bước. Nhập thêm cách khác trước rồi hãy bỏ."
    ),
}
