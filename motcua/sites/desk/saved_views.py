"""A worklist with its filters, kept under a name: at the side of every page, for the officer who keeps it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.models import SavedView
from motcua.dossiers.queries import filters
from motcua.foundation import legal_time
from motcua.foundation.text.folding import nfc
from motcua.sites.desk import answering, finding
from motcua.sites.desk.queues import OF, WORDS, address
from motcua.sites.ui.acting import ActingRequest

#: As many as can be read at the side of a page.
MOST = 12
_LONGEST = 60


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: ActingRequest) -> HttpResponse:
    """All of them, to rename and to take away; a POST keeps one more, or the same name with other filters."""
    finding.require_desk(request)
    if request.method == "POST":
        return _keep(request)
    mine = SavedView.objects.filter(account_id=request.user.pk).order_by("name")
    shown = [(view, WORDS[view.queue].word, address(view.queue, view.query)) for view in mine if view.queue in WORDS]
    return answering.page(request, "desk/views.html", {"shown": shown, "at_views": True})


@require_POST
def view(request: ActingRequest, view_id: int) -> HttpResponse:
    """Give it another name, or take it away."""
    finding.require_desk(request)
    found = get_object_or_404(SavedView, pk=view_id, account_id=request.user.pk)
    name = _name(request)
    if "remove" in request.POST:
        found.delete()
        messages.success(request, _("Đã bỏ danh sách “%(name)s”.") % {"name": found.name})
    elif not name:
        messages.warning(request, _("Chưa có tên danh sách. Gõ tên rồi bấm lại."))
    elif SavedView.objects.filter(account_id=request.user.pk, name=name).exclude(pk=found.pk).exists():
        messages.warning(request, _("Đã có danh sách “%(name)s”. Chọn tên khác.") % {"name": name})
    else:
        found.name = name
        found.save(update_fields=["name"])
        messages.success(request, _("Đã đổi tên thành “%(name)s”.") % {"name": name})
    return redirect("desk:views")


def _keep(request: ActingRequest) -> HttpResponse:
    queue, only, name = request.POST.get("queue", ""), filters.read(request.POST), _name(request)
    if queue not in OF[request.actor.role]:
        raise Http404
    mine = SavedView.objects.filter(account_id=request.user.pk)
    if not name:
        messages.warning(request, _("Chưa có tên danh sách. Gõ tên rồi bấm lại."))
    elif mine.exclude(name=name).count() >= MOST:
        messages.warning(request, _("Đã có %(n)s danh sách riêng. Bỏ bớt một danh sách rồi lưu lại.") % {"n": MOST})
    else:
        kept = {"queue": queue, "query": only.query[:300], "saved_at": legal_time.now()}
        mine.update_or_create(name=name, defaults=kept, create_defaults={**kept, "account_id": request.user.pk})
        messages.success(request, _("Đã lưu danh sách “%(name)s” ở cột bên.") % {"name": name})
    return redirect(address(queue, only.query))


def _name(request: ActingRequest) -> str:
    return nfc(" ".join(request.POST.get("name", "").split()))[:_LONGEST]
