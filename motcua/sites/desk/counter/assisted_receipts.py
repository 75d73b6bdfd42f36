"""The paper that a helped person takes home: code, secret, who helped her, and what the helper saw. No answers."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Assistance
from motcua.foundation import legal_time
from motcua.sites.desk import answering
from motcua.sites.desk.counter.procedures import require_counter
from motcua.sites.ui import assisted
from motcua.sites.ui.acting import ActingRequest

#: Long enough for a printer that jams; the dossier itself is closed to the helper from the filing on.
PRINTED_WITHIN = timedelta(minutes=30)


@require_safe
def assisted_receipt(request: ActingRequest, uuid: UUID) -> HttpResponse:
    require_counter(request)
    ended = get_object_or_404(helped_lately(request).filter(dossier__uuid=uuid).order_by("-pk")[:1])
    context = {"helped": assisted.shown(ended), **assisted.receipt(ended.dossier)}
    return answering.page(request, "desk/counter_receipt.html", context)


def helped_lately(request: ActingRequest) -> QuerySet[Assistance]:
    """What this helper has just filed for somebody."""
    since = legal_time.now() - PRINTED_WITHIN
    filed = Assistance.objects.filter(helper_account=request.user, ended_at__gte=since, dossier__code__isnull=False)
    return filed.select_related("dossier__procedure_version__procedure", "helper_account__person", "post__agency")
