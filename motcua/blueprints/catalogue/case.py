"""What applies to one case, as far as the answers go: each paper is asked for, not asked for, or waits for an answer.

The browser reckons the same from `as_data` while the person chooses; a test holds the two against each other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from motcua.blueprints.catalogue.definition import Definition, Fee, PaperGroup, Rate, RequiredPaper, TimeLimit
from motcua.blueprints.catalogue.fees import amount_of, fees_not_set, rates_here
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import evaluate, holds
from motcua.blueprints.expressions.tree import Tree, as_json
from motcua.blueprints.forms.answers import computed
from motcua.blueprints.forms.definition import AnsweredBy, Field

Answers = Mapping[str, Any]


class Standing(StrEnum):
    YES = "yes"
    NO = "no"
    #: Another answer decides.
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FeeInCase:
    """`rate` and `open_rates` are places in the list of `rates_here`; without a rate nothing is due as yet."""

    rate: int | None
    amount: int
    exemption: str
    open_rates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Case:
    papers: Mapping[str, Standing]
    #: Keys of time limits: the one that holds, then those that add to it; and those that wait for an answer.
    limits: tuple[str, ...]
    open_limits: tuple[str, ...]
    fees: Mapping[str, FeeInCase]
    #: Whether a fee that the province has yet to set would fall due.
    unset: Standing


def answers_in(definition: Definition, given: Answers, *, on: date, channel: str) -> dict[str, Any]:
    """Answers to questions that this case asks, with what the system makes of them."""
    asked = (question.key for question in questions_asked(definition, given, on=on, channel=channel))
    known = {key: given[key] for key in asked if given.get(key) is not None}
    return {**known, **computed(definition.form, known, Context(today=on, channel=channel))}


def questions_asked(definition: Definition, given: Answers, *, on: date, channel: str) -> list[Field]:
    """The questions that are the applicant's to answer in this case."""
    form, context = definition.form, Context(today=on, channel=channel)
    questions = (form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT))
    return [each for each in questions if holds(each.visible_when, given, context)]


def case(definition: Definition, given: Answers, *, channel: str, on: date, locality: str) -> Case:
    known = answers_in(definition, given, on=on, channel=channel)
    context = Context(today=on, channel=channel)
    limits, open_limits = _limits(definition, known, context)
    return Case(
        papers={
            paper.key: _paper(group, paper, known, context)
            for group in definition.paper_groups
            for paper in group.papers
        },
        limits=limits,
        open_limits=open_limits,
        fees={fee.key: _fee(fee, known, context, locality) for fee in definition.fees},
        unset=_any(_standing(tree, known, context) for tree in _unset(definition, on=on, locality=locality)),
    )


def as_data(definition: Definition, *, on: date, locality: str) -> dict[str, Any]:
    """All that the browser needs to reckon the same."""
    form = definition.form
    return {
        "today": on.isoformat(),
        "questions": [
            {"key": each.key, "type": each.type, "when": _tree(form.fields[each.key].visible_when)}
            for each in form.asked_of(AnsweredBy.APPLICANT)
        ],
        "computed": [{"key": each.key, "tree": _tree(each.computed)} for each in form.computed_fields],
        "papers": [
            {
                "key": paper.key,
                "when": [_tree(group.when), _tree(paper.when)],
                "is_form": paper.is_form,
                "required": paper.required,
            }
            for group in definition.paper_groups
            for paper in group.papers
        ],
        "limits": [_limit_data(limit) for limit in _in_order(definition.time_limits)],
        "fees": [
            {
                "key": fee.key,
                "rates": [_rate_data(rate) for rate in rates_here(fee, on=on, locality=locality)],
                "exemptions": [{"key": e.key, "when": _tree(e.when)} for e in fee.exemptions if e.when is not None],
            }
            for fee in definition.fees
        ],
        "unset": [_tree(tree) for tree in _unset(definition, on=on, locality=locality)],
    }


def _paper(group: PaperGroup, paper: RequiredPaper, known: Answers, context: Context) -> Standing:
    if context.channel == "online" and paper.is_form:
        return Standing.NO
    return _both(_standing(group.when, known, context), _standing(paper.when, known, context))


def _limits(definition: Definition, known: Answers, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """As `time_limits.applicable` has it; what an officer picks waits for no answer."""
    here = [limit for limit in _in_order(definition.time_limits) if limit.channel in ("any", context.channel)]
    special = [limit for limit in here if not limit.default and not limit.manual]
    standing = {limit.key: _standing(limit.when, known, context) for limit in special}
    holding = [limit for limit in special if standing[limit.key] is Standing.YES]
    base = next((limit for limit in holding if limit.adds_to is None), definition.default_limit)
    added = [limit for limit in holding if limit.adds_to is not None]
    waiting = tuple(limit.key for limit in special if standing[limit.key] is Standing.OPEN)
    return (base.key, *(limit.key for limit in added)), waiting


def _in_order(limits: tuple[TimeLimit, ...]) -> list[TimeLimit]:
    """Those that name a channel go before those that do not; then as in the file."""
    return sorted(limits, key=lambda limit: limit.channel == "any")


def _fee(fee: Fee, known: Answers, context: Context, locality: str) -> FeeInCase:
    """The most specific rate that holds, and those before it that an answer may yet bring up."""
    rates = list(enumerate(rates_here(fee, on=context.today, locality=locality)))
    open_rates: list[int] = []
    for number, rate in rates:
        standing = _standing(rate.when, known, context)
        if rate.channel not in ("any", context.channel) or standing is Standing.NO:
            continue
        if standing is Standing.YES:
            exempt = next((e.key for e in fee.exemptions if e.when and holds(e.when, known, context)), "")
            amount = 0 if exempt else amount_of(rate, known, context)
            return FeeInCase(number, amount, exempt, tuple(open_rates))
        open_rates.append(number)
    return FeeInCase(None, 0, "", tuple(open_rates))


_OF_VALUE = {True: Standing.YES, None: Standing.OPEN}


def _standing(tree: Tree | None, known: Answers, context: Context) -> Standing:
    if tree is None:
        return Standing.YES
    value = evaluate(tree, known, context)
    return _OF_VALUE[value] if value is True or value is None else Standing.NO


def _both(first: Standing, second: Standing) -> Standing:
    """No wins over open, open over yes."""
    return next(each for each in (Standing.NO, Standing.OPEN, Standing.YES) if each in (first, second))


def _unset(definition: Definition, *, on: date, locality: str) -> list[Tree | None]:
    """When a fee that is not set here would be due, judged by the conditions that other provinces set theirs on."""
    unset = fees_not_set(definition, on=on, locality=locality)
    return [when for fee in unset for when in ([rate.when for rate in fee.rates] or [None])]


def _any(found: Iterable[Standing]) -> Standing:
    """Yes wins over open, open over no."""
    standings = set(found)
    return next((each for each in (Standing.YES, Standing.OPEN) if each in standings), Standing.NO)


def _limit_data(limit: TimeLimit) -> dict[str, Any]:
    return {
        "key": limit.key,
        "channel": limit.channel,
        "when": _tree(limit.when),
        "adds": limit.adds_to is not None,
        "default": limit.default,
        "manual": limit.manual,
    }


def _rate_data(rate: Rate) -> dict[str, Any]:
    return {
        "channel": rate.channel,
        "amount": rate.amount,
        "when": _tree(rate.when),
        "formula": _tree(rate.formula),
    }


def _tree(tree: Tree | None) -> dict[str, object] | None:
    return None if tree is None else as_json(tree)
