"""Hai mốc hẹn: where money is due half-way, when the notice of it comes, and when the result comes after payment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.models import Dossier
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day

_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class TwoDates:
    """The second one is counted from the payment, because only then is its day known."""

    notice_by: datetime
    working_days_after_payment: int


def two_dates(dossier: Dossier, *, accepted_at: datetime, due_at: datetime) -> TwoDates | None:
    """The working days of the limit, shared as the process shares them before and after the step that waits for money.

    None where no step waits for money, or the time is too short to be shared.
    """
    steps = definition_of(dossier.procedure_version_id).process.for_channel(dossier.channel).steps
    place = next((number for number, step in enumerate(steps) if step.act is Act.PAY), None)
    days = _open_days(dossier, accepted_at, due_at)
    if place is None or len(days) < _ENOUGH:
        return None
    before = sum(step.share_pct for step in steps[:place])
    whole = before + sum(step.share_pct for step in steps[place:])
    count = min(max(round(len(days) * before / whole), 1), len(days) - 1)
    return TwoDates(days[count - 1], len(days) - count)


def _open_days(dossier: Dossier, accepted_at: datetime, due_at: datetime) -> list[datetime]:
    """The end of each working day after the one of acceptance, up to the last."""
    calendar = versions.calendar_of(dossier.calendar_version_id or versions.current_id())
    first, last = legal_day(accepted_at), legal_day(due_at)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return [calendar.closes_at(day) for day in days if calendar.is_open(day)]
