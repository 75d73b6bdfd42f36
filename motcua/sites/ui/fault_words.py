"""What is wrong with an item that somebody has to mend, as officers choose it and applicants read it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries.requests import AskedItem
from motcua.dossiers.rules.faults import Fault

FAULTS: dict[Fault, str | Promise] = {
    Fault.MISSING: _("Chưa có"),
    Fault.UNREADABLE: _("Mờ, không đọc được"),
    Fault.EXPIRED: _("Đã hết hạn"),
    Fault.OTHER_PERSON: _("Của người khác"),
    Fault.DISAGREES: _("Không khớp với giấy tờ hoặc nội dung khai"),
    Fault.PAGES_MISSING: _("Thiếu trang"),
    Fault.NOT_CERTIFIED: _("Chưa được chứng thực"),
    Fault.OTHER: _("Lý do khác"),
}


def of_item(item: AskedItem) -> str:
    """The reason with its words; where there is only one reason for all items, none."""
    if item.fault is None:
        return ""
    if item.fault is Fault.OTHER and item.words:
        return item.words
    return ": ".join(part for part in (str(FAULTS[item.fault]), item.words) if part)
