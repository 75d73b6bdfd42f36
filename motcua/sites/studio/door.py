"""Who may come in. Neither of them can read a dossier, and for everyone else these pages are not there."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from motcua.dossiers.rules.lifecycle import Role
from motcua.sites.ui.acting import ActingRequest

_MAY_ENTER = frozenset({Role.CATALOGUE_OFFICER, Role.TECHNICAL_ADMINISTRATOR})


def page(request: ActingRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    return render(request, template, dict(context))


def require_catalogue_officer(request: ActingRequest) -> None:
    """Whoever runs the system looks on; what the law says is entered by those who keep it."""
    if not is_catalogue_officer(request):
        raise Http404


def is_catalogue_officer(request: ActingRequest) -> bool:
    return request.actor.role is Role.CATALOGUE_OFFICER


def require_studio(request: ActingRequest) -> None:
    if request.actor.role not in _MAY_ENTER:
        raise Http404
