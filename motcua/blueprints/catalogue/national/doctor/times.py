"""Does it say how long it takes, in one way?"""

import re
from collections.abc import Iterator

from motcua.blueprints.catalogue.national.doctor.finding import Around, Check, Seen
from motcua.blueprints.catalogue.national.entry import NationalProcedure, PrintedTime, Way

_WHOLE = re.compile(r"\d+")
_NUMBER = re.compile(r"\d+([.,]\d+)?")
#: "05 (năm) ngày làm việc", "3 giờ"; not the "18 tháng" of a date.
_PERIOD = re.compile(
    r"(?<!ngày )(?<![/\d])(\d+(?:[.,]\d+)?)\s*(?:\([^)]{0,40}\)\s*)?(ngày làm việc|ngày|giờ|tháng)", re.IGNORECASE
)


def _no_channel(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    if not procedure.ways:
        yield Seen("")


def _no_time(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way in procedure.ways:
        if not any(time.amount for time in way.times):
            yield Seen(next((time.note for time in way.times if time.note), ""), way.channel)


def _text_for_number(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way, time in _times(procedure):
        if time.amount and not _NUMBER.fullmatch(time.amount):
            yield Seen(time.amount, way.channel)


def _not_whole(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way, time in _times(procedure):
        if _NUMBER.fullmatch(time.amount) and not _WHOLE.fullmatch(time.amount):
            yield Seen(_printed(time), way.channel)


def _no_unit(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way, time in _times(procedure):
        if _NUMBER.fullmatch(time.amount) and not time.unit:
            yield Seen(time.amount, way.channel)


def _several(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way in procedure.ways:
        printed = dict.fromkeys(_printed(time) for time in way.times if time.amount)
        if len(printed) > 1:
            yield Seen("; ".join(printed), way.channel)


def _differ_by_channel(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    by_channel = {way.channel: sorted({_printed(time) for time in way.times if time.amount}) for way in procedure.ways}
    told = {channel: " + ".join(printed) for channel, printed in by_channel.items() if printed}
    if len(set(told.values())) > 1:
        yield Seen("; ".join(f"{channel}: {printed}" for channel, printed in told.items()))


def _differs_from_text(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way, time in _times(procedure):
        told = [_bare(amount) for amount, _ in _PERIOD.findall(time.note)]
        if _WHOLE.fullmatch(time.amount) and told and not _is_told(int(time.amount), told):
            yield Seen(f"{_printed(time)}: {time.note}", way.channel)


def _unit_differs_from_text(procedure: NationalProcedure, _around: Around) -> Iterator[Seen]:
    for way, time in _times(procedure):
        told = {unit.lower() for amount, unit in _PERIOD.findall(time.note) if _bare(amount) == _bare(time.amount)}
        if time.unit and told and time.unit.lower() not in told:
            yield Seen(f"{_printed(time)}: {time.note}", way.channel)


def _times(procedure: NationalProcedure) -> Iterator[tuple[Way, PrintedTime]]:
    return ((way, time) for way in procedure.ways for time in way.times)


def _is_told(amount: int, told: list[str]) -> bool:
    """Named as it is, or as the sum of the steps that the text names."""
    return any(float(each) == amount for each in told) or sum(map(float, told)) == amount


def _printed(time: PrintedTime) -> str:
    return f"{time.amount} {time.unit}".strip()


def _bare(number: str) -> str:
    return number.replace(",", ".").lstrip("0") or "0"


CHECKS: tuple[Check[NationalProcedure], ...] = (
    Check("no_channel", "no way of filing is given", _no_channel),
    Check("no_time", "a channel without a time limit", _no_time),
    Check("time_is_text", "text stands where the number of days should be", _text_for_number),
    Check("time_not_whole", "the time is a fraction: half-days or hours must be meant", _not_whole),
    Check("time_without_unit", "a number of what? The unit is missing", _no_unit),
    Check("several_times", "several times in one channel: cases without their conditions", _several),
    Check("times_differ_by_channel", "the time differs by channel", _differ_by_channel),
    Check("time_differs_from_text", "the number is not the one that its text names", _differs_from_text),
    Check("unit_differs_from_text", "the text gives the same number with another unit", _unit_differs_from_text),
)
