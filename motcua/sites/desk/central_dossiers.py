"""Dossiers of this province's people that ministries run themselves: to steer by, and for nobody here to change."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.effects.national_portal import central
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui import numbers
from motcua.sites.ui.acting import ActingRequest

PAGE = 50
#: The ten codes of status, as the national portal words them.
STATUSES: dict[int, str | Promise] = {
    1: _("Mới đăng ký"),
    2: _("Được tiếp nhận"),
    3: _("Không được tiếp nhận"),
    4: _("Đang xử lý"),
    5: _("Yêu cầu bổ sung giấy tờ"),
    6: _("Yêu cầu thực hiện nghĩa vụ tài chính"),
    7: _("Công dân yêu cầu rút"),
    8: _("Dừng xử lý"),
    9: _("Đã xử lý xong"),
    10: _("Đã trả kết quả"),
}
#: By the name in the address.
_SHOWN: dict[str, str | Promise] = {"open": _("Đang giải quyết"), "late": _("Quá hạn"), "all": _("Tất cả")}


@require_safe
def central_dossiers(request: ActingRequest) -> HttpResponse:
    finding.require_desk(request)
    at, shown = legal_time.now(), request.GET.get("show", "open")
    found = {"open": central.open_ones, "late": lambda: central.late_ones(at), "all": central.all_of_them}
    pages = Paginator(found.get(shown, central.open_ones)(), PAGE)
    context = {
        "name": "central",
        "shown": shown if shown in _SHOWN else "open",
        "choices": _SHOWN,
        "page": pages.get_page(numbers.row(request.GET.get("page", "")) or 1),
        "late": central.late_ones(at).count(),
        "statuses": STATUSES,
        "ended": central.ENDED,
        "at": at,
    }
    return answering.page(request, "desk/central_dossiers.html", context)
