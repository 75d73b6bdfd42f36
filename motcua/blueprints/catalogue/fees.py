"""Phí, lệ phí: what is due in a case, from the most specific rate in force."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from motcua.blueprints.catalogue.definition import Definition, Exemption, Fee, FeeKind, Rate
from motcua.blueprints.catalogue.fee_choice import (
    RateChoice,
    choice_of,
    is_here,
    is_in_force,
    is_of_channel,
    specificity,
)
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import evaluate, holds
from motcua.blueprints.forms.answers import computed

Answers = Mapping[str, object]
#: Key of the fee and of its exemption.
Granted = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee that is due, in whole đồng, with the clause it rests on. Nought is a line too: it says "free"."""

    key: str
    name: str
    kind: FeeKind
    amount: int
    per: str
    basis: str
    confidence: str
    note: str
    choice: RateChoice
    #: Why nothing is due, when the person is exempt.
    exemption: str = ""


def fees_due(
    definition: Definition,
    *,
    answers: Answers,
    channel: str,
    on: date,
    locality: str,
    exempted: Collection[Granted] = (),
) -> tuple[FeeLine, ...]:
    """What this case costs. A fee that nobody has set here, and one whose case this is not, gives no line.

    `exempted` are those that an officer has granted from a paper. What the system answers itself, such
    as whether a birth is late, is reckoned here where the answers do not hold it yet.
    """
    context = Context(today=on, channel=channel)
    known = {**computed(definition.form, answers, context), **answers}
    lines = (_line(fee, known, context, locality, exempted) for fee in definition.fees)
    return tuple(line for line in lines if line is not None)


def stored(line: FeeLine) -> dict[str, Any]:
    """As what is due keeps it."""
    return asdict(line, dict_factory=_as_json)


def total(lines: tuple[FeeLine, ...]) -> int:
    return sum(line.amount for line in lines)


def fees_not_set(definition: Definition, *, on: date, locality: str) -> tuple[Fee, ...]:
    """Fees that the province must set and that no rate in force here sets: for administrators to see."""
    return tuple(
        fee
        for fee in definition.fees
        if fee.set_by == "province_council"
        and not any(is_here(rate, locality) and is_in_force(rate, on) for rate in fee.rates)
    )


def fees_not_set_in_case(
    definition: Definition, *, answers: Answers, channel: str, on: date, locality: str
) -> tuple[Fee, ...]:
    """Those of them that these answers do not rule out, judged by the conditions that other provinces set theirs on."""
    context = Context(today=on, channel=channel)
    known = {**computed(definition.form, answers, context), **answers}
    return tuple(
        fee
        for fee in fees_not_set(definition, on=on, locality=locality)
        if not fee.rates
        or any(rate.when is None or evaluate(rate.when, known, context) is not False for rate in fee.rates)
    )


def rate_for(fee: Fee, *, answers: Answers, context: Context, locality: str) -> Rate | None:
    """The most specific rate that fits."""
    here = rates_here(fee, on=context.today, locality=locality)
    return next((r for r in here if is_of_channel(r, context.channel) and holds(r.when, answers, context)), None)


def rates_here(fee: Fee, *, on: date, locality: str) -> list[Rate]:
    """Those in force, the most specific first: the locality's own, then dated, of a channel, with a condition."""
    here = [rate for rate in fee.rates if is_here(rate, locality) and is_in_force(rate, on)]
    return sorted(here, key=specificity, reverse=True)


def amount_of(rate: Rate, answers: Answers, context: Context) -> int:
    """A formula that lacks an answer gives the rate itself: the least that will be due."""
    if rate.formula is None:
        return rate.amount
    value = evaluate(rate.formula, answers, replace(context, rate=rate.amount))
    return int(value) if isinstance(value, int | float) else rate.amount


def _as_json(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in pairs}


def _line(fee: Fee, answers: Answers, context: Context, locality: str, exempted: Collection[Granted]) -> FeeLine | None:
    rate = rate_for(fee, answers=answers, context=context, locality=locality)
    if rate is None:
        return None
    granted = {key for of, key in exempted if of == fee.key}
    exemption = next((each for each in fee.exemptions if _is_exempt(each, answers, context, granted)), None)
    choice = choice_of(
        fee,
        rate,
        fits=lambda each: holds(each.when, answers, context),
        channel=context.channel,
        on=context.today,
        locality=locality,
    )
    return FeeLine(
        key=fee.key,
        name=fee.name,
        kind=fee.kind,
        amount=0 if exemption else amount_of(rate, answers, context),
        per=rate.per,
        basis=rate.basis,
        confidence=rate.confidence,
        note=rate.note,
        choice=choice,
        exemption=exemption.label if exemption else "",
    )


def _is_exempt(exemption: Exemption, answers: Answers, context: Context, granted: Collection[str]) -> bool:
    return exemption.key in granted or (exemption.when is not None and holds(exemption.when, answers, context))
