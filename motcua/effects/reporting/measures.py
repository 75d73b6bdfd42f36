"""Everything that is counted, in one table: on which day of a dossier, under which condition, for whose account.

The same lines make the counters, their recomputation, and the list of dossiers behind each number.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """Chỉ tiêu đếm: a flow, counted on the day on which it happened. The values are columns of `Tally`."""

    #: Filed, whether or not it was then taken in (status 1).
    FILED = "filed"
    #: Taken in (status 2): what "received" means in Biểu 06/VPCP/KSTT and QĐ 766.
    RECEIVED = "received"
    # Of those received:
    RECEIVED_AGAIN = "received_again"
    ONLINE_WITH_RESULT = "online_with_result"
    RETURNING_PAPER = "returning_paper"
    ELECTRONIC_RESULTS = "electronic_results"
    WITH_FEE = "with_fee"
    PAID_ONLINE = "paid_online"
    DIGITISED = "digitised"
    REUSED = "reused"
    IDENTITY_VERIFIED = "identity_verified"
    SYNCHRONISED = "synchronised"
    NOT_SYNCHRONISED = "not_synchronised"
    # On the day of the first request for more papers:
    ASKED = "asked"
    ASKED_BEFORE_DUE = "asked_before_due"
    # Ended with a result, by the day of the appointment:
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    # Ended without a result after it was received:
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    # Ended before it was ever received:
    REFUSED_AT_DESK = "refused_at_desk"
    WITHDRAWN_AT_DESK = "withdrawn_at_desk"
    STOPPED_AT_DESK = "stopped_at_desk"
    # Of those that ended with a result: sums, for averages.
    WORKING_DAYS = "working_days"
    ELAPSED_DAYS = "elapsed_days"
    # Of those that were received and have ended:
    WITH_SUPPLEMENT = "with_supplement"
    SUPPLEMENT_ROUNDS = "supplement_rounds"
    RETURNED_BEFORE_DUE = "returned_before_due"
    DATE_EDITED = "date_edited"
    PAUSED_WITHOUT_GROUND = "paused_without_ground"
    FINISHED_WITHOUT_RESULT = "finished_without_result"
    CLOSED_BY_DESK = "closed_by_desk"
    # For balances: into and out of being past due, by law and as the national index counts.
    FELL_PAST_DUE = "fell_past_due"
    ENDED_PAST_DUE = "ended_past_due"
    FELL_INDEX_LATE = "fell_index_late"
    ENDED_INDEX_LATE = "ended_index_late"
    # Handed over:
    DELIVERED = "delivered"
    DELIVERED_BY_POST = "delivered_by_post"


class Balance(StrEnum):
    """Số dư cuối ngày: how many there are at the end of a day, from the flows of all days before."""

    #: Filed, and neither taken in nor turned away yet.
    TO_RECEIVE = "to_receive"
    #: Received and not ended.
    OPEN = "open"
    #: Of the open ones, those whose appointment has passed, and all others.
    PAST_DUE = "past_due"
    IN_TIME = "in_time"
    #: Of the open ones, those that the national index counts as late.
    INDEX_LATE = "index_late"


@dataclass(frozen=True, slots=True)
class Counting:
    """`on`, `when` and `post` are SQL over one row of facts, named `f`; `adds` where it is not simply one."""

    on: str
    when: str = ""
    adds: str = "1"


#: The days of a dossier, and whose doing it was.
POST_OF: Mapping[str, str] = {
    "submitted_on": "NULL::bigint",
    "received_on": "f.accepted_post_id",
    "asked_on": "f.asked_post_id",
    "ended_on": "f.ended_post_id",
    "past_due_on": "NULL::bigint",
    "index_late_on": "NULL::bigint",
    "delivered_on": "NULL::bigint",
}

_HAD = "f.received_on IS NOT NULL"
_RESULT = f"{_HAD} AND f.ended_how = 'result'"
_NEVER_HAD = "f.received_on IS NULL"

COUNTED: Mapping[Measure, Counting] = {
    Measure.FILED: Counting("submitted_on"),
    Measure.RECEIVED: Counting("received_on"),
    Measure.RECEIVED_AGAIN: Counting("received_on", "f.received_again"),
    # K3.3: filed online, and the result electronic where the procedure gives one on paper.
    Measure.ONLINE_WITH_RESULT: Counting(
        "received_on", "f.channel = 'online' AND (f.electronic_result OR NOT f.returns_paper)"
    ),
    Measure.RETURNING_PAPER: Counting("received_on", "f.returns_paper"),
    Measure.ELECTRONIC_RESULTS: Counting("received_on", "f.returns_paper AND f.electronic_result"),
    Measure.WITH_FEE: Counting("received_on", "f.has_fee"),
    Measure.PAID_ONLINE: Counting("received_on", "f.has_fee AND f.paid_online"),
    # K4.2: the papers and the result.
    Measure.DIGITISED: Counting("received_on", "f.digitised_papers AND f.electronic_result"),
    Measure.REUSED: Counting("received_on", "f.reused_papers"),
    Measure.IDENTITY_VERIFIED: Counting("received_on", "f.identity_verified"),
    # K1.4; those that lack are counted for themselves, so that the few of them are found at once.
    Measure.SYNCHRONISED: Counting("received_on", "f.known_there"),
    Measure.NOT_SYNCHRONISED: Counting("received_on", "NOT f.known_there"),
    Measure.ASKED: Counting("asked_on"),
    Measure.ASKED_BEFORE_DUE: Counting("asked_on", "f.asked_before_due"),
    Measure.EARLY: Counting("ended_on", f"{_RESULT} AND f.timeliness = 'early'"),
    Measure.ON_TIME: Counting("ended_on", f"{_RESULT} AND f.timeliness = 'on_time'"),
    Measure.LATE: Counting("ended_on", f"{_RESULT} AND f.timeliness = 'late'"),
    Measure.WITHDRAWN: Counting("ended_on", f"{_HAD} AND f.ended_how = 'withdrawn'"),
    Measure.STOPPED: Counting("ended_on", f"{_HAD} AND f.ended_how IN ('stopped', 'refused')"),
    Measure.REFUSED_AT_DESK: Counting("ended_on", f"{_NEVER_HAD} AND f.ended_how = 'refused'"),
    Measure.WITHDRAWN_AT_DESK: Counting("ended_on", f"{_NEVER_HAD} AND f.ended_how = 'withdrawn'"),
    Measure.STOPPED_AT_DESK: Counting("ended_on", f"{_NEVER_HAD} AND f.ended_how = 'stopped'"),
    Measure.WORKING_DAYS: Counting("ended_on", _RESULT, adds="f.working_days"),
    Measure.ELAPSED_DAYS: Counting("ended_on", _RESULT, adds="f.elapsed_days"),
    Measure.WITH_SUPPLEMENT: Counting("ended_on", f"{_HAD} AND f.supplement_rounds > 0"),
    Measure.SUPPLEMENT_ROUNDS: Counting("ended_on", _HAD, adds="f.supplement_rounds"),
    Measure.RETURNED_BEFORE_DUE: Counting("ended_on", "f.returned_before_due"),
    Measure.DATE_EDITED: Counting("ended_on", "f.date_edited"),
    Measure.PAUSED_WITHOUT_GROUND: Counting("ended_on", "f.paused_without_ground"),
    Measure.FINISHED_WITHOUT_RESULT: Counting("ended_on", "f.finished_without_result"),
    Measure.CLOSED_BY_DESK: Counting("ended_on", "f.closed_by_desk"),
    Measure.FELL_PAST_DUE: Counting("past_due_on"),
    Measure.ENDED_PAST_DUE: Counting("ended_on", "f.past_due_on IS NOT NULL"),
    Measure.FELL_INDEX_LATE: Counting("index_late_on"),
    Measure.ENDED_INDEX_LATE: Counting("ended_on", "f.index_late_on IS NOT NULL"),
    Measure.DELIVERED: Counting("delivered_on"),
    Measure.DELIVERED_BY_POST: Counting("delivered_on", "f.delivered_by_post"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What raises a balance and what lowers it; `when` and `during` find its dossiers at the end of a day `%(on)s`.

    `during` are the days as one range, in the words of its index; `when` is exact.
    """

    plus: tuple[Measure, ...]
    minus: tuple[Measure, ...]
    when: str
    during: str


