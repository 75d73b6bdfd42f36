"""What the portal says for the words in which definitions and events are stored."""

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Definition, Rate, Scope, ServiceLevel, TimeLimit
from motcua.effects.slips.models import SlipKind
from motcua.sites.ui import formats, legal_words

Word = str | Promise

SERVICE_LEVELS: dict[ServiceLevel, tuple[Word, str, str]] = {
    ServiceLevel.FULL: (_("Nộp trực tuyến toàn trình"), "good", "check"),
    ServiceLevel.PARTIAL: (_("Trực tuyến một phần"), "warn", "alert"),
    ServiceLevel.INFORMATION: (_("Chỉ nộp tại quầy hoặc qua bưu chính"), "grey", "counter"),
}
COMPETENCE_RULES: dict[str, Word] = {
    "any_in_province": _("Nộp ở nơi nào trong tỉnh cũng được"),
    "any_in_country": _("Nộp ở nơi nào trong cả nước cũng được"),
    "land_location": _("Nơi có đất, có công trình"),
    "registered_office": _("Nơi đặt trụ sở"),
    "residence": _("Nơi cư trú"),
}
DATA_SOURCES: dict[str, Word] = {
    "population_db": _("Cơ sở dữ liệu quốc gia về dân cư"),
    "civil_status_db": _("Cơ sở dữ liệu hộ tịch"),
    "health_db": _("dữ liệu của ngành y tế"),
    "land_db": _("dữ liệu đất đai"),
    "enterprise_db": _("dữ liệu đăng ký doanh nghiệp"),
    "driver_license_db": _("dữ liệu giấy phép lái xe"),
    "labor_db": _("dữ liệu lao động"),
    "social_db": _("dữ liệu an sinh xã hội"),
    "vneid": _("tài khoản định danh điện tử"),
    "local_result_store": _("kho kết quả của tỉnh"),
}
APPLICANTS: dict[str, Word] = {
    "citizen": _("Công dân Việt Nam"),
    "overseas_vietnamese": _("Người Việt Nam ở nước ngoài"),
    "foreigner": _("Người nước ngoài"),
    "organization": _("Tổ chức"),
    "enterprise": _("Doanh nghiệp"),
    "cooperative": _("Hợp tác xã"),
    "household_business": _("Hộ kinh doanh"),
}
#: Why the legal clock ran or stood; an empty ground is the ordinary one.
SLIPS: dict[SlipKind, Word] = {
    SlipKind.RECEIPT: _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    SlipKind.COMPLETION_REQUEST: _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    SlipKind.REFUSAL: _("Phiếu từ chối tiếp nhận hồ sơ"),
    SlipKind.APOLOGY: _("Văn bản xin lỗi và hẹn lại"),
    SlipKind.STOP_NOTICE: _("Thông báo dừng giải quyết hồ sơ"),
}


def limit(time_limit: TimeLimit) -> str:
    return legal_words.period(time_limit.amount, time_limit.unit)


def cutoff(time_limit: TimeLimit) -> str:
    if time_limit.cutoff is None:
        return ""
    hour = (
        f"{time_limit.cutoff.hour}:{time_limit.cutoff:%M}" if time_limit.cutoff.minute else f"{time_limit.cutoff.hour}"
    )
    return now("Nộp sau %(hour)s giờ: tính từ ngày làm việc sau") % {"hour": hour}


def slip(kind: str) -> str:
    return str(SLIPS[SlipKind(kind)])


def result(definition: Definition, kind: str) -> str:
    """The name of the result document in the definition."""
    return next((each.name for each in definition.results if each.key == kind), now("Văn bản kết quả"))


def rate_scope(rate: Rate) -> str:
    """Whose rate it is, where it is not the law of the whole country."""
    if rate.scope is Scope.NATIONAL:
        return ""
    if rate.scope is Scope.ILLUSTRATION:
        return now("Mức minh họa, chưa có nghị quyết")
    return now("Mức của %(locality)s, để tham khảo") % {"locality": rate.locality or ""}


def rate_validity(rate: Rate) -> str:
    if rate.valid_from and rate.valid_to:
        return now("từ %(start)s đến %(end)s") % {
            "start": formats.day(rate.valid_from),
            "end": formats.day(rate.valid_to),
        }
    if rate.valid_from:
        return now("từ %(start)s") % {"start": formats.day(rate.valid_from)}
    return now("đến %(end)s") % {"end": formats.day(rate.valid_to)} if rate.valid_to else ""


def data_sources(keys: tuple[str, ...]) -> str:
    return ", ".join(str(DATA_SOURCES.get(key, key)) for key in keys)
