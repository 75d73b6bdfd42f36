"""Every piece and every type of field on one page, so that a test and an eye can see them together."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from motcua.blueprints.forms.definition import Field, Option

FOLDER = Path(__file__).parent
STATIC = FOLDER.parents[2] / "motcua/sites/ui/static"
GENDER = (Option("male", "Nam"), Option("female", "Nữ"))
PLACES = (Option("home", "Gửi về nhà"), Option("counter", "Nhận tại quầy"), Option("online", "Chỉ lấy bản điện tử"))
ROW = (
    Field(key="name", label="Họ và tên", type="person_name", required=True),
    Field(key="born", label="Ngày sinh", type="date", required=True),
    Field(key="kin", label="Quan hệ", type="select", options=(Option("child", "Con"), Option("spouse", "Vợ, chồng"))),
)
FIELDS = (
    Field(key="full_name", label="Họ, chữ đệm và tên", type="person_name", required=True, max_length=200),
    Field(key="born_on", label="Ngày sinh", type="date", required=True),
    Field(key="personal_id", label="Số định danh cá nhân", type="personal_id", required=True),
    Field(key="nation", label="Dân tộc", type="select", required=True, options=GENDER),
    Field(key="remark", label="Ghi chú", type="text"),
    Field(key="home", label="Nơi cư trú", type="address", required=True, address_mode="both"),
    Field(key="phone", label="Số điện thoại", type="phone", required=True),
    Field(key="married_on", label="Ngày kết hôn", type="partial_date"),
    Field(key="at", label="Giờ sinh", type="time"),
    Field(key="reason", label="Lý do", type="textarea", max_length=500),
    Field(key="abroad", label="Sinh ở nước ngoài?", type="boolean"),
    Field(key="copy", label="Có đề nghị cấp bản sao", type="boolean"),
    Field(key="copies", label="Số bản sao", type="integer", required=True),
    Field(key="gender", label="Giới tính", type="radio", required=True, options=GENDER),
    Field(key="sworn", label="Tôi cam đoan nội dung khai đúng sự thật", type="declaration", required=True),
    Field(key="due", label="Thời hạn còn lại", type="computed_text"),
    Field(key="tax", label="Mã số thuế", type="tax_code"),
    Field(key="email", label="Thư điện tử", type="email"),
    Field(key="site", label="Trang web", type="url"),
    Field(key="family", label="Thành viên gia đình", type="table", columns=ROW, required=True),
    Field(key="capital", label="Vốn kinh doanh", type="money", required=True),
    Field(key="account", label="Số tài khoản", type="bank_account"),
    Field(key="receive", label="Cách nhận kết quả", type="multiselect", required=True, options=PLACES),
    Field(key="where", label="Nơi sinh", type="admin_unit", required=True),
    Field(key="portrait", label="Ảnh chân dung", type="image", required=True),
    Field(key="trade", label="Mã ngành", type="lookup", options=(Option("4711", "Bán lẻ"), Option("5610", "Nhà hàng"))),
    Field(key="area", label="Diện tích (m²)", type="number", help="Ví dụ: 85,5"),
    Field(key="heard_at", label="Lúc phát hiện", type="datetime"),
    Field(key="firm", label="Mã số doanh nghiệp", type="enterprise_code"),
    Field(key="year_from", label="Năm tài chính từ", type="day_month"),
    Field(key="month_from", label="Từ tháng", type="month"),
    Field(key="since", label="Từ năm", type="year"),
)
HOME = {"province": "99", "commune": "99001", "detail": "Tổ 16"}
ANSWERS: dict[str, object] = {
    "full_name": "Nguyễn Thị Ngọc Ánh",
    "born_on": "1995-03-05",
    "personal_id": "079095000123",
    "nation": "female",
    "home": HOME,
    "married_on": "2022",
    "reason": "Đi làm xa & <b>không kịp</b>",
    "abroad": True,
    "gender": "female",
    "family": [{"name": "Trần Văn Ê Đê", "born": "2020-02-01", "kin": "child"}, {"name": "Lò Thị Mai"}],
    "capital": 100_000_000,
    "receive": ["home", "online"],
    "trade": "5610",
    "area": 85.5,
    "heard_at": "2026-11-21T08:45",
    "year_from": "01-01",
    "month_from": "2026-11",
    "since": 2020,
}
#: Where what is posted differs: a commune is posted by name (and read through `ui.posting`), an empty tick says no.
POSTED: dict[str, object] = {"home": {**HOME, "commune": "Phường Minh Tân"}, "copy": False}
PROBLEMS = {
    "full_name": "Nhập họ, chữ đệm và tên",
    "born_on": "Năm sinh 2062 chưa đến. Sửa lại năm sinh",
    "gender": "Chọn giới tính",
    "home_commune": "Nhập xã, phường, đặc khu",
    "sworn": "Đánh dấu để cam đoan",
    "family-1-born": "Nhập ngày sinh của Lò Thị Mai",
    "receive": "Chọn cách nhận kết quả",
    "capital": "Vốn “một trăm” không phải là số. Nhập số đồng, ví dụ 100.000.000",
}
NOON = datetime(2026, 11, 21, 1, 45, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    word: str
    at: datetime | None = None
    note: str = ""
    icon: str = "check"
    stage: str = "done"


TIMELINE = (
    Entry("Đã nộp hồ sơ", NOON),
    Entry("Đã tiếp nhận hồ sơ", NOON, "Cán bộ: bà Lò Thị Mai"),
    Entry("Đang kiểm tra", note="Dự kiến xong trước 11 giờ", icon="clock", stage="now"),
    Entry("Lãnh đạo ký", icon="sign", stage="later"),
)


def context() -> dict[str, object]:
    optional = replace(FIELDS[0], key="other_name", label="Tên gọi khác", required=False)
    return {
        "fields": (*FIELDS, optional),
        "answers": ANSWERS,
        "problems": PROBLEMS,
        "timeline": TIMELINE,
        "noon": NOON,
    }