_ENDS = (Measure.EARLY, Measure.ON_TIME, Measure.LATE, Measure.WITHDRAWN, Measure.STOPPED)
_OPEN_DAYS = "daterange(f.received_on, CASE WHEN f.ended_on >= f.received_on THEN f.ended_on END)"
_LEFT_DESK = "coalesce(f.received_on, f.ended_on)"
_WAITING_DAYS = f"daterange(f.submitted_on, CASE WHEN {_LEFT_DESK} >= f.submitted_on THEN {_LEFT_DESK} END)"
_OPEN_ON = "f.received_on <= %(on)s AND (f.ended_on IS NULL OR f.ended_on > %(on)s)"

STANDING: Mapping[Balance, Standing] = {
    Balance.TO_RECEIVE: Standing(
        plus=(Measure.FILED,),
        minus=(
            Measure.RECEIVED,
            Measure.REFUSED_AT_DESK,
            Measure.WITHDRAWN_AT_DESK,
            Measure.STOPPED_AT_DESK,
        ),
        when="f.submitted_on <= %(on)s AND (f.received_on IS NULL OR f.received_on > %(on)s)"
        " AND (f.received_on IS NOT NULL OR f.ended_on IS NULL OR f.ended_on > %(on)s)",
        during=_WAITING_DAYS,
    ),
    Balance.OPEN: Standing(plus=(Measure.RECEIVED,), minus=_ENDS, when=_OPEN_ON, during=_OPEN_DAYS),
    Balance.PAST_DUE: Standing(
        plus=(Measure.FELL_PAST_DUE,),
        minus=(Measure.ENDED_PAST_DUE,),
        when=f"{_OPEN_ON} AND f.past_due_on <= %(on)s",
        during=_OPEN_DAYS,
    ),
    Balance.IN_TIME: Standing(
        plus=(Measure.RECEIVED, Measure.ENDED_PAST_DUE),
        minus=(*_ENDS, Measure.FELL_PAST_DUE),
        when=f"{_OPEN_ON} AND (f.past_due_on IS NULL OR f.past_due_on > %(on)s)",
        during=_OPEN_DAYS,
    ),
    Balance.INDEX_LATE: Standing(
        plus=(Measure.FELL_INDEX_LATE,),
        minus=(Measure.ENDED_INDEX_LATE,),
        when=f"{_OPEN_ON} AND f.index_late_on <= %(on)s",
        during=_OPEN_DAYS,
    ),
}

#: What stands beside every rate, so that nobody can dress it up.
DOUBTS: tuple[Measure, ...] = (
    Measure.RETURNED_BEFORE_DUE,
    Measure.ASKED_BEFORE_DUE,
    Measure.RECEIVED_AGAIN,
    Measure.DATE_EDITED,
    Measure.PAUSED_WITHOUT_GROUND,
    Measure.FINISHED_WITHOUT_RESULT,
    Measure.CLOSED_BY_DESK,
)
