"""The tree itself: a constant, the answer to a field, or a call of a function from the closed list.

A condition `{field, op, value}` and `{all|any: [...]}`, `{not: ...}` are short ways of writing a call.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A constant: text, number, true or false, or a list of these."""

    value: object
    at: Path = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """The answer to one field; `table.column` is the list of that column's answers."""

    key: str
    at: Path = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple["Tree", ...]
    at: Path = field(default=(), compare=False)


Tree = Value | FieldAnswer | Call


class MalformedExpression(ValueError):
    """None of the shapes that an expression can have."""

    def __init__(self, *, at: Path, expected: str, found: object) -> None:
        super().__init__(f"expected {expected}, found {found!r}")
        self.at = at
        self.expected = expected
        self.found = found


def as_json(tree: Tree) -> dict[str, object]:
    """The tree as it is handed to a browser: the three shapes, without the short ways of writing."""
    match tree:
        case Value(value=value):
            return {"value": value}
        case FieldAnswer(key=key):
            return {"field": key}
        case Call(function=name, arguments=arguments):
            return {"call": name, "args": [as_json(argument) for argument in arguments]}


SHAPES = "{value}, {field}, {field, op, value}, {call, args}, {all: [...]}, {any: [...]} or {not: ...}"


def parse(node: object, *, at: Path = ()) -> Tree:
    """Read a tree from what stood in a file. Functions and fields are checked elsewhere, where they are known."""
    if not isinstance(node, Mapping):
        raise MalformedExpression(at=at, expected=SHAPES, found=node)
    reader = _READERS.get(frozenset(node) - {"args"} if "call" in node else frozenset(node))
    if reader is None:
        raise MalformedExpression(at=at, expected=SHAPES, found=sorted(map(str, node)))
    return reader(node, at)


def fields_of(tree: Tree) -> frozenset[str]:
    """Every field whose answer the tree reads, tables without their column."""
    if isinstance(tree, FieldAnswer):
        return frozenset({tree.key.partition(".")[0]})
    if isinstance(tree, Call):
        return frozenset().union(*(fields_of(argument) for argument in tree.arguments))
    return frozenset()


def _value(node: Mapping[str, object], at: Path) -> Tree:
    return Value(node["value"], at)


def _field(node: Mapping[str, object], at: Path) -> Tree:
    return FieldAnswer(_text(node["field"], (*at, "field")), at)


def _condition(node: Mapping[str, object], at: Path) -> Tree:
    asked = FieldAnswer(_text(node["field"], (*at, "field")), (*at, "field"))
    return Call(_text(node["op"], (*at, "op")), (asked, Value(node["value"], (*at, "value"))), at)


def _call(node: Mapping[str, object], at: Path) -> Tree:
    return Call(_text(node["call"], (*at, "call")), _list(node.get("args", []), (*at, "args")), at)


def _all(node: Mapping[str, object], at: Path) -> Tree:
    return Call("all", _list(node["all"], (*at, "all")), at)


def _any(node: Mapping[str, object], at: Path) -> Tree:
    return Call("any", _list(node["any"], (*at, "any")), at)


def _not(node: Mapping[str, object], at: Path) -> Tree:
    return Call("not", (parse(node["not"], at=(*at, "not")),), at)


def _list(nodes: object, at: Path) -> tuple[Tree, ...]:
    if not isinstance(nodes, list | tuple):
        raise MalformedExpression(at=at, expected="a list of expressions", found=nodes)
    return tuple(parse(node, at=(*at, number)) for number, node in enumerate(nodes))


def _text(node: object, at: Path) -> str:
    if not isinstance(node, str):
        raise MalformedExpression(at=at, expected="a name", found=node)
    return node


_READERS = {
    frozenset({"value"}): _value,
    frozenset({"field"}): _field,
    frozenset({"field", "op", "value"}): _condition,
    frozenset({"call"}): _call,
    frozenset({"all"}): _all,
    frozenset({"any"}): _any,
    frozenset({"not"}): _not,
}
