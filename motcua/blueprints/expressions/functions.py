"""The closed list of functions. A definition that uses any other does not load.

Null: an unanswered field is null. A function with a null argument gives null, unless it is marked `sees_null`; so does
one that is given a value of a wrong kind, because what was typed into a draft may be no date and no number.
Comparing with null gives null; `all`, `any` and `not` reckon with three values (true, false, not known yet).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from motcua.blueprints.expressions import dates, logic
from motcua.blueprints.expressions.context import Context


class Kind(StrEnum):
    """What an expression gives, as far as checking needs to know."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    LIST = "list"
    ANY = "any"


Compute = Callable[[Context, Sequence[object]], object]


@dataclass(frozen=True, slots=True)
class Function:
    """`takes` names the kind of each argument; with `more`, the last may be repeated."""

    takes: tuple[Kind, ...]
    gives: Kind
    compute: Compute
    more: bool = False
    sees_null: bool = False

    def takes_count(self, count: int) -> bool:
        return count >= len(self.takes) if self.more else count == len(self.takes)

    def kind_at(self, number: int) -> Kind:
        return self.takes[min(number, len(self.takes) - 1)]


B, N, T, D, L, A = Kind.BOOLEAN, Kind.NUMBER, Kind.TEXT, Kind.DATE, Kind.LIST, Kind.ANY

FUNCTIONS: dict[str, Function] = {
    # Three-valued logic.
    "all": Function((B,), B, logic.every, more=True, sees_null=True),
    "any": Function((B,), B, logic.some, more=True, sees_null=True),
    "not": Function((B,), B, lambda _, a: logic.negation(a[0])),
    # Comparison. Order is for numbers and dates; texts are only equal or not.
    "eq": Function((A, A), B, lambda _, a: logic.same(a[0], a[1])),
    "ne": Function((A, A), B, lambda _, a: not logic.same(a[0], a[1])),
    "lt": Function((A, A), B, lambda _, a: logic.order(a[0], a[1]) < 0),
    "le": Function((A, A), B, lambda _, a: logic.order(a[0], a[1]) <= 0),
    "gt": Function((A, A), B, lambda _, a: logic.order(a[0], a[1]) > 0),
    "ge": Function((A, A), B, lambda _, a: logic.order(a[0], a[1]) >= 0),
    "in": Function((A, L), B, lambda _, a: logic.among(a[0], a[1])),
    "not_in": Function((A, L), B, lambda _, a: logic.opposite(logic.among(a[0], a[1]))),
    "contains": Function((L, A), B, lambda _, a: logic.among(a[1], a[0])),
    # Answered or not.
    "filled": Function((A,), B, lambda _, a: logic.is_filled(a[0]), sees_null=True),
    "any_filled": Function((A,), B, lambda _, a: any(map(logic.is_filled, a)), more=True, sees_null=True),
    "or_else": Function((A, A), A, lambda _, a: a[0] if logic.is_filled(a[0]) else a[1], sees_null=True),
    # Numbers.
    "add": Function((N, N), N, lambda _, a: logic.total(a), more=True),
    "subtract": Function((N, N), N, lambda _, a: logic.difference(a[0], a[1])),
    "multiply": Function((N, N), N, lambda _, a: logic.product(a), more=True),
    "min": Function((N, N), N, lambda _, a: min(map(logic.number, a)), more=True),
    "max": Function((N, N), N, lambda _, a: max(map(logic.number, a)), more=True),
    # Lists: tables by column, choices. An empty row is not counted.
    "list": Function((A,), L, lambda _, a: list(a), more=True, sees_null=True),
    "count": Function((L,), N, lambda _, a: len(logic.counted(a[0]))),
    "sum": Function((L,), N, lambda _, a: logic.total(logic.counted(a[0]))),
    # Text.
    "first_token": Function((T,), T, lambda _, a: logic.first_token(a[0])),
    # Dates. Of a partial date the earliest day is meant.
    "today": Function((), D, lambda context, _: context.today.isoformat()),
    "submitted_on": Function((), D, lambda context, _: (context.submitted_on or context.today).isoformat()),
    "years_between": Function((D, D), N, lambda _, a: dates.years_between(a[0], a[1])),
    "days_between": Function((D, D), N, lambda _, a: dates.days_between(a[0], a[1])),
    "working_days_between": Function((D, D), N, dates.working_days_between),
    "date_in_words": Function((D,), T, lambda _, a: dates.in_words(a[0])),
    # The case around the answers.
    "channel": Function((), T, lambda context, _: context.channel),
    "rate": Function((), N, lambda context, _: context.rate),
}

#: Both sides must be of one kind, and of one that has an order.
ORDERINGS = frozenset({"lt", "le", "gt", "ge"})
EQUALITIES = frozenset({"eq", "ne"})
