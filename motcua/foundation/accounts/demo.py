"""The cast of the demonstration: invented people, with passwords that everybody knows.

They exist only where DEMO is on, and every page says so there.
"""

from dataclasses import dataclass
from datetime import date

PASSWORD = "mot-cua-xin-chao"  # noqa: S105 - known to everybody, in the demonstration only


def every_post(agency_code: str) -> tuple[tuple[str, str], ...]:
    """In a small office one officer does everything, in one role at a time."""
    roles = ("processor", "signatory", "head", "clerk", "consulted", "receptionist")
    return tuple((agency_code, role) for role in roles)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """`posts` are pairs of an agency's code and a role; a citizen has none."""

    sign_in: str
    full_name: str
    about: str
    personal_id: str
    birth_date: date
    gender: str
    phone: str
    commune: str = "99001"
    posts: tuple[tuple[str, str], ...] = ()
    title: str = ""


#: Provincial code 099 and the numbers are invented; they keep the shape of the law (12 digits, century and sex).
PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson(
        "lan",
        "Nguyễn Thị Ngọc Lan",
        "Người dân, nộp hồ sơ cho con",
        "001195000011",
        date(1995, 3, 5),
        "female",
        "0912345671",
    ),
    DemoPerson("binh", "Trần Quốc Bình", "Chủ hộ kinh doanh", "001088000022", date(1988, 8, 20), "male", "0912345672"),
    DemoPerson(
        "thuan",
        "Hoàng Văn Thuận",
        "Người cao tuổi, xã Hoa Ban",
        "001058000033",
        date(1958, 1, 2),
        "male",
        "0912345673",
        "99002",
    ),
    DemoPerson(
        "ha",
        "Phạm Thị Hà",
        "Người cao tuổi; con trai là Đức hay nộp hồ sơ giúp",
        "001160000044",
        date(1960, 6, 12),
        "female",
        "0912345674",
    ),
    DemoPerson(
        "duc",
        "Ngô Minh Đức",
        "Con trai bà Hà, nhân viên Công ty TNHH Sông Lam Xanh",
        "001089000055",
        date(1989, 4, 30),
        "male",
        "0912345675",
    ),
    DemoPerson(
        "yen",
        "Lương Hải Yến",
        "Giám đốc Công ty TNHH Sông Lam Xanh",
        "001186000066",
        date(1986, 11, 9),
        "female",
        "0912345676",
    ),
    DemoPerson(
        "cuong",
        "Bùi Mạnh Cường",
        "Tổ công nghệ số cộng đồng, phường Minh Tân: giúp người dân nộp hồ sơ",
        "001099000107",
        date(1999, 2, 20),
        "male",
        "0912345716",
        posts=(("H99.1.1", "helper"),),
        title="Tổ công nghệ số cộng đồng",
    ),
    DemoPerson(
        "minh",
        "Lò Thị Minh",
        "Tiếp nhận và trả kết quả, phường Minh Tân",
        "001190000101",
        date(1990, 5, 6),
        "female",
        "0912345701",
        posts=(("H99.1.1", "receptionist"),),
        title="Cán bộ tiếp nhận",
    ),
    DemoPerson(
        "hoa",
        "Đặng Thu Hoa",
        "Xử lý hồ sơ, phường Minh Tân",
        "001192000102",
        date(1992, 7, 9),
        "female",
        "0912345702",
        posts=(("H99.1", "processor"),),
        title="Công chức tư pháp – hộ tịch",
    ),
    DemoPerson(
        "tuan",
        "Phạm Anh Tuấn",
        "Ký kết quả, phường Minh Tân",
        "001080000103",
        date(1980, 2, 14),
        "male",
        "0912345703",
        posts=(("H99.1", "signatory"), ("H99.1", "head"), ("H99.1", "consulted")),
        title="Phó Chủ tịch UBND phường",
    ),
    DemoPerson(
        "van",
        "Bùi Thị Hải Vân",
        "Văn thư, phường Minh Tân",
        "001194000104",
        date(1994, 11, 30),
        "female",
        "0912345704",
        posts=(("H99.1", "clerk"),),
        title="Văn thư",
    ),
    DemoPerson(
        "nga",
        "Cao Thúy Nga",
        "Thủ quỹ, phường Minh Tân",
        "001196000105",
        date(1996, 9, 2),
        "female",
        "0912345715",
        posts=(("H99.1.1", "cashier"),),
        title="Thủ quỹ",
    ),
    DemoPerson(
        "oanh",
        "Mai Thị Oanh",
        "Kế toán, người thứ hai khi xử lý tiền, phường Minh Tân",
        "001193000106",
        date(1993, 4, 12),
        "female",
        "0912345717",
        posts=(("H99.1.1", "cashier"),),
        title="Kế toán",
    ),
    DemoPerson(
        "quy",
        "Lê Văn Quý",
        "Tiếp nhận và xử lý, xã Hoa Ban",
        "001085000201",
        date(1985, 4, 18),
        "male",
        "0912345705",
        "99002",
        posts=(("H99.2.1", "receptionist"), ("H99.2", "processor")),
        title="Cán bộ tiếp nhận",
    ),
    DemoPerson(
        "son",
        "Vũ Trường Sơn",
        "Ký kết quả, xã Hoa Ban",
        "001079000202",
        date(1979, 9, 9),
        "male",
        "0912345706",
        "99002",
        posts=(("H99.2", "signatory"), ("H99.2", "clerk"), ("H99.2", "head"), ("H99.2", "consulted")),
        title="Chủ tịch UBND xã",
    ),
    DemoPerson(
        "dung",
        "Ngô Mạnh Dũng",
        "Công an phường Minh Tân",
        "001083000301",
        date(1983, 6, 1),
        "male",
        "0912345707",
        posts=(*every_post("G01.99.1"), *every_post("G01.99.2"), *every_post("G01.99")),
        title="Công an phường",
    ),
    DemoPerson(
        "thao",
        "Đỗ Phương Thảo",
        "Trung tâm Phục vụ hành chính công tỉnh",
        "001191000401",
        date(1991, 12, 12),
        "female",
        "0912345708",
        posts=(("H99.0", "receptionist"), ("H99.0", "cashier")),
        title="Cán bộ tiếp nhận",
    ),
    DemoPerson(
        "khanh",
        "Nguyễn Gia Khánh",
        "Chi nhánh Văn phòng đăng ký đất đai",
        "001086000402",
        date(1986, 10, 3),
        "male",
        "0912345709",
        posts=(*every_post("H99.3.1"), *every_post("H99.3.2"), *every_post("H99.3")),
        title="Viên chức đăng ký đất đai",
    ),
    DemoPerson(
        "mai",
        "Trịnh Thị Mai",
        "Sở Tài chính và Sở Xây dựng",
        "001187000403",
        date(1987, 3, 27),
        "female",
        "0912345710",
        posts=(*every_post("H99.4"), *every_post("H99.5")),
        title="Chuyên viên",
    ),
    DemoPerson(
        "loan",
        "Phan Thị Loan",
        "Bảo hiểm xã hội",
        "001189000404",
        date(1989, 8, 8),
        "female",
        "0912345711",
        posts=every_post("G24.99"),
        title="Chuyên viên bảo hiểm xã hội",
    ),
    DemoPerson(
        "hai",
        "Dương Minh Hải",
        "Thuế tỉnh",
        "001082000405",
        date(1982, 7, 7),
        "male",
        "0912345714",
        posts=every_post("G12.99"),
        title="Công chức thuế",
    ),
    DemoPerson(
        "dat",
        "Hoàng Quốc Đạt",
        "Lãnh đạo tỉnh: bảng theo dõi mọi cơ quan, nhắc việc",
        "001076000503",
        date(1976, 4, 3),
        "male",
        "0912345718",
        posts=(("H99", "head"),),
        title="Phó Chủ tịch UBND tỉnh",
    ),
    DemoPerson(
        "phuc",
        "Đinh Hồng Phúc",
        "Quản lý danh mục thủ tục",
        "001184000501",
        date(1984, 5, 15),
        "male",
        "0912345712",
        posts=(("H99", "catalogue_officer"),),
        title="Kiểm soát thủ tục hành chính",
    ),
    DemoPerson(
        "kien",
        "Hồ Trung Kiên",
        "Quản trị kỹ thuật, không đọc được hồ sơ",
        "001093000502",
        date(1993, 1, 21),
        "male",
        "0912345713",
        posts=(("H99", "technical_administrator"),),
        title="Quản trị kỹ thuật",
    ),
)


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """`members` are sign-in names; the first is the legal representative."""

    name: str
    registration_code: str
    address: str
    members: tuple[str, ...]
    commune: str = "99001"


ORGANISATIONS: tuple[DemoOrganisation, ...] = (
    DemoOrganisation("Công ty TNHH Sông Lam Xanh", "2901234567", "25 đường Hùng Vương", ("yen", "duc")),
)
