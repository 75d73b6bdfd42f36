"""Which time limits hold in a case: one of them, and what is added to it."""

from collections.abc import Collection, Mapping
from datetime import date

from motcua.blueprints.catalogue.definition import Definition, TimeLimit
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.foundation.refusals import Refusal


class LimitUnknown(Refusal):
    """The procedure version has no time limit of that name."""


def applicable(
    definition: Definition, *, answers: Mapping[str, object], channel: str, manual: Collection[str] = ()
) -> tuple[TimeLimit, ...]:
    """The limit of this case first, then those that add to it.

    The default holds when no other case does. `manual` are keys that an officer picked: they hold whatever the
    answers say. Of several cases that would stand in the default's place, the one picked wins, then the one that
    names this channel, then the first of the file.
    """
    picked = frozenset(manual)
    unknown = picked - {limit.key for limit in definition.time_limits}
    if unknown:
        raise LimitUnknown(keys=sorted(unknown))
    open_here = [limit for limit in definition.time_limits if limit.channel in ("any", channel)]
    # Conditions of time limits read answers and channel, not the calendar; any day will do.
    context = Context(today=date.min, channel=channel)
    holding = [limit for limit in open_here if limit.key in picked or _holds(limit, answers, context)]
    replacing = [limit for limit in holding if limit.adds_to is None and not limit.default]
    base = min(replacing, key=lambda limit: (limit.key not in picked, limit.channel == "any"), default=None)
    return (base or definition.default_limit, *(limit for limit in holding if limit.adds_to is not None))


def limits_to_pick(definition: Definition) -> tuple[TimeLimit, ...]:
    """Those that an officer may pick at reception: all but the default."""
    return tuple(limit for limit in definition.time_limits if not limit.default)


def _holds(limit: TimeLimit, answers: Mapping[str, object], context: Context) -> bool:
    return not limit.manual and not limit.default and holds(limit.when, answers, context)
