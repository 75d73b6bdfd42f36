"""What a schema cannot say about a definition: names that must exist, limits that must be one, dates in order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from motcua.blueprints.catalogue.checking_tests import mistakes_in_tests
from motcua.blueprints.catalogue.definition import Definition, Fee, GroupRule, TimeLimit
from motcua.blueprints.catalogue.expressions_in import expressions_in
from motcua.blueprints.expressions import checking
from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.expressions.tree import Call, FieldAnswer, Path, Tree, Value
from motcua.blueprints.forms.checking import form_mistakes
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.workflows.checking import checked
from motcua.foundation.organisations.kinds import AgencyKind

#: Kinds of agency of which there is one per commune, so that the form must say in which.
BY_COMMUNE = frozenset({AgencyKind.COMMUNE_COMMITTEE, AgencyKind.COMMUNE_POLICE, AgencyKind.LAND_OFFICE_BRANCH})


def mistakes(definition: Definition) -> Iterator[Mistake]:
    """Every mistake, at its path in the file."""
    yield from form_mistakes(definition.form)
    yield from _expression_mistakes(definition)
    yield from _limit_mistakes(definition.time_limits)
    yield from _fee_mistakes(definition.fees)
    yield from _paper_mistakes(definition)
    yield from _competence_mistakes(definition)
    yield from _handling_mistakes(definition)
    yield from mistakes_in_tests(definition)
    for mistake in checked(definition.process):
        yield Mistake(("process", *mistake.at), mistake.expected, mistake.found)


def _handling_mistakes(definition: Definition) -> Iterator[Mistake]:
    """On one day a procedure is handled in one place."""
    days = Counter(each.valid_from for each in definition.handlings)
    for number, each in enumerate(definition.handlings):
        if days[each.valid_from] > 1:
            expected = "a day on which no other line begins"
            yield Mistake(("handled", number, "valid_from"), expected, each.valid_from.isoformat())


def _expression_mistakes(definition: Definition) -> Iterator[Mistake]:
    fields = definition.form.fields
    kinds = field_kinds(fields)
    for tree, gives in expressions_in(definition):
        yield from checking.mistakes(tree, fields=kinds, gives=gives)
        yield from _option_mistakes(tree, fields)


def field_kinds(fields: Mapping[str, Field]) -> dict[str, Kind]:
    """The kind of each answer, and of each table's columns as lists."""
    kinds = {key: type_of(each).kind for key, each in fields.items()}
    columns = {f"{key}.{column.key}": Kind.LIST for key, each in fields.items() for column in each.columns}
    return kinds | columns


def _option_mistakes(tree: Tree, fields: Mapping[str, Field]) -> Iterator[Mistake]:
    """A condition on a choice names a value that can be chosen."""
    match tree:
        case Call(
            function="eq" | "ne" | "in" | "not_in" | "contains", arguments=(FieldAnswer(key=key), Value() as value)
        ):
            asked = fields.get(key)
            if asked and asked.options and not asked.options_open:
                wanted = value.value if isinstance(value.value, list) else [value.value]
                for each in wanted:
                    if each not in asked.choices:
                        yield Mistake(value.at, f"one of {', '.join(asked.choices)}", str(each))
        case Call(arguments=arguments):
            for argument in arguments:
                yield from _option_mistakes(argument, fields)


def _limit_mistakes(limits: tuple[TimeLimit, ...]) -> Iterator[Mistake]:
    defaults = [number for number, limit in enumerate(limits) if limit.default]
    if len(defaults) != 1:
        at: Path = ("time_limits", defaults[1], "default") if defaults else ("time_limits",)
        yield Mistake(at, "exactly one time limit with default: true", str(len(defaults)))
    yield from _repeated([limit.key for limit in limits], ("time_limits",))
    keys = {limit.key for limit in limits}
    for number, limit in enumerate(limits):
        if limit.adds_to is not None and limit.adds_to not in keys - {limit.key}:
            yield Mistake(("time_limits", number, "adds_to"), "the key of another time limit", limit.adds_to)
        if not (limit.default or limit.when or limit.manual):
            yield Mistake(("time_limits", number), "when, default: true or manual: true", "none of them")


def _fee_mistakes(fees: tuple[Fee, ...]) -> Iterator[Mistake]:
    yield from _repeated([fee.key for fee in fees], ("fees",))
    for number, fee in enumerate(fees):
        for place, rate in enumerate(fee.rates):
            if rate.valid_from and rate.valid_to and rate.valid_to < rate.valid_from:
                at = ("fees", number, "rates", place, "valid_to")
                yield Mistake(at, f"a day from {rate.valid_from} on", str(rate.valid_to))


def _paper_mistakes(definition: Definition) -> Iterator[Mistake]:
    seen: set[str] = set()
    for number, group in enumerate(definition.paper_groups):
        for place, paper in enumerate(group.papers):
            at = ("papers", "groups", number, "papers", place)
            if paper.key in seen:
                yield Mistake((*at, "key"), "a key that no other paper has", paper.key)
            seen.add(paper.key)
            if group.rule is GroupRule.CONDITIONAL and paper.required and paper.when is None and group.when is None:
                yield Mistake(
                    at, "when, or a group with rule: all", "a required paper without condition in a conditional group"
                )


def _competence_mistakes(definition: Definition) -> Iterator[Mistake]:
    competence = definition.competence
    for number, key in enumerate(competence.territory_fields):
        asked = definition.form.fields.get(key)
        if asked is None or asked.type not in ("address", "admin_unit"):
            at = ("competence", "territory_fields", number)
            yield Mistake(at, "the key of an address field of the form", key)
    if competence.kind in BY_COMMUNE and not competence.territory_fields and competence.rule != "any_in_country":
        yield Mistake(("competence",), "territory_fields, for an agency of a commune", "none")


def _repeated(keys: list[str], at: Path) -> Iterator[Mistake]:
    for key, times in Counter(keys).items():
        if times > 1:
            last = len(keys) - 1 - keys[::-1].index(key)
            yield Mistake((*at, last, "key"), "a key that stands once", key)


def unknown_lists(node: Any, lists: Mapping[str, object], at: Path = ()) -> Iterator[Mistake]:
    """Every options_ref that names no list, wherever it stands."""
    if isinstance(node, dict):
        wanted = node.get("options_ref")
        if isinstance(wanted, str) and wanted not in lists:
            yield Mistake((*at, "options_ref"), "a list of option_lists.yaml", wanted)
        for key, child in node.items():
            yield from unknown_lists(child, lists, (*at, key))
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from unknown_lists(child, lists, (*at, number))
