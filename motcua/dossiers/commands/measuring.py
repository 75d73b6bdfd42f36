"""A draft ends: how long it took and where it was left is kept, and nothing that leads to a person."""

from datetime import datetime

from motcua.dossiers.models import Answers, Dossier, Ending, FillingMeasure
from motcua.foundation.calendar.arithmetic import legal_day


def note_end(dossier: Dossier, *, how: Ending, at: datetime) -> None:
    """Called within the transaction that files the draft or throws it away. Practice is not measured."""
    if dossier.is_practice:
        return
    facts = Answers.objects.values_list("dossier__procedure_version__procedure_id", "active_seconds", "last_field")
    procedure_id, active_seconds, last_field = facts.get(dossier_id=dossier.pk)
    FillingMeasure.objects.create(
        procedure_id=procedure_id,
        procedure_version_id=dossier.procedure_version_id,
        ended_on=legal_day(at),
        channel=dossier.channel,
        how=how,
        seconds=max(int((at - dossier.started_at).total_seconds()), 0),
        active_seconds=active_seconds,
        last_field=last_field,
    )
