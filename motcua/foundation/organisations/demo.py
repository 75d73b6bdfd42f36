"""The imaginary province of Sông Lam: two communes, their vertical bodies, a provincial centre, two departments."""

from dataclasses import dataclass
from datetime import date

from motcua.foundation.organisations.kinds import AgencyKind as Kind

PROVINCE_CODE, PROVINCE_NAME = "99", "Tỉnh Sông Lam"
COMMUNES = {"99001": "Phường Minh Tân", "99002": "Xã Hoa Ban"}
#: Two levels of government since this day (NĐ 118/2025, art. 7 and 8).
SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class DemoAgency:
    code: str
    kind: Kind
    name: str
    commune: str = ""
    managed_by: str = ""
    one_stop: str = ""
    address: str = ""


AGENCIES: tuple[DemoAgency, ...] = (
    DemoAgency(
        "H99", Kind.PROVINCE_COMMITTEE, "Ủy ban nhân dân tỉnh Sông Lam", address="1 đường Hùng Vương, phường Minh Tân"
    ),
    DemoAgency(
        "H99.0",
        Kind.PROVINCIAL_SERVICE_CENTRE,
        "Trung tâm Phục vụ hành chính công tỉnh Sông Lam",
        managed_by="H99",
        address="3 đường Hùng Vương, phường Minh Tân",
    ),
    DemoAgency("H99.4", Kind.DEPARTMENT, "Sở Tài chính tỉnh Sông Lam", managed_by="H99", one_stop="H99.0"),
    DemoAgency("H99.5", Kind.DEPARTMENT, "Sở Xây dựng tỉnh Sông Lam", managed_by="H99", one_stop="H99.0"),
    DemoAgency(
        "H99.1.1",
        Kind.COMMUNE_SERVICE_CENTRE,
        "Trung tâm Phục vụ hành chính công phường Minh Tân",
        "99001",
        "H99.1",
        address="12 phố Chợ, phường Minh Tân",
    ),
    DemoAgency("H99.1", Kind.COMMUNE_COMMITTEE, "Ủy ban nhân dân phường Minh Tân", "99001", "H99", "H99.1.1"),
    DemoAgency(
        "H99.2.1",
        Kind.COMMUNE_SERVICE_CENTRE,
        "Trung tâm Phục vụ hành chính công xã Hoa Ban",
        "99002",
        "H99.2",
        address="Bản Lướt, xã Hoa Ban",
    ),
    DemoAgency("H99.2", Kind.COMMUNE_COMMITTEE, "Ủy ban nhân dân xã Hoa Ban", "99002", "H99", "H99.2.1"),
    DemoAgency("G01.99", Kind.PROVINCIAL_POLICE, "Công an tỉnh Sông Lam", one_stop="H99.0"),
    DemoAgency("G01.99.1", Kind.COMMUNE_POLICE, "Công an phường Minh Tân", "99001", "G01.99", "H99.1.1"),
    DemoAgency("G01.99.2", Kind.COMMUNE_POLICE, "Công an xã Hoa Ban", "99002", "G01.99", "H99.2.1"),
    DemoAgency("H99.3", Kind.OTHER, "Văn phòng Đăng ký đất đai tỉnh Sông Lam", managed_by="H99", one_stop="H99.0"),
    DemoAgency(
        "H99.3.1", Kind.LAND_OFFICE_BRANCH, "Chi nhánh Văn phòng Đăng ký đất đai số 1", "99001", "H99.3", "H99.1.1"
    ),
    DemoAgency(
        "H99.3.2", Kind.LAND_OFFICE_BRANCH, "Chi nhánh Văn phòng Đăng ký đất đai số 2", "99002", "H99.3", "H99.2.1"
    ),
    DemoAgency("G24.99", Kind.SOCIAL_INSURANCE, "Bảo hiểm xã hội tỉnh Sông Lam", one_stop="H99.0"),
    DemoAgency("G12.99", Kind.TAX, "Thuế tỉnh Sông Lam", one_stop="H99.0"),
)
