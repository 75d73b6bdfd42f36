"""What a page of questions posted is kept first and judged afterwards, so that nothing typed is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import drafting
from motcua.foundation.organisations.models import Agency
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import deciding_agencies, typed
from motcua.sites.ui.filling.draft import Draft, Part
from motcua.sites.ui.filling.images import keep_images
from motcua.sites.ui.filling.posted import posted


@dataclass(frozen=True, slots=True)
class Kept:
    """The draft as it is now, what is wrong on this page by the name of the input, and what the page had asked."""

    saved: Draft
    problems: Mapping[str, str]
    asked: tuple[Field, ...]


def keep(request: ActingRequest, draft: Draft, found: Part) -> Kept:
    """Save what the page posted, right or wrong. Raises drafting.ChangedElsewhere."""
    asked = asked_on_page(request, draft)
    changed = answers_on_page(request, draft)
    refused = keep_images(request, asked, changed, at=draft.at)
    no_agency = _keep_agency(request, draft, found)
    revision = typed.revision(request.POST.get("revision", ""))
    drafting.save_answers(draft.dossier, changed=changed, revision=revision, at=draft.at, at_field=_last(asked))
    saved = Draft.of(finding.draft_of(request, draft.dossier.uuid), at=draft.at)
    problems = {**no_agency, **typed.first_sentences(saved.problems_in(found.key)), **refused}
    return Kept(saved, problems, tuple(asked))


def asked_on_page(request: ActingRequest, draft: Draft) -> list[Field]:
    return typed.asked_fields(draft.definition.form, request.POST.getlist("asked"))


def answers_on_page(request: ActingRequest, draft: Draft) -> dict[str, Any]:
    """What stands in the boxes of the page, in the words that answers are kept in."""
    asked = asked_on_page(request, draft)
    return forms.read(asked, posted(request.POST, asked))


def agencies_offered(draft: Draft) -> list[Agency]:
    return deciding_agencies.deciding(draft.definition, on=forms.day_of(draft.at))


def _keep_agency(request: ActingRequest, draft: Draft, found: Part) -> dict[str, str]:
    """The agency named on the page, or what to say when it is none of those offered."""
    if found.key != forms.QUESTIONS or not draft.is_new or "agency" not in request.POST:
        return {}
    chosen = next((agency for agency in agencies_offered(draft) if agency.code == request.POST["agency"]), None)
    if chosen is None:
        return {"agency": _("Chọn nơi giải quyết trong danh sách.")}
    drafting.choose_agency(draft.dossier, deciding_agency=chosen)
    return {}


def _last(asked: list[Field]) -> str:
    return asked[-1].key if asked else ""
