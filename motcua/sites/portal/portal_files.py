"""Files that messages to the national portal name: for the portal alone, which comes with its token."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import FileResponse
from django.views.decorators.http import require_safe

from motcua.effects.national_portal import links
from motcua.foundation.files.response import download


@login_not_required
@require_safe
def portal_file(request: HttpRequest, named: str) -> FileResponse:
    """For everybody else there is nothing here, whatever link they have."""
    if not links.is_the_portal(request.headers.get("Authorization", "")):
        raise Http404
    file = links.file_of(named)
    if file is None:
        raise Http404
    return download(file)
