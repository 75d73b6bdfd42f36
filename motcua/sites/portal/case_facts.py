"""The case of a person in words: what is asked for, what is not, how long and how much. The script says the same."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue import fees
from motcua.blueprints.catalogue.case import Case, FeeInCase, Standing, as_data
from motcua.blueprints.catalogue.definition import Definition, Fee, GroupRule, PaperGroup, Rate, RequiredPaper
from motcua.sites.portal import procedure_facts, words
from motcua.sites.ui import formats


@dataclass(frozen=True, slots=True)
class PaperLine:
    paper: RequiredPaper
    standing: Standing
    note: str
    #: Which case asks for it, while an answer is missing.
    condition: str


@dataclass(frozen=True, slots=True)
class GroupLine:
    group: PaperGroup
    papers: tuple[PaperLine, ...]

    @property
    def is_shown(self) -> bool:
        return any(line.standing is not Standing.NO for line in self.papers)


@dataclass(frozen=True, slots=True)
class FeeLine:
    #: Empty while nothing is due.
    amount: str
    note: str
    #: What an answer may yet bring.
    perhaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InWords:
    groups: tuple[GroupLine, ...]
    time: str
    time_perhaps: tuple[str, ...]
    fee: str
    #: By key: those that are due or may be.
    fees: Mapping[str, FeeLine]
    papers: str


def in_words(definition: Definition, found: Case, *, on: date) -> InWords:
    groups = tuple(_group(group, found) for group in definition.paper_groups)
    lines = {fee.key: _fee(fee, found.fees[fee.key], on=on) for fee in definition.fees}
    limits = {limit.key: limit for limit in definition.time_limits}
    return InWords(
        groups=groups,
        time=", ".join(limit_words(definition, key) for key in found.limits),
        time_perhaps=tuple(f"{limit_words(definition, key)}: {limits[key].name}" for key in found.open_limits),
        fee=_total(found),
        fees={key: line for key, line in lines.items() if line.amount or line.perhaps},
        papers=_number(groups),
    )


def limit_words(definition: Definition, key: str) -> str:
    limit = next(each for each in definition.time_limits if each.key == key)
    return _("cộng thêm %(period)s") % {"period": words.limit(limit)} if limit.adds_to else words.limit(limit)


def data(definition: Definition, *, on: date) -> dict[str, Any]:
    """What the script reckons with, and the words that it puts on the page."""
    found = as_data(definition, on=on, locality=settings.PROVINCE_NAME)
    limits = {limit["key"]: limit for limit in found["limits"]}
    for limit in definition.time_limits:
        limits[limit.key]["words"] = limit_words(definition, limit.key)
        limits[limit.key]["name"] = limit.name
    rates = {fee.key: fees.rates_here(fee, on=on, locality=settings.PROVINCE_NAME) for fee in definition.fees}
    exempt = {e.key: e.label for fee in definition.fees for e in fee.exemptions}
    for fee in found["fees"]:
        for rate, drawn in zip(rates[fee["key"]], fee["rates"], strict=True):
            drawn |= {"note": rate.note, "perhaps": _perhaps(rate), "per": _per(rate)}
        fee["exemptions"] = [{**each, "label": exempt[each["key"]]} for each in fee["exemptions"]]
    return found | {
        "groups": [
            {"key": g.key, "one": g.rule is GroupRule.ONE_OF, "papers": [p.key for p in g.papers]}
            for g in definition.paper_groups
        ],
        "words": {
            "dong": formats.dong(0).replace("0", "%s"),
            "separator": formats.number(1000)[1],
            "free": _("Miễn phí"),
            "exempt": _("Miễn"),
            "perhaps": _("Có thể:"),
            "unset": _("Phí do tỉnh quy định"),
            "open": _("Tùy trường hợp"),
            "at_least": _("Ít nhất %(count)s") % {"count": "%s"},
        },
    }


def _group(group: PaperGroup, found: Case) -> GroupLine:
    lines = tuple(
        PaperLine(
            paper,
            found.papers[paper.key],
            procedure_facts.paper_note_here(paper),
            paper.when_text or group.when_text or _("Tùy câu trả lời ở trên"),
        )
        for paper in group.papers
    )
    return GroupLine(group, lines)


def _number(groups: tuple[GroupLine, ...]) -> str:
    """How many papers are brought; no number is a promise while an answer may bring another one."""
    least = sum(_count(group, {Standing.YES}) for group in groups)
    most = sum(_count(group, {Standing.YES, Standing.OPEN}) for group in groups)
    if least == most:
        return str(least)
    return _("Ít nhất %(count)s") % {"count": least} if least else _("Tùy trường hợp")


def _count(line: GroupLine, counted: Collection[Standing]) -> int:
    """Of a group in which one is enough, one is brought."""
    needed = sum(paper.standing in counted and paper.paper.required for paper in line.papers)
    return min(needed, 1) if line.group.rule is GroupRule.ONE_OF else needed


def _fee(fee: Fee, found: FeeInCase, *, on: date) -> FeeLine:
    rates = fees.rates_here(fee, on=on, locality=settings.PROVINCE_NAME)
    perhaps = tuple(_perhaps(rates[number]) for number in found.open_rates)
    if found.rate is None:
        return FeeLine("", "", perhaps)
    rate = rates[found.rate]
    exemption = next((e.label for e in fee.exemptions if e.key == found.exemption), "")
    amount = f"{formats.dong(found.amount)}{_per(rate)}" if found.amount else _("Miễn")
    return FeeLine(amount, exemption or rate.note, perhaps)


def _total(found: Case) -> str:
    """An amount or "free" only where no answer that is missing can change it to the worse."""
    due = sum(fee.amount for fee in found.fees.values())
    if due:
        return formats.dong(due)
    if found.unset is Standing.YES:
        return _("Phí do tỉnh quy định")
    if found.unset is Standing.OPEN or any(fee.open_rates for fee in found.fees.values()):
        return _("Tùy trường hợp")
    return _("Miễn phí")


def _perhaps(rate: Rate) -> str:
    amount = f"{formats.dong(rate.amount)}{_per(rate)}" if rate.amount else _("Miễn")
    return f"{amount}: {rate.when_text}" if rate.when_text else amount


def _per(rate: Rate) -> str:
    """A rate by the piece, until the number of pieces is known."""
    return f" / {rate.per}" if rate.per and rate.formula is not None else ""
