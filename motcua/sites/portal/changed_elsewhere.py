"""Two tabs, two telephones: what was saved there and typed here stand side by side, and the person chooses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from motcua.blueprints.forms.display import shown
from motcua.dossiers.models import Answers
from motcua.dossiers.rules import merging
from motcua.sites.ui import carrying
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

#: These are said anew by the page that asks.
_RENEWED = frozenset({"revision", "asked"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One question answered otherwise on two devices; `mark` is that of the answer saved there."""

    key: str
    label: str
    mine: str
    theirs: str
    mark: str


def differences(draft: Draft, changed: Mapping[str, Any], fields: Sequence[str]) -> list[Difference]:
    stored = Answers.objects.values_list("data", flat=True).get(dossier=draft.dossier)
    asked = draft.definition.form.fields
    return [
        Difference(
            key,
            asked[key].label,
            mine=shown(asked[key], changed[key]),
            theirs=shown(asked[key], stored.get(key)),
            mark=merging.mark(stored.get(key)),
        )
        for key in fields
    ]


def changed_elsewhere(
    request: ActingRequest, draft: Draft, changed: Mapping[str, Any], fields: Sequence[str]
) -> HttpResponse:
    found = differences(draft, changed, fields)
    context = {
        "draft": draft,
        "differences": found,
        "typed": [(name, value) for name, value in carrying.typed(request) if name not in _RENEWED],
        "asked": list(_asked(request, found)),
        "revision": Answers.objects.values_list("revision", flat=True).get(dossier=draft.dossier),
    }
    return render(request, "portal/changed_elsewhere.html", context, status=409)


def _asked(request: ActingRequest, found: Sequence[Difference]) -> Iterator[str]:
    """The questions of the page; for those asked here, drawn from what is saved now."""
    now = {difference.key: f"{difference.key}={difference.mark}" for difference in found}
    return (now.get(each.partition("=")[0], each) for each in request.POST.getlist("asked"))
