"""Mẫu 06: through which hands a dossier went, and whether each step was in time. Made from the trace, by nobody's hand.

It is numbered when the dossier is over; before that it can be printed as things stand, without a number.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from motcua.dossiers.models import WorkStatus
from motcua.dossiers.queries.trace import Hand, Leg, Timeliness, trace
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import wording
from motcua.effects.slips.facts import ControlLine, ControlSheetFacts
from motcua.effects.slips.promises import promised_after
from motcua.effects.slips.sources import Source, general

_RESULTS = {Timeliness.EARLY: "Trước hạn", Timeliness.ON_TIME: "Đúng hạn", Timeliness.LATE: "Quá hạn"}
_NOTES = {WorkStatus.RETURNED: "Trả lại bước trước", WorkStatus.CANCELLED: "Không thực hiện"}


def control_sheet_facts(source: Source, *, stands_at: datetime | None = None) -> ControlSheetFacts:
    dossier, legs = source.dossier, trace(source.dossier)
    accepted = dossier.events.get(action=Action.ACCEPT)
    return ControlSheetFacts(
        general=general(source),
        deciding_agency=dossier.deciding_agency.name,
        coordinating=_coordinating(legs, apart_from={dossier.deciding_agency.name, dossier.receiving_unit.name}),
        received_at=wording.hour_and_day(accepted.happened_at),
        promised_at=wording.hour_and_day(promised_after(source.event)),
        lines=tuple(_lines(legs)),
        stands_at=wording.hour_and_day(stands_at) if stands_at else "",
    )


def _coordinating(legs: Sequence[Leg], *, apart_from: set[str]) -> str:
    return "; ".join(dict.fromkeys(leg.agency for leg in legs if leg.agency not in apart_from))


def _lines(legs: Sequence[Leg]) -> Iterator[ControlLine]:
    for leg in legs:
        yield ControlLine(
            given_by=_who(leg.given),
            given_at=_when(leg.given),
            received_by=_who(leg.received) or leg.agency,
            received_at=_when(leg.received),
            result=_RESULTS[leg.result] if leg.result else "",
            note=". ".join(part.rstrip(".") for part in (leg.step, _NOTES.get(leg.status, ""), leg.words) if part),
        )


def _who(hand: Hand | None) -> str:
    if hand is None or not hand.agency:
        return "Hệ thống" if hand else ""
    return f"{hand.agency}: {hand.person}"


def _when(hand: Hand | None) -> str:
    return wording.short(hand.at) if hand else ""
