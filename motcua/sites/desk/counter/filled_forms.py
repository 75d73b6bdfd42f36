"""The application as it was typed, to be printed, read once more on paper and signed by hand."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from motcua.sites.desk import answering, filed, finding
from motcua.sites.desk.counter import drafts
from motcua.sites.ui.acting import ActingRequest


@require_safe
def filled_form(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """Its scan is nobody's duty: what was typed is the application, and the signed sheet stays with the papers."""
    draft = drafts.draft_of(request, uuid)
    finding.note(request, draft.dossier, part="answers")
    forms = [paper.name for group in draft.paper_groups for paper in group.papers if paper.is_form]
    context = {
        "draft": draft,
        "dossier": draft.dossier,
        "title": forms[0] if forms else draft.definition.short_name,
        "sections": filed.sections(draft.definition, draft.known),
    }
    return answering.page(request, "desk/filled_form.html", context)
