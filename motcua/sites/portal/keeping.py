"""What a page of questions posted is kept first and judged afterwards, so that nothing typed is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import drafting
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import deciding_agencies, typed
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.images import keep_images
from motcua.sites.ui.filling.posted import posted

#: Said on the page that asks whose answer counts.
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft as it is now, what is wrong on this page by the name of the input, and what the page had asked."""

    saved: Draft
    problems: Mapping[str, str]
    asked: tuple[Field, ...]


def keep(request: ActingRequest, draft: Draft, part: str) -> Kept:
    """Save what the page posted, right or wrong.

    Raises drafting.ChangedElsewhere, with what nobody else has answered saved nevertheless.
    """
    asked = asked_on_page(request, draft)
    changed = answers_on_page(request, draft)
    refused = keep_images(request, asked, changed, at=draft.at)
    no_agency = _keep_agency(request, draft, part)
    saved = _saved(request, draft, changed, at_field=asked[-1].key if asked else "")
    problems = {**no_agency, **typed.first_sentences(saved.problems_in(part)), **refused}
    return Kept(saved, problems, tuple(asked))


def asked_on_page(request: ActingRequest, draft: Draft) -> list[Field]:
    """Without those for which the person took what another device had saved."""
    asked = typed.asked_fields(draft.definition.form, request.POST.getlist("asked"))
    return [field for field in asked if request.POST.get(f"keep-{field.key}") != THEIRS]


def answers_on_page(request: ActingRequest, draft: Draft) -> dict[str, Any]:
    """What stands in the boxes of the page, in the words that answers are kept in."""
    asked = asked_on_page(request, draft)
    return forms.read(asked, posted(request.POST, asked))


def agencies_offered(draft: Draft) -> list[Agency]:
    return deciding_agencies.deciding(draft.definition, on=legal_day(draft.at))


def _keep_agency(request: ActingRequest, draft: Draft, part: str) -> dict[str, str]:
    """The agency named on the page, or what to say when it is none of those offered."""
    if part != forms.QUESTIONS or not draft.is_new or "agency" not in request.POST:
        return {}
    chosen = next((agency for agency in agencies_offered(draft) if agency.code == request.POST["agency"]), None)
    if chosen is None:
        return {"agency": _("Chọn nơi giải quyết trong danh sách.")}
    drafting.choose_agency(draft.dossier, deciding_agency=chosen)
    return {}


def _saved(request: ActingRequest, draft: Draft, changed: Mapping[str, Any], *, at_field: str) -> Draft:
    revision = typed.revision(request.POST.get("revision", ""))
    marks = typed.drawn_from(request.POST.getlist("asked"))
    save = partial(drafting.save_answers, draft.dossier, at=draft.at, at_field=at_field, drawn_from=marks)
    try:
        draft.dossier.answers = save(changed=changed, revision=revision)
    except drafting.ChangedElsewhere as refusal:
        save(changed={key: value for key, value in changed.items() if key not in refusal.fields}, revision=revision)
        raise
    return replace(draft)
