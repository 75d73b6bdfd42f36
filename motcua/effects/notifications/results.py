"""A result that was out is recalled, and another takes its place: the people of the dossier are told of both."""

from motcua.dossiers.access import HEAVY
from motcua.dossiers.models import Result
from motcua.effects.notifications.facts import About
from motcua.effects.notifications.message_kinds import MessageKind
from motcua.effects.notifications.telling import tell_people
from motcua.foundation.jobs.queue import job

_WITH = ("dossier__procedure_version__procedure", "dossier__receiving_unit", "dossier__deciding_agency", "recall")


@job("results.recalled")
def recalled(*, result_id: int) -> None:
    result = _result(result_id)
    _tell(result, MessageKind.RESULT_RECALLED, About(result.dossier, result.recall.at))


@job("results.replaced")
def replaced(*, result_id: int) -> None:
    result = _result(result_id)
    assert result.published_at is not None, "told when it is out"
    _tell(result, MessageKind.RESULT_REPLACED, About(result.dossier, result.published_at))


def _result(result_id: int) -> Result:
    return Result.objects.select_related(*_WITH).defer(f"dossier__{HEAVY}").get(pk=result_id)


def _tell(result: Result, kind: MessageKind, about: About) -> None:
    tell_people(kind, about, cause=f"{kind} {result.pk}")
