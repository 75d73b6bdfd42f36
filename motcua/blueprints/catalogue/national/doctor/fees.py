"""Does it say what it costs?"""

import re
from collections.abc import Iterator

from motcua.blueprints.catalogue.national.doctor.finding import Around, Check, Seen
from motcua.blueprints.catalogue.national.entry import NationalProcedure, PrintedFee

#: No fee of the state is lower: what looks so has lost its thousands.
SMALLEST_DONG = 1000
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:đồng|đ\b|vnđ|vnd|usd)", re.IGNORECASE)


def _without_amount(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for channel, fee in _fees(procedure):
        if not fee.amount:
            yield Seen(fee.note, channel)


def _too_small(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for channel, fee in _fees(procedure):
        if fee.amount.isdecimal() and 0 < int(fee.amount) < SMALLEST_DONG and fee.unit.upper() != "USD":
            yield Seen(f"{fee.amount} {fee.unit}: {fee.note}".strip(" :"), channel)


def _free_and_not(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for channel, fee in _fees(procedure):
        if fee.amount == "0" and _AMOUNT.search(fee.note):
            yield Seen(fee.note, channel)


def _free_but_set_elsewhere(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for channel, fee in _fees(procedure):
        if fee.amount == "0" and "hội đồng nhân dân" in fee.note.lower():
            yield Seen(fee.note, channel)


def _fees(procedure: NationalProcedure) -> Iterator[tuple[str, PrintedFee]]:
    return ((way.channel, fee) for way in procedure.ways for time in way.times for fee in time.fees)


CHECKS: tuple[Check[NationalProcedure], ...] = (
    Check("fee_without_amount", "a fee without an amount", _without_amount),
    Check("fee_too_small", "an amount below 1,000 đồng: the thousands were dropped", _too_small),
    Check("free_with_amount", "printed as free of charge, and its note names an amount", _free_and_not),
    Check(
        "free_but_province_sets_it",
        "printed as free of charge, and its note leaves the amount to the province",
        _free_but_set_elsewhere,
    ),
)
