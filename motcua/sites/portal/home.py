"""The front page: what do you need today?"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue import queries
from motcua.sites.portal import filing_places, ways_in
from motcua.sites.portal.life_events import occasion

#: What people look for most; each leads to the search, which also understands the word without its marks.
OFTEN = (_("Khai sinh"), _("Kết hôn"), _("Hộ kinh doanh"), _("Trợ cấp"), _("Sổ đỏ"))


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    groups = queries.by_life_event()
    context = {
        "often": OFTEN,
        "is_closed": filing_places.is_closed(),
        "national_portal": filing_places.NATIONAL_PORTAL,
        "agencies": ways_in.agencies(),
        "citizen": [occasion(group) for group in groups if group.audience == "citizen"],
        "business": [occasion(group) for group in groups if group.audience == "business"],
    }
    return render(request, "portal/home.html", context)
