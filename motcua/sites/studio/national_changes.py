"""What the nightly round through the national catalogue found: new, otherwise and gone, in words, until seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.models import NationalChange, NationalFetch
from motcua.blueprints.catalogue.national import comparing, updates
from motcua.blueprints.catalogue.national.comparing import Difference
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.foundation import legal_time
from motcua.sites.studio import arrival_words, door, national_words
from motcua.sites.ui import numbers, refusals
from motcua.sites.ui.acting import ActingRequest

PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    change: NationalChange
    differences: Sequence[Difference]
    is_ours: bool


@require_safe
def changes(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    unseen = updates.unseen()
    before = numbers.row(request.GET.get("before", ""))
    rest = unseen.filter(pk__lt=before) if before else unseen
    shown = list(rest.order_by("-pk")[: PAGE + 1])
    ours = set(catalogue.published().values_list("code", flat=True))
    context = {
        "lines": [_line(change, ours) for change in shown[:PAGE]],
        "count": unseen.count(),
        "before": before,
        "next": shown[PAGE - 1].pk if len(shown) > PAGE else None,
        "last": NationalFetch.objects.order_by("-begun_at").first(),
        "kinds": arrival_words.CHANGES,
        "parts": national_words.PARTS,
        "said": national_words.said,
        "may_see": door.is_catalogue_officer(request),
    }
    return door.page(request, "studio/national_changes.html", context)


@require_POST
def seen(request: ActingRequest, number: int) -> HttpResponse:
    """One change, by whoever keeps the catalogue; nothing of ours is altered by it."""
    door.require_catalogue_officer(request)
    try:
        updates.note_seen(number, by=request.user.pk, at=legal_time.now())
    except updates.AlreadySeen as refusal:
        messages.warning(request, refusals.sentence(refusal))
    else:
        messages.success(request, _("Đã ghi là đã xem."))
    return redirect("studio:national-changes")


def _line(change: NationalChange, ours: set[str]) -> Line:
    is_changed = change.kind == NationalChange.Kind.CHANGED
    found = comparing.between(parse(change.before), parse(change.after)) if is_changed else ()
    return Line(change, found, change.entry.code in ours)
