"""What the names in formulas stand for: a measure of the facts, when it is counted, and of which dossiers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.effects.reporting.measures import DOUBTS, Balance, Measure


class When(StrEnum):
    """A flow is of the period; a balance of its last day, or of the day before its first."""

    PERIOD = "period"
    BEFORE = "before"
    END = "end"


@dataclass(frozen=True, slots=True)
class Number:
    counted: Measure | Balance
    when: When = When.PERIOD
    channels: frozenset[str] | None = None
    service_levels: frozenset[str] | None = None
    #: A sum over dossiers, such as of days: it has dossiers behind it, and is not how many they are.
    is_sum: bool = False


_ONLINE, _COUNTER, _POST = (frozenset({each}) for each in ("online", "counter", "post"))
_FULL = frozenset({"full"})

NUMBERS: Mapping[str, Number] = {
    "filed": Number(Measure.FILED),
    "received": Number(Measure.RECEIVED),
    "received_online": Number(Measure.RECEIVED, channels=_ONLINE),
    "received_at_counter": Number(Measure.RECEIVED, channels=_COUNTER),
    "received_by_post": Number(Measure.RECEIVED, channels=_POST),
    "received_on_paper": Number(Measure.RECEIVED, channels=_COUNTER | _POST),
    "received_full_online": Number(Measure.RECEIVED, channels=_ONLINE, service_levels=_FULL),
    "carried_over": Number(Balance.OPEN, When.BEFORE),
    "resolved_early": Number(Measure.EARLY),
    "resolved_on_day": Number(Measure.ON_TIME),
    "resolved_late": Number(Measure.LATE),
    "withdrawn": Number(Measure.WITHDRAWN),
    "stopped": Number(Measure.STOPPED),
    "refused": Number(Measure.REFUSED_AT_DESK),
    "supplemented": Number(Measure.ASKED),
    "working_days": Number(Measure.WORKING_DAYS, is_sum=True),
    "open_in_time": Number(Balance.IN_TIME, When.END),
    "open_late": Number(Balance.PAST_DUE, When.END),
    "index_ended_late": Number(Measure.ENDED_INDEX_LATE),
    "index_open_late": Number(Balance.INDEX_LATE, When.END),
    "online_with_result": Number(Measure.ONLINE_WITH_RESULT),
    "returning_paper": Number(Measure.RETURNING_PAPER),
    "electronic_results": Number(Measure.ELECTRONIC_RESULTS),
    "full_online_results": Number(Measure.ELECTRONIC_RESULTS, channels=_ONLINE, service_levels=_FULL),
    "with_fee": Number(Measure.WITH_FEE),
    "paid_online": Number(Measure.PAID_ONLINE),
    "digitised": Number(Measure.DIGITISED),
    "papers_reused": Number(Measure.REUSED),
    "identity_verified": Number(Measure.IDENTITY_VERIFIED),
    "synchronised": Number(Measure.SYNCHRONISED),
    "not_synchronised": Number(Measure.NOT_SYNCHRONISED),
    "delivered_by_post": Number(Measure.DELIVERED_BY_POST),
    **{doubt.value: Number(doubt) for doubt in DOUBTS},
}

#: Counted beside every rate, in this order.
FLAGS: tuple[str, ...] = tuple(doubt.value for doubt in DOUBTS)
