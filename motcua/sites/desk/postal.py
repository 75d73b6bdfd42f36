"""Parcels of one dossier: give an order to the post, take it back, print what is stuck on the envelope."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.postal import client, orders
from motcua.effects.postal.label import label as made
from motcua.effects.postal.models import Direction, PostalOrder
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui import numbers, postal_words
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def parcels(request: ActingRequest, code: str) -> HttpResponse:
    """The unit that received the dossier hands parcels to the postman; others have no business with them."""
    dossier = _dossier(request, code)
    finding.note(request, dossier, part="parcels")
    context = {
        "dossier": dossier,
        "parcels": postal_words.parcels_of(dossier),
        "offered": postal_words.offered(dossier),
    }
    if request.method != "POST":
        return answering.page(request, "desk/parcels.html", context)
    return answering.act(request, dossier, "desk/parcels.html", context, _act(request, dossier))


@require_safe
def label(request: ActingRequest, code: str, order_id: int) -> HttpResponse:
    """Phiếu gửi, as PDF."""
    dossier = _dossier(request, code)
    finding.note(request, dossier, part="parcels")
    order = get_object_or_404(PostalOrder, pk=order_id, dossier=dossier)
    document = made(order, at=order.asked_at)
    headers = {"Content-Disposition": f'inline; filename="{order.number}.pdf"'}
    return HttpResponse(document, content_type="application/pdf", headers=headers)


def sends(dossier: Dossier, *, actor: Actor) -> bool:
    """Whether this officer has to do with parcels of it: her unit has a line to the post."""
    return client.is_connected() and _is_ours(dossier, actor)


def _is_ours(dossier: Dossier, actor: Actor) -> bool:
    return actor.role is Role.RECEPTIONIST and actor.agency_id == dossier.receiving_unit_id


def _dossier(request: ActingRequest, code: str) -> Dossier:
    dossier = finding.dossier_of(request, code)
    if not _is_ours(dossier, request.actor):
        raise Http404
    return dossier


def _act(request: ActingRequest, dossier: Dossier) -> Callable[[], str]:
    if "cancel" in request.POST:
        order = get_object_or_404(PostalOrder, pk=numbers.row(request.POST["cancel"]), dossier=dossier)

        def cancel() -> str:
            orders.cancel(order, at=legal_time.now())
            return _("Đã hủy đơn %(number)s.") % {"number": order.number}

        return cancel
    asked = request.POST.get("direction", "")
    if asked not in Direction.values:
        raise Http404

    def ask() -> str:
        order = orders.ask(dossier, Direction(asked), at=legal_time.now())
        return _("Đã lập đơn %(number)s. Hệ thống đang báo bưu điện.") % {"number": order.number}

    return ask
