"""Money that fits nothing, and one piece of money with all that can be done with it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.access import visible_to
from motcua.dossiers.rules.codes import normalised
from motcua.effects.payments import access, corrections, crediting, orders
from motcua.effects.payments.corrections import Wish
from motcua.effects.payments.gateways.table import GATEWAYS
from motcua.effects.payments.models import (
    CorrectionKind,
    EntryKind,
    MoneyEntry,
    PaymentOrder,
    RefundWay,
    UnmatchedMoney,
)
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import finding
from motcua.sites.desk.cashier import room, words
from motcua.sites.ui.acting import ActingRequest

SHOWN = 100
_TEMPLATE = "desk/cashier_money.html"
#: Refusals of what was typed, and the input in which to mend it.
_MENDED_IN: dict[type[Refusal], str] = {
    corrections.MoreThanThere: "amount",
    corrections.OrderTakesLess: "dossier",
    corrections.ReasonForMoneyMissing: "reason",
    corrections.WhereToMissing: "to",
}


@require_safe
def unmatched(request: ActingRequest) -> HttpResponse:
    """The oldest first: it has waited longest for its owner."""
    room.require_second(request)
    found = access.unmatched_for(request.actor).select_related("entry", "order__duty__dossier")
    shown = list(found.defer("order__duty__dossier__procedure_version").order_by("noted_at")[:SHOWN])
    finding.note_listed(request, [one.order.duty.dossier_id for one in shown if one.order], part="unmatched")
    return room.page(request, "desk/cashier_unmatched.html", {"found": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def money(request: ActingRequest, entry_id: int) -> HttpResponse:
    """One movement: what became of it, and the asking of the first of two people."""
    room.require_second(request)
    entry = get_object_or_404(
        access.entries_for(request.actor).select_related("attempt", *room.entries_with_dossiers()), pk=entry_id
    )
    dossier = room.dossier_of(entry)
    if dossier is not None:
        finding.note(request, dossier, part="money")
    context = _asked(request, entry)
    if request.method != "POST":
        return room.page(request, _TEMPLATE, context)
    kind = request.POST.get("kind", "")
    if kind not in context["kinds"]:
        wrong = {"kind": _("Chọn việc cần làm")}
        return room.page(request, _TEMPLATE, {**context, "problems": wrong}, status=422)
    try:
        wish = _wish(request, entry, CorrectionKind(kind), context["typed"])
        corrections.ask(entry, wish, actor=request.actor, at=legal_time.now())
    except Refusal as refusal:
        at = next((name for refused, name in _MENDED_IN.items() if isinstance(refusal, refused)), "")
        return room.again(request, _TEMPLATE, context, refusal, at=at)
    messages.success(request, _("Đã ghi đề nghị. Một người khác xem lại và đồng ý thì mới thực hiện."))
    return redirect("desk:cashier-money", entry_id=entry.pk)


def _asked(request: ActingRequest, entry: MoneyEntry) -> dict[str, Any]:
    kinds, ways = _open_kinds(entry), _open_ways(entry)
    left = crediting.left_of(entry) if entry.kind == EntryKind.RECEIVED else 0
    typed = {key: request.POST.get(key, "") for key in ("kind", "amount", "dossier", "way", "to", "reason")}
    return {
        "entry": entry,
        "dossier": room.dossier_of(entry),
        "unmatched": UnmatchedMoney.objects.filter(entry=entry, settled_at=None).first(),
        "parts": list(entry.parts.order_by("pk")),
        "left": left,
        "made": list(entry.corrections.select_related("asked_by__person", "second_by__person").order_by("-pk")),
        "kinds": kinds,
        "fields": _fields(kinds, ways),
        "typed": {**typed, "amount": typed["amount"] or left},
    }


def _fields(kinds: Mapping[str, words.Word], ways: Mapping[str, words.Word]) -> list[Field]:
    assigns, refunds = CorrectionKind.ASSIGN in kinds, CorrectionKind.REFUND in kinds
    fields = [Field("kind", _("Việc cần làm"), "radio", required=True, options=_options(kinds))]
    if assigns or refunds:
        fields.append(Field("amount", _("Số tiền"), "money", required=True))
    if assigns:
        fields.append(
            Field("dossier", _("Mã hồ sơ"), "text", max_length=40, help=_("Chỉ khi ghi cho hồ sơ: mã trên giấy hẹn"))
        )
    if refunds:
        fields += [
            Field("way", _("Hoàn trả bằng cách nào"), "radio", options=_options(ways)),
            Field(
                "to",
                _("Hoàn vào tài khoản nào"),
                "text",
                max_length=200,
                help=_("Chỉ khi chuyển khoản: số tài khoản, ngân hàng, tên chủ tài khoản"),
            ),
        ]
    return [*fields, Field("reason", _("Lý do"), "textarea", required=True, max_length=500)]


def _open_kinds(entry: MoneyEntry) -> dict[str, words.Word]:
    if entry.kind == EntryKind.REVERSED:
        return {CorrectionKind.NOTE: words.CORRECTIONS[CorrectionKind.NOTE]}
    if entry.kind != EntryKind.RECEIVED or not crediting.left_of(entry):
        return {}
    of_stray = () if entry.credited else (CorrectionKind.ASSIGN,)
    return {kind: words.CORRECTIONS[kind] for kind in (*of_stray, CorrectionKind.REFUND)}


def _open_ways(entry: MoneyEntry) -> dict[str, words.Word]:
    by_gateway = entry.attempt_id is not None and entry.gateway in GATEWAYS
    return {way: word for way, word in words.WAYS.items() if way != RefundWay.GATEWAY or by_gateway}


def _options(choices: Mapping[str, words.Word]) -> tuple[Option, ...]:
    return tuple(Option(str(key), str(word)) for key, word in choices.items())


def _wish(request: ActingRequest, entry: MoneyEntry, kind: CorrectionKind, typed: Mapping[str, Any]) -> Wish:
    if kind is CorrectionKind.NOTE:
        return Wish(kind, entry.amount, typed["reason"][:500])
    amount = room.amount(str(typed["amount"])) or 0
    if kind is CorrectionKind.ASSIGN:
        return Wish(kind, amount, typed["reason"][:500], order=_order(request, typed["dossier"]))
    way = RefundWay(typed["way"]) if typed["way"] in _open_ways(entry) else None
    if way is None:
        raise corrections.WayMissing
    return Wish(kind, amount, typed["reason"][:500], way=way, to=typed["to"][:200])


def _order(request: ActingRequest, code: str) -> PaymentOrder:
    """Of the first sum that is open in that dossier. Raises OrderTakesLess where there is none."""
    dossier = visible_to(request.actor).filter(code=normalised(code)).first()
    duty = dossier.duties.filter(settled_at=None, cancelled_at=None).order_by("number").first() if dossier else None
    if duty is None:
        raise corrections.OrderTakesLess
    return orders.order_for(duty, at=legal_time.now())
