"""How moments, sums and posts are said in a message, in each of its languages."""

from datetime import datetime

from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.money.dong import dong

VIETNAMESE, ENGLISH = "vi", "en"
LANGUAGES = (VIETNAMESE, ENGLISH)

_WEEKDAYS = {
    VIETNAMESE: ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ROLES: dict[Role, tuple[str, str]] = {
    Role.RECEPTIONIST: ("Cán bộ tiếp nhận", "Receiving officer"),
    Role.PROCESSOR: ("Cán bộ xử lý", "Processing officer"),
    Role.SIGNATORY: ("Người có thẩm quyền ký", "Signatory"),
    Role.CLERK: ("Văn thư", "Clerk"),
    Role.CASHIER: ("Thủ quỹ", "Cashier"),
    Role.CONSULTED: ("Cán bộ được lấy ý kiến", "Consulted officer"),
    Role.HEAD: ("Lãnh đạo cơ quan", "Head of the agency"),
    Role.HELPER: ("Người hỗ trợ", "Helper"),
}
#: Where no officer has acted: the applicant herself, or what time does.
_NOBODY = ("Bộ phận tiếp nhận", "Reception")
_STANDS = ("đang tạm dừng tính, sẽ báo lại", "the clock stands; you will be told")
_LINES = {
    "agency": ("Cơ quan giải quyết", "Deciding agency"),
    "officer": ("Người tiếp nhận, xử lý", "Handled by"),
    "received": ("Tiếp nhận lúc", "Received"),
    "filed": ("Nộp lúc", "Filed"),
    "changed": ("Cập nhật lúc", "Updated"),
    "due": ("Hẹn trả kết quả", "Result due"),
    "returned": ("Đã trả lúc", "Handed over"),
    "ready": ("Có kết quả lúc", "Result ready"),
}


def day(at: datetime, language: str) -> str:
    """thứ Ba 24/11/2026."""
    local = at.astimezone(VIETNAM)
    weekday = _WEEKDAYS[language][local.weekday()]
    if language == ENGLISH:
        return f"{weekday} {local.day} {_MONTHS[local.month - 1]} {local.year}"
    return f"{weekday} {local:%d/%m/%Y}"


def moment(at: datetime, language: str) -> str:
    """17 giờ, thứ Ba 24/11/2026."""
    local = at.astimezone(VIETNAM)
    if language == ENGLISH:
        return f"{local.hour}:{local:%M}, {day(at, language)}"
    return f"{local.hour} giờ{f' {local:%M}' if local.minute else ''}, {day(at, language)}"


def due(at: datetime | None, language: str) -> str:
    return moment(at, language) if at else _said(_STANDS, language)


def money(amount: int, language: str) -> str:
    return dong(amount) if language == VIETNAMESE else f"{amount:,} dong"


def officer(role: str, agency: str, language: str) -> str:
    """The post and not the person: whoever reads on knows whom to ask for."""
    return f"{_said(_ROLES.get(Role(role), _NOBODY), language)}, {agency}"


def line(name: str, value: str, language: str) -> str:
    return f"{_said(_LINES[name], language)}: {value}"


def _said(words: tuple[str, str], language: str) -> str:
    return words[language == ENGLISH]
