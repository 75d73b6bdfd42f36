"""Paying what is owed in one's dossier: choose a way, wait if one likes, read that it came."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, FeeDuty
from motcua.effects.payments import orders
from motcua.effects.payments.gateways.table import PIPES
from motcua.effects.payments.gateways.vietqr import drawing, payload
from motcua.effects.payments.gateways.vnpay import paying as vnpay
from motcua.effects.payments.gateways.vnpay import reading as vnpay_reading
from motcua.effects.payments.gateways.vnpay import wire as vnpay_wire
from motcua.effects.payments.models import Attempt, AttemptState, PaymentOrder
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.portal.paying import ways, words
from motcua.sites.portal.paying.form_targets import with_forms_to
from motcua.sites.portal.paying.standing import Stage, open_duties, standing_of
from motcua.sites.ui import opening_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.client_address import client_address


@require_safe
@never_cache
def payment(request: ActingRequest, code: str, number: int | None = None) -> HttpResponse:
    """One sum: the one asked for, or the first that is open, or the last that there was."""
    dossier = finding.dossier_of(request, code)
    return _page(request, dossier, _duty(dossier, number))


@require_safe
@never_cache
def standing(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """For the page that waits: whether it would say something else by now."""
    duty = _duty(finding.dossier_of(request, code), number)
    return JsonResponse({"mark": standing_of(duty, _order_of(duty)).mark})


@require_safe
@never_cache
def picture(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """The QR code as a picture to keep: one telephone cannot scan itself."""
    duty = _duty(finding.dossier_of(request, code), number)
    transfer = ways.transfer_of(_order_to_pay(duty)) if duty.is_asked_for else None
    if transfer is None:
        raise Http404
    response = HttpResponse(drawing.png(payload.written(transfer)), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="QR-{transfer.purpose}.png"'
    return response


@require_POST
def going(request: ActingRequest, code: str, number: int, gateway: str) -> HttpResponse:
    """On to a gateway's page. Raises AlreadyPaid, NothingToPay or GatewayDown, each with its sentence."""
    dossier = finding.dossier_of(request, code)
    duty = _duty(dossier, number)
    if duty.is_said_paid or gateway not in ways.gateways_open(duty):
        raise Http404
    at = legal_time.now()
    attempt = orders.begin_attempt(orders.order_for(duty, at=at), gateway=gateway, at=at)
    return redirect(_page_of(request, attempt, dossier))


@require_safe
@never_cache
def coming_back(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Back from VNPAY. What the browser brings is shown and believed by nobody: only the notice changes anything."""
    dossier = finding.dossier_of(request, code)
    duty = _duty(dossier, number)
    fields = {name: str(value) for name, value in request.GET.items()}
    try:
        told = vnpay_wire.checked(fields, secret=settings.VNPAY_HASH_SECRET)
    except vnpay_wire.BadChecksum:
        return redirect("portal:payment-of", code=dossier.code, number=duty.number)
    brought = words.brought_back(told, is_paid=vnpay_reading.is_paid(told))
    return _page(request, dossier, duty, brought=brought)


@require_safe
@never_cache
def bill(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """The receipt that the national platform keeps, fetched when it is asked for. Raises GatewayDown."""
    duty = _duty(finding.dossier_of(request, code), number)
    attempt = _paid_attempt(duty)
    if attempt is None:
        raise Http404
    response = HttpResponse(PIPES[attempt.gateway].bill(attempt, at=legal_time.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{attempt.reference}.pdf"'
    return response


def _page(
    request: ActingRequest, dossier: Dossier, duty: FeeDuty, *, brought: words.Brought | None = None
) -> HttpResponse:
    at = legal_time.now()
    order = _order_to_pay(duty) if duty.is_asked_for else _order_of(duty)
    found = standing_of(duty, order)
    gateways = ways.gateways_open(duty) if duty.is_asked_for else ()
    context = {
        "dossier": dossier,
        "d": definition_of(dossier.procedure_version_id),
        "duty": duty,
        "order": order,
        "standing": found,
        "brought": brought if found.stage is Stage.OPEN and not found.try_failed else None,
        "others": [each for each in open_duties(dossier) if each.pk != duty.pk],
        "transfer": ways.by_transfer(order) if order and duty.is_asked_for else None,
        "gateways": [(key, words.GATEWAYS[key]) for key in gateways],
        "failed_because": words.failed_because(found.attempt) if found.try_failed and found.attempt else "",
        "how": words.settled_how(duty),
        "has_bill": _paid_attempt(duty) is not None,
        "desk": opening_words.desk(dossier.receiving_unit, at=at),
        "at": at,
    }
    response = render(request, "portal/paying/payment.html", context)
    return with_forms_to(response, gateways)


def _page_of(request: ActingRequest, attempt: Attempt, dossier: Dossier) -> str:
    address = client_address(request)
    if attempt.gateway != vnpay.KEY:
        return PIPES[attempt.gateway].begin(attempt, payer_address=address)
    number = attempt.order.duty.number
    back = reverse("portal:payment-coming-back", kwargs={"code": dossier.code, "number": number})
    return vnpay.address(
        attempt, return_url=request.build_absolute_uri(back), payer_address=address, language=get_language() or "vi"
    )


def _duty(dossier: Dossier, number: int | None) -> FeeDuty:
    duties = dossier.duties.order_by("number")
    if number is not None:
        return get_object_or_404(duties, number=number)
    found = duties.asked_for().first() or duties.last()
    if found is None:
        raise Http404
    return found


def _order_to_pay(duty: FeeDuty) -> PaymentOrder:
    return orders.order_for(duty, at=legal_time.now())


def _order_of(duty: FeeDuty) -> PaymentOrder | None:
    return PaymentOrder.objects.filter(duty=duty).first()


def _paid_attempt(duty: FeeDuty) -> Attempt | None:
    return Attempt.objects.filter(order__duty=duty, gateway__in=PIPES, state=AttemptState.PAID).first()
