"""Where the national catalogue and a procedure of ours differ. A person settles it; nothing is taken over."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.national.doctor.documents import number_in
from motcua.blueprints.catalogue.national.entry import NationalProcedure
from motcua.foundation.calendar.arithmetic import Unit
from motcua.foundation.text.folding import fold

CHANNELS = ("online", "counter", "post")
UNITS = {"ngày làm việc": Unit.WORKING_DAY, "ngày": Unit.DAY, "giờ": Unit.HOUR, "tháng": Unit.MONTH}
_WORDS = re.compile(r"\w+")
#: Two names mean one thing when so much of the shorter one is in the longer one.
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Lasting:
    """A time in one channel. `unit` is a `Unit`, or what was printed."""

    channel: str
    amount: str
    unit: str


Said = str | Lasting


@dataclass(frozen=True, slots=True)
class Difference:
    """What only we say, and what only the nation says, about one part."""

    part: str
    ours: tuple[Said, ...]
    theirs: tuple[Said, ...]


def differences(definition: Definition, national: NationalProcedure) -> tuple[Difference, ...]:
    """The parts that differ, in the order in which a person reads a procedure."""
    found = (
        _texts("name", [definition.name], [national.name]),
        _texts("sector", [definition.sector.name], [national.sector]),
        _texts("agency", [definition.competence.name], [national.agency]),
        _exact("time", _our_times(definition), _their_times(national)),
        _exact("fee", _our_amounts(definition), _their_amounts(national)),
        _texts("papers", _our_papers(definition), _their_papers(national)),
        _texts("results", [each.name for each in definition.results], [each.name for each in national.results]),
        _exact("legal_basis", _our_documents(definition), _their_documents(national)),
    )
    return tuple(each for each in found if each.ours or each.theirs)


def between(before: NationalProcedure, after: NationalProcedure) -> tuple[Difference, ...]:
    """What the nation said before and what it says now, word by word: it copies its own texts, and so do we."""
    found = (_exact(part, said(before), said(after)) for part, said in _SAID.items())
    return tuple(each for each in found if each.ours or each.theirs)


def _exact(part: str, ours: Iterable[Said], theirs: Iterable[Said]) -> Difference:
    mine, yours = dict.fromkeys(ours), dict.fromkeys(theirs)
    return Difference(
        part, tuple(each for each in mine if each not in yours), tuple(each for each in yours if each not in mine)
    )


def _texts(part: str, ours: Iterable[str], theirs: Iterable[str]) -> Difference:
    """Texts are written anew each time: those that say nearly the same are the same."""
    mine, yours = [*filter(None, ours)], [*filter(None, theirs)]
    return Difference(part, _without_match(mine, yours), _without_match(yours, mine))


def _without_match(texts: list[str], others: list[str]) -> tuple[str, ...]:
    known = [_words(other) for other in others]
    return tuple(dict.fromkeys(text for text in texts if not any(_alike(_words(text), other) for other in known)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) >= _ALIKE * min(len(one), len(other))


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(fold(text)))


def _our_times(definition: Definition) -> Iterable[Lasting]:
    for limit in definition.time_limits:
        for channel in CHANNELS:
            if definition.channels.are_open(channel) and limit.channel in ("any", channel):
                yield Lasting(channel, str(limit.amount), limit.unit.value)


def _their_times(national: NationalProcedure) -> Iterable[Lasting]:
    for way in national.ways:
        for time in way.times:
            if time.amount:
                unit = UNITS.get(time.unit.lower())
                yield Lasting(way.channel, time.amount.lstrip("0") or "0", unit.value if unit else time.unit)


def _our_amounts(definition: Definition) -> Iterable[str]:
    return (str(rate.amount) for fee in definition.fees for rate in fee.rates if rate.amount)


def _their_amounts(national: NationalProcedure) -> Iterable[str]:
    fees = (fee for way in national.ways for time in way.times for fee in time.fees)
    return (f"{fee.amount} USD" if fee.unit.upper() == "USD" else fee.amount for fee in fees if fee.amount.strip("0"))


def _our_papers(definition: Definition) -> Iterable[str]:
    return (paper.name for group in definition.paper_groups for paper in group.papers)


def _their_papers(national: NationalProcedure) -> Iterable[str]:
    return (paper.name for case in national.paper_cases for paper in case.papers)


def _our_documents(definition: Definition) -> Iterable[str]:
    return (number_in(basis.number) or basis.number for basis in definition.legal_basis)


def _their_documents(national: NationalProcedure) -> Iterable[str]:
    numbers = (number_in(basis.number or basis.title) for basis in national.legal_basis)
    return (number for number in numbers if number)


_SAID: dict[str, Callable[[NationalProcedure], Iterable[Said]]] = {
    "name": lambda one: [one.name],
    "sector": lambda one: [one.sector],
    "agency": lambda one: [one.agency],
    "applicants": lambda one: one.applicants,
    "time": _their_times,
    "fee": _their_amounts,
    "papers": _their_papers,
    "steps": lambda one: [step for case in one.step_cases for step in case.steps],
    "requirements": lambda one: filter(None, [one.requirements]),
    "results": lambda one: [each.name for each in one.results],
    "legal_basis": _their_documents,
    "decision": lambda one: filter(None, [one.decision]),
}
