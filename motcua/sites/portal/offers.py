"""Facts from a card, an earlier dossier or a register go into the draft: into empty boxes at once, else as she says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.dossiers.commands import drafting
from motcua.dossiers.commands.drafting import Source
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft, Part
from motcua.sites.ui.filling.side_by_side import differences, merged

#: The answer on the page that shows both.
OFFERED = "offered"


@dataclass(frozen=True, slots=True)
class Offer:
    """`values` by field; `name` as in "điền từ …"; `carried` finds the same facts again after the person has chosen."""

    values: Mapping[str, Any]
    source: Source
    name: str
    carried: Sequence[tuple[str, str]] = ()
    remarks: Sequence[str] = ()


def settle(request: ActingRequest, draft: Draft, part: Part, offer: Offer) -> HttpResponse:
    """Fill what is empty; where something else was typed, show both first."""
    found = merged(draft.known, offer.values)
    chosen = {key: value for key, value in found.differing.items() if request.POST.get(f"use-{key}") == OFFERED}
    taken = {**found.filled, **chosen}
    drafting.save_answers(
        draft.dossier,
        changed=taken,
        revision=None,
        at=draft.at,
        sources=dict.fromkeys([*taken, *found.confirmed], offer.source),
    )
    if found.differing and "decided" not in request.POST:
        return _both(request, draft, part, offer, found.differing)
    _tell(request, offer, len(taken))
    return redirect(address(request, draft, part))


def address(request: ActingRequest, draft: Draft, part: Part) -> str:
    """The page that it was pressed on."""
    back = {"back": request.POST["back"]} if request.POST.get("back") else {}
    page = reverse("portal:part", kwargs={"uuid": draft.dossier.uuid, "key": part.key})
    return f"{page}?{urlencode(back)}" if back else page


def _both(request: ActingRequest, draft: Draft, part: Part, offer: Offer, differing: Mapping[str, Any]) -> HttpResponse:
    context = {
        "draft": draft,
        "part": part,
        "offer": offer,
        "differences": differences(draft.definition.form.fields, draft.known, differing),
        "action": request.path,
        "back": request.POST.get("back", ""),
        "page": address(request, draft, part),
    }
    return render(request, "portal/offer.html", context)


def _tell(request: ActingRequest, offer: Offer, count: int) -> None:
    if count:
        words = ngettext("Đã điền %(count)s ô từ %(name)s.", "Đã điền %(count)s ô từ %(name)s.", count)
        messages.success(request, words % {"count": count, "name": offer.name})
    else:
        messages.info(request, _("Không có ô nào phải điền thêm từ %(name)s.") % {"name": offer.name})
    for remark in offer.remarks:
        messages.warning(request, remark)
