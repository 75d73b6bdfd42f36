"""One filing as it was filed: never edited, its files read back from where they lie."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms import answers as forms
from motcua.foundation.calendar import versions
from motcua.sites.portal import finding, readable
from motcua.sites.portal.receipts import filed_papers
from motcua.sites.ui.acting import ActingRequest


@require_safe
def filing(request: ActingRequest, code: str, number: int) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    found = get_object_or_404(dossier.filings, number=number)
    definition = definition_of(dossier.procedure_version_id)
    calendar = versions.calendar_of(dossier.calendar_version_id or versions.current_id())
    context = forms.context_of(at=found.filed_at, calendar=calendar, channel=dossier.channel)
    return render(
        request,
        "portal/filing.html",
        {
            "dossier": dossier,
            "d": definition,
            "filing": found,
            "count": dossier.filings.count(),
            "chapters": readable.chapters(definition, found.answers, context),
            "papers": filed_papers(found, definition),
        },
    )
