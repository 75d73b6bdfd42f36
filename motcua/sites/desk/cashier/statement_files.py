"""Statement files: handed in, compared with the book, and what came of each line."""

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.effects.payments import access, column_maps, reconciling, statements
from motcua.effects.payments.models import Agreement
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk.cashier import room, words
from motcua.sites.ui import numbers
from motcua.sites.ui.acting import ActingRequest

SHOWN, PAGE = 50, 100
_TEMPLATE = "desk/cashier_statements.html"


@require_http_methods(["GET", "HEAD", "POST"])
def statement_files(request: ActingRequest) -> HttpResponse:
    room.require_cashier(request)
    made = access.statements_for(request.actor).select_related("made_by__person")
    chosen = request.POST.get("map", "")
    context = {
        "made": [(one, access.rows_for(request.actor, one).count()) for one in made.order_by("-made_at")[:SHOWN]],
        "maps": column_maps.all_maps(),
        "chosen": chosen,
        "map_names": {one.key: one.name for one in column_maps.all_maps()},
    }
    if request.method != "POST":
        return room.page(request, _TEMPLATE, context)
    file = request.FILES.get("file")
    if file is None:
        wrong = {"file": _("Chọn tệp sao kê hoặc tệp đối soát")}
        return room.page(request, _TEMPLATE, {**context, "problems": wrong}, status=422)
    try:
        content = file.read()
        column_map = column_maps.map_named(chosen) if chosen else statements.recognised(content)
        done = reconciling.reconcile(content, column_map=column_map, at=legal_time.now(), actor=request.actor)
    except Refusal as refusal:
        return room.again(request, _TEMPLATE, context, refusal, at="file")
    return redirect("desk:cashier-statement", reconciliation_id=done.pk)


@require_safe
def statement_file(request: ActingRequest, reconciliation_id: int) -> HttpResponse:
    """What differs first; what agrees is only counted until it is asked for. The head looks at it as the second."""
    room.require_second(request)
    made = get_object_or_404(
        access.statements_for(request.actor).select_related("made_by__person", "second_by__person", "agency"),
        pk=reconciliation_id,
    )
    hers = access.rows_for(request.actor, made)
    counted = hers.values("agreement").annotate(count=Count("pk"), amount=Sum("amount_there"))
    counts = {row["agreement"]: row for row in counted}
    wanted = request.GET.get("show", "")
    rows = hers.filter(agreement=wanted) if wanted in Agreement else hers.exclude(agreement=Agreement.MATCHED)
    after = numbers.row(request.GET.get("after", ""))
    shown = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
    known = [row.entry_id for row in shown if row.entry_id]
    return room.page(
        request,
        "desk/cashier_statement.html",
        {
            "made": made,
            "map_name": {one.key: one.name for one in column_maps.all_maps()}.get(made.column_map, made.gateway),
            "counts": [(key, word, counts.get(key)) for key, word in words.AGREEMENTS.items()],
            "rows": shown[:PAGE],
            "readable": set(access.entries_for(request.actor).filter(pk__in=known).values_list("pk", flat=True)),
            "next": shown[PAGE - 1].pk if len(shown) > PAGE else None,
            "show": wanted,
            "waits": access.statements_that_wait(access.statements_for(request.actor)).filter(pk=made.pk).exists(),
        },
    )
