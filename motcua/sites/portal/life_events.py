"""How the occasions in life look on the page. Their names and procedures are data; the keys are the national ones."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.queries import LifeEventGroup


@dataclass(frozen=True, slots=True)
class Look:
    icon: str
    #: A colour of the badge; empty is blue.
    tone: str = ""
    examples: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    key: str
    name: str
    look: Look


_UNKNOWN = Look("file")
_LOOKS = {
    "750": Look("child", "brand", _("Khai sinh, thẻ bảo hiểm của trẻ")),
    "751": Look("school", "", _("Bản sao văn bằng, chứng chỉ")),
    "752": Look("work", "good", _("Chứng chỉ hành nghề, mở cửa hàng")),
    "753": Look("id-card", "", _("Thường trú, căn cước")),
    "754": Look("rings", "violet", _("Kết hôn, tình trạng hôn nhân")),
    "755": Look("home", "warn", _("Sổ đỏ, giấy phép xây dựng")),
    "756": Look("health", "brand", _("Khám bệnh, chữa bệnh")),
    "757": Look("car", "warn", _("Giấy phép lái xe")),
    "758": Look("elder", "violet", _("Trợ cấp xã hội, hưu trí")),
    "759": Look("flower", "good", _("Khai tử, mai táng phí")),
    "771": Look("comment", "brand", _("Gửi đơn, xem trả lời")),
    "khoi_su_kinh_doanh": Look("shop", "", _("Hộ kinh doanh, công ty")),
    "tai_chinh_doanh_nghiep": Look("money", "good", _("Vay vốn, thế chấp")),
    "dien_luc_dat_dai_xay_dung": Look("building", "warn", _("Nhà xưởng, mặt bằng")),
    "thuong_mai_quang_cao": Look("speaker", "brand", _("Khuyến mại, bán lẻ")),
    "chi_nhanh_vpdd": Look("building", ""),
    "tai_cau_truc": Look("transfer", "violet", _("Đổi nội dung đăng ký")),
    "tam_dung_cham_dut": Look("pause", "violet", _("Nghỉ bán, trả giấy phép")),
    "lao_dong_bhxh": Look("people", "good"),
    "so_huu_tri_tue": Look("star", "warn"),
}


def occasion(group: LifeEventGroup) -> Occasion:
    return Occasion(group.key, group.name, _LOOKS.get(group.key, _UNKNOWN))
