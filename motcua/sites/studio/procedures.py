"""Procedures as they are published: what holds today, which versions there were, and how sure we are of each part."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.blueprints.expressions.tree import Tree
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.studio import arrival_words, conditions, confidence, door, words
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Line:
    procedure: Procedure
    number: int
    published_at: datetime
    mark: str
    parts: list[str | Promise]


@require_safe
def procedures(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    lines = [_line(procedure) for procedure in published().select_related("current_version")]
    return door.page(request, "studio/procedures.html", {"lines": lines, "marks": confidence.MARKS})


@require_safe
def procedure(request: ActingRequest, code: str) -> HttpResponse:
    """The version that holds today."""
    door.require_studio(request)
    found = get_object_or_404(published().select_related("current_version"), code=code)
    assert found.current_version is not None, "published procedures have a version"
    return _show(request, found, found.current_version)


@require_safe
def version(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """A version as it was frozen: dossiers keep theirs for life."""
    door.require_studio(request)
    found = get_object_or_404(ProcedureVersion.objects.select_related("procedure"), procedure__code=code, number=number)
    return _show(request, found.procedure, found)


def _show(request: ActingRequest, procedure: Procedure, version: ProcedureVersion) -> HttpResponse:
    definition = definition_of(version.pk)
    context = {
        "procedure": procedure,
        "version": version,
        "versions": procedure.versions.defer("definition").select_related("published_by__person").order_by("-number"),
        "d": definition,
        "certainty": confidence.marks(definition.confidence),
        "marks": confidence.MARKS,
        "parts": confidence.PARTS,
        "words": words,
        "handled": arrival_words.HANDLED,
        "handled_today": definition.handled_on(legal_day(legal_time.now())),
        "condition": partial(_condition, definition),
    }
    return door.page(request, "studio/procedure.html", context)


def _condition(definition: Definition, tree: Tree | None) -> str:
    return conditions.in_words(tree, definition.form)


def _line(procedure: Procedure) -> Line:
    version = procedure.current_version
    assert version is not None, "published procedures have a version"
    mark, parts = confidence.weakest(definition_of(version.pk).confidence)
    return Line(procedure, version.number, version.published_at, mark, parts)
