"""Formulas of reports: sums and shares of named numbers, as a definition writes them.

Python's own parser reads them and nothing of Python runs them: only what stands in the tables below is understood.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import isfinite


class Absent(StrEnum):
    """Why there is no number. "0 or N/A" is how the index writes the first (description of formulas, QĐ 766)."""

    #: Nothing happened of which it could be a share.
    OF_NOTHING = "of_nothing"
    #: This installation has no figure of that.
    NOT_MEASURED = "not_measured"


Value = Fraction | Absent
_LONGEST = 500


class FormulaWrong(Exception):
    """A definition says something that is no formula: a mistake of whoever wrote the file."""


@dataclass(frozen=True, slots=True)
class Formula:
    text: str
    tree: ast.expr = field(compare=False, repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The numbers that it reckons with, each once, as they come."""
        return tuple(dict.fromkeys(_names(self.tree)))

    @property
    def is_sum(self) -> bool:
        """Only added up: then its dossiers are those of its parts, each of them once."""
        return all(isinstance(each, ast.Name | ast.BinOp | ast.Add | ast.Load) for each in ast.walk(self.tree))


def parse(text: str) -> Formula:
    """Raises FormulaWrong."""
    if len(text) > _LONGEST:
        raise FormulaWrong(text[:_LONGEST])
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
        raise FormulaWrong(text) from problem
    _require_known(tree, text)
    return Formula(" ".join(text.split()), tree)


def reckon(formula: Formula, numbers: Mapping[str, int]) -> Value:
    """What is not among the numbers is not measured, and so is whatever needs it."""
    return _reckoned(formula.tree, numbers)


def _share(part: Fraction, whole: Fraction) -> Value:
    return 100 * part / whole if whole else Absent.OF_NOTHING


def _ratio(part: Fraction, whole: Fraction) -> Value:
    return part / whole if whole else Absent.OF_NOTHING


_OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
#: What may be called, with two arguments each.
_FUNCTIONS: Mapping[str, Callable[[Fraction, Fraction], Value]] = {
    "share": _share,
    "ratio": _ratio,
    "least": min,
    "greatest": max,
}


def _reckoned(tree: ast.expr, numbers: Mapping[str, int]) -> Value:
    match tree:
        case ast.Constant(value=int() | float() as value):
            return Fraction(str(value))
        case ast.Name(id=name):
            return Fraction(numbers[name]) if name in numbers else Absent.NOT_MEASURED
        case ast.BinOp(left=left, op=op, right=right):
            return _applied(_OPERATORS[type(op)], _reckoned(left, numbers), _reckoned(right, numbers))
        case ast.Call(func=ast.Name(id=name), args=[first, second]):
            return _applied(_FUNCTIONS[name], _reckoned(first, numbers), _reckoned(second, numbers))
    raise FormulaWrong(ast.unparse(tree))


def _applied(function: Callable[[Fraction, Fraction], Value], first: Value, second: Value) -> Value:
    if isinstance(first, Absent):
        return first
    return second if isinstance(second, Absent) else function(first, second)


def _require_known(tree: ast.expr, text: str) -> None:
    match tree:
        case ast.Name():
            return
        case ast.Constant(value=bool()):
            raise FormulaWrong(text)
        case ast.Constant(value=int() | float() as value) if isfinite(value):
            return
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            parts = [left, right]
        case ast.Call(func=ast.Name(id=name), args=[first, second], keywords=[]) if name in _FUNCTIONS:
            parts = [first, second]
        case _:
            raise FormulaWrong(text)
    for part in parts:
        _require_known(part, text)


def _names(tree: ast.expr) -> Iterator[str]:
    match tree:
        case ast.Name(id=name):
            yield name
        case ast.BinOp(left=left, right=right):
            yield from _names(left)
            yield from _names(right)
        case ast.Call(args=args):
            for each in args:
                yield from _names(each)
