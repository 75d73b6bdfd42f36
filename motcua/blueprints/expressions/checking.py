"""What is wrong with a tree, told before anything is published: functions, fields, number and kind of arguments."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.blueprints.expressions.dates import is_date
from motcua.blueprints.expressions.functions import EQUALITIES, FUNCTIONS, ORDERINGS, Function, Kind
from motcua.blueprints.expressions.tree import Call, FieldAnswer, Path, Tree, Value

FieldKinds = Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Mistake:
    at: Path
    expected: str
    found: str


def mistakes(tree: Tree, *, fields: FieldKinds, gives: Kind = Kind.ANY) -> Iterator[Mistake]:
    """Every mistake in the tree, and one more where it gives another kind than is wanted here."""
    found = _kind(tree, fields)
    if not _fits(found, gives):
        yield Mistake(tree.at, f"an expression that gives {gives}", found)
    yield from _within(tree, fields)


def _within(tree: Tree, fields: FieldKinds) -> Iterator[Mistake]:
    if isinstance(tree, FieldAnswer) and tree.key not in fields:
        yield Mistake(tree.at, "the key of a field or case question of this file", tree.key)
    if isinstance(tree, Call):
        yield from _call(tree, fields)
        for argument in tree.arguments:
            yield from _within(argument, fields)


def _call(call: Call, fields: FieldKinds) -> Iterator[Mistake]:
    function = FUNCTIONS.get(call.function)
    if function is None:
        yield _unknown(call)
    elif not function.takes_count(len(call.arguments)):
        yield Mistake(call.at, f"{call.function} with {_how_many(function)}", str(len(call.arguments)))
    else:
        yield from _arguments(call, function, fields)


def _arguments(call: Call, function: Function, fields: FieldKinds) -> Iterator[Mistake]:
    kinds = [_kind(argument, fields) for argument in call.arguments]
    for number, (argument, kind) in enumerate(zip(call.arguments, kinds, strict=True)):
        wanted = function.kind_at(number)
        if not _fits(kind, wanted):
            yield Mistake(argument.at, f"{wanted} as argument {number + 1} of {call.function}", kind)
    if call.function in ORDERINGS | EQUALITIES and not (_fits(kinds[0], kinds[1]) or _fits(kinds[1], kinds[0])):
        yield Mistake(call.at, f"both sides of {call.function} of one kind", f"{kinds[0]} and {kinds[1]}")
    if call.function in ORDERINGS and any(kind not in _ORDERED for kind in kinds):
        yield Mistake(call.at, f"numbers or dates to compare with {call.function}", f"{kinds[0]} and {kinds[1]}")


_ORDERED = frozenset({Kind.NUMBER, Kind.DATE, Kind.ANY})


def _kind(tree: Tree, fields: FieldKinds) -> Kind:
    match tree:
        case Value(value=value):
            return _kind_of_constant(value)
        case FieldAnswer(key=key):
            return fields.get(key, Kind.ANY)
        case Call(function=name):
            return FUNCTIONS[name].gives if name in FUNCTIONS else Kind.ANY


def _kind_of_constant(value: object) -> Kind:
    match value:
        case bool():
            return Kind.BOOLEAN
        case int() | float():
            return Kind.NUMBER
        case str():
            return Kind.DATE if is_date(value) else Kind.TEXT
        case list() | tuple():
            return Kind.LIST
    return Kind.ANY


def _fits(kind: Kind, wanted: Kind) -> bool:
    return Kind.ANY in (kind, wanted) or kind is wanted or (kind is Kind.DATE and wanted is Kind.TEXT)


def _how_many(function: Function) -> str:
    count = len(function.takes)
    return f"{'at least ' if function.more else ''}{count} argument{'' if count == 1 else 's'}"


def unknown_functions(tree: Tree) -> Iterator[Mistake]:
    """Calls of functions that are not in the closed list."""
    if isinstance(tree, Call):
        if tree.function not in FUNCTIONS:
            yield _unknown(tree)
        for argument in tree.arguments:
            yield from unknown_functions(argument)


def _unknown(call: Call) -> Mistake:
    return Mistake(call.at, f"one of the functions {', '.join(sorted(FUNCTIONS))}", call.function)
