"""A draft is pinned to its version. Going over to a newer one takes along every answer and paper that still fits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands.drafting import NotChangeableNow
from motcua.dossiers.commands.holders import AUTHORISATION
from motcua.dossiers.models import Answers, Dossier, Paper
from motcua.dossiers.rules.lifecycle import State


def newer_version(dossier: Dossier) -> ProcedureVersion | None:
    """The version in force, when the draft was begun under an earlier one."""
    procedure = dossier.procedure_version.procedure
    if dossier.state != State.DRAFT or procedure.current_version_id in (None, dossier.procedure_version_id):
        return None
    return procedure.current_version


@transaction.atomic
def renew(dossier: Dossier, *, at: datetime) -> None:
    """All of it or nothing; the draft keeps its address and its people. Raises NotChangeableNow."""
    locked = Dossier.objects.select_for_update(of=("self",)).select_related("procedure_version__procedure")
    found = locked.get(pk=dossier.pk)
    version = newer_version(found)
    if version is None:
        raise NotChangeableNow
    definition = definition_of(version.pk)
    answers = Answers.objects.select_for_update().get(dossier=found)
    answers.data = fitting(answers.data, was=definition_of(found.procedure_version_id), now=definition)
    answers.sources = {key: source for key, source in answers.sources.items() if key in answers.data}
    answers.revision += 1
    answers.saved_at = at
    answers.expiry_told_at = None
    answers.save(update_fields=["data", "sources", "revision", "saved_at", "expiry_told_at"])
    items = [AUTHORISATION, *(paper.key for group in definition.paper_groups for paper in group.papers)]
    Paper.objects.filter(dossier=found, removed_at=None).exclude(item__in=items).update(removed_at=at)
    found.procedure_version = version
    found.save(update_fields=["procedure_version"])


def fitting(answers: Mapping[str, Any], *, was: Definition, now: Definition) -> dict[str, Any]:
    """Answers to questions that are asked in the same way; whether they are right is judged as ever."""
    before, after = was.form.fields, now.form.fields
    return {
        key: answer
        for key, answer in answers.items()
        if key in before and key in after and before[key].type == after[key].type
    }
