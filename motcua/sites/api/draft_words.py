"""A draft as other systems read it: what is there, and everything that is still missing."""

from typing import Any

from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.models import Paper
from motcua.sites.ui.filling.draft import Draft


def told(draft: Draft) -> dict[str, Any]:
    dossier = draft.dossier
    faults = [each for each in draft.problems if each.blocks]
    return {
        "id": str(dossier.uuid),
        "procedure": draft.definition.code,
        "agency": dossier.deciding_agency.code,
        "state": dossier.state,
        "code": dossier.code,
        "revision": draft.revision,
        "answers": dict(draft.answers),
        "papers": [paper(each) for given in draft.papers.values() for each in given],
        "is_complete": draft.is_complete,
        "missing_papers": [{"item": each.key, "name": each.name} for each in draft.missing_papers],
        "problems": [_problem(each) for each in faults],
        "warnings": [_problem(each) for each in draft.problems if not each.blocks],
    }


def paper(given: Paper) -> dict[str, Any]:
    return {
        "id": given.pk,
        "item": given.item,
        "name": given.file.name,
        "size": given.file.size,
        "sha256": given.file.sha256,
        "media_type": given.file.media_type,
        "scan": given.file.scan_state,
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {"field": problem.field, "code": problem.rule, "detail": str(problem)}
