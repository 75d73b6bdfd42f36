"""The process of a version as a drawing and as a table; as a BPMN file; and a file from elsewhere, looked at only."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.proposed_process import Proposal, proposal
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.bpmn.exporting import exported
from motcua.blueprints.workflows.bpmn.importing import imported
from motcua.blueprints.workflows.bpmn.reading import LARGEST, DrawingNotOurs, DrawingUnreadable, Objection
from motcua.foundation.refusals import Refusal
from motcua.sites.studio import door, process_words, words
from motcua.sites.studio.process_drawing import picture
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.refusals import sentence


@require_safe
def process(request: ActingRequest, code: str, number: int) -> HttpResponse:
    door.require_studio(request)
    version = _version(code, number)
    definition = definition_of(version.pk)
    return door.page(request, "studio/process.html", _context(version) | {"picture": picture(definition)})


@require_safe
def process_file(request: ActingRequest, code: str, number: int) -> HttpResponse:
    door.require_studio(request)
    found = _version(code, number).definition["procedure"]
    file = exported(found["process"], code=code, name=found["short_name"], lane_name=process_words.lane_name)
    name = f"quy-trinh-{code}-v{number}.bpmn"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type="application/xml", headers=headers)


@require_POST
def process_preview(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """A drawing from another program: how it would look and what is wrong with it. Nothing is kept."""
    door.require_studio(request)
    version = _version(code, number)
    context = _context(version) | {"shown": picture(definition_of(version.pk))}
    given = request.FILES.get("file")
    if given is None:
        return _again(request, context, _("Chưa chọn tệp. Chọn tệp BPMN rồi bấm xem thử."))
    try:
        node = imported(given.read(LARGEST + 1))
    except (DrawingUnreadable, DrawingNotOurs) as refusal:
        return _again(request, context, sentence(refusal), objections=_objections(refusal))
    found = proposal(node, version=version, name="process")
    return door.page(request, "studio/process_preview.html", context | _judged(found))


def _version(code: str, number: int) -> ProcedureVersion:
    found = ProcedureVersion.objects.select_related("procedure")
    return get_object_or_404(found, procedure__code=code, number=number)


def _context(version: ProcedureVersion) -> dict[str, Any]:
    return {
        "procedure": version.procedure,
        "version": version,
        "words": words,
        "gateways": process_words.GATEWAYS,
        "problems": {},
        "objections": (),
    }


def _again(
    request: ActingRequest, context: dict[str, Any], problem: str, *, objections: tuple[tuple[str, str], ...] = ()
) -> HttpResponse:
    shown = {"picture": context["shown"], "problems": {"file": problem}, "objections": objections}
    response = door.page(request, "studio/process.html", context | shown)
    response.status_code = 422
    return response


def _objections(refusal: Refusal) -> tuple[tuple[str, str], ...]:
    found: list[Objection] = getattr(refusal, "objections", [])
    return tuple((each.element, str(process_words.REASONS[each.reason])) for each in found)


def _judged(found: Proposal) -> dict[str, Any]:
    mistakes = tuple(dict.fromkeys(process_words.mistake_in_words(each) for each in found.mistakes))
    is_drawn = found.definition is not None and not _is_broken(found)
    return {"mistakes": mistakes, "picture": picture(found.definition) if is_drawn and found.definition else None}


def _is_broken(found: Proposal) -> bool:
    """A flow to nowhere or a key twice cannot be drawn."""
    return any(each.found.startswith("a flow to no step") or each.key.endswith(".key") for each in found.mistakes)
