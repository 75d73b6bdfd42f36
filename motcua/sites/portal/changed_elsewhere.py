"""Two tabs, two telephones: what was saved there and typed here stand side by side, and the person chooses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from motcua.blueprints.forms.display import shown
from motcua.dossiers.models import Answers
from motcua.sites.ui import carrying
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft


def changed_elsewhere(request: ActingRequest, draft: Draft, changed: Mapping[str, Any]) -> HttpResponse:
    stored = Answers.objects.get(dossier=draft.dossier)
    fields = draft.definition.form.fields
    context = {
        "draft": draft,
        "differences": [
            (fields[key].label, shown(fields[key], value), shown(fields[key], stored.data.get(key)))
            for key, value in changed.items()
            if stored.data.get(key) != value
        ],
        "typed": [(name, value) for name, value in carrying.typed(request) if name != "revision"],
        "revision": stored.revision,
    }
    return render(request, "portal/changed_elsewhere.html", context, status=409)
