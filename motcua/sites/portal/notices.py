"""Tin báo: what happened to one's dossiers, the newest first; read when opened, or all at once."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.models import Dossier
from motcua.effects.notifications.models import Notice
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.ui import numbers
from motcua.sites.ui.acting import ActingRequest

PAGE = 30
_READ_WITH = ("event__dossier__procedure_version__procedure", "event__agency", "event__dossier__deciding_agency")


@require_safe
def notices(request: ActingRequest) -> HttpResponse:
    only, after = request.GET.get("dossier", ""), request.GET.get("after", "")
    told = of_person(request)
    found = told.filter(event__dossier__code=only) if only else told
    page = list((found.filter(pk__lt=numbers.row(after)) if numbers.whole(after) else found)[: PAGE + 1])
    context = {
        "notices": page[:PAGE],
        "only": only,
        "after": after,
        "next_after": page[PAGE - 1].pk if len(page) > PAGE else None,
        "unread": told.filter(read_at=None).count(),
    }
    return render(request, "portal/notices.html", context)


@require_POST
def reading(request: ActingRequest) -> HttpResponse:
    """Everything is read, of one dossier or of all."""
    unread = of_person(request).filter(read_at=None)
    only = request.POST.get("dossier", "")
    chosen = unread.filter(event__dossier__code=only) if only else unread
    Notice.objects.filter(pk__in=chosen.order_by().values("pk")).update(read_at=legal_time.now())
    messages.success(request, _("Đã đánh dấu là đã đọc."))
    return redirect("portal:notices")


def of_person(request: ActingRequest) -> QuerySet[Notice]:
    """The news of this account, of dossiers that are still hers to see; the newest first."""
    visible = finding.own(request.actor).values("pk")
    told = Notice.objects.filter(account=request.user, event__dossier__in=visible)
    return told.select_related(*_READ_WITH).defer("event__dossier__procedure_version__definition").order_by("-pk")


def mark_read(request: ActingRequest, dossier: Dossier) -> None:
    """Who opens the dossier has read what is told of it."""
    unread = Notice.objects.filter(account=request.user, event__dossier=dossier, read_at=None)
    unread.update(read_at=legal_time.now())
