"""Every field saves itself: what was typed since the last save arrives here, and the page hears what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.display import shown
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Answers
from motcua.dossiers.rules import merging
from motcua.sites.portal import finding
from motcua.sites.portal.changed_elsewhere import Difference, differences
from motcua.sites.portal.keeping import answers_on_page, asked_on_page, keep
from motcua.sites.portal.live import form_fields, saved_words
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

#: An emptied field is not scolded while the page is being filled in; the page says so when it is left.
_EMPTY = frozenset({"required"})


@require_POST
@partial(on_draft, find=finding.draft_to_save)
def fields(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    form = draft.definition.form
    if key != forms.QUESTIONS and key not in form.sections_by_key:
        raise Http404
    try:
        kept = keep(request, draft, key)
    except drafting.ChangedElsewhere as refusal:
        changed = answers_on_page(request, draft)
        conflicts = differences(draft, changed, refusal.fields)
        draft.dossier.answers = Answers.objects.get(dossier=draft.dossier)
        return _answer(replace(draft), key, asked_on_page(request, draft), conflicts=conflicts)
    return _answer(kept.saved, key, kept.asked, refused=kept.problems)


def _answer(
    draft: Draft,
    key: str,
    asked: Sequence[Field],
    *,
    conflicts: Sequence[Difference] = (),
    refused: Mapping[str, str] | None = None,
) -> HttpResponse:
    return JsonResponse(
        {
            "revision": draft.revision,
            "saved": saved_words(draft),
            "marks": {field.key: merging.mark(draft.answers.get(field.key)) for field in asked},
            "remarks": _remarks(draft, key, asked, refused or {}),
            "conflicts": {
                each.key: {"mine": each.mine, "theirs": each.theirs, "mark": each.mark} for each in conflicts
            },
            "shown": [field.key for part in draft.parts if part.key == key for field in part.fields],
            "computed": _computed(draft, form_fields(draft.definition.form, key)),
        }
    )


def _remarks(draft: Draft, key: str, asked: Sequence[Field], refused: Mapping[str, str]) -> dict[str, str]:
    """One sentence for each of these questions that is answered and not well; pictures that were not taken as well."""
    sentences: dict[str, str] = {}
    for problem in draft.problems_in(key):
        home = next((field.key for field in asked if belongs(problem.field, field)), "")
        if home and problem.rule not in _EMPTY:
            sentences.setdefault(home, str(problem))
    images = {field.key for field in asked if field.type == "image"}
    return {**sentences, **{name: said for name, said in refused.items() if name in images and name not in sentences}}


def belongs(name: str, field: Field) -> bool:
    """Whether the input of that name is one of the field's: the parts of dates, addresses and rows carry its key."""
    return name == field.key or name.startswith((f"{field.key}_", f"{field.key}-"))


def _computed(draft: Draft, drawn: Iterable[Field]) -> dict[str, Any]:
    return {field.key: shown(field, draft.known.get(field.key)) for field in drawn if field.computed is not None}
