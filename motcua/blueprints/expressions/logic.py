"""What the functions on truth, numbers, lists and text do. The browser's twin must do the same."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeGuard

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.dates import is_date, whole_date
from motcua.foundation.text.folding import nfc

#: Up to here a browser counts exactly; what is larger is known to neither side.
MOST = 2**53 - 1


def every(_: Context, claims: Sequence[object]) -> bool | None:
    """False wins over not known, not known over true."""
    if any(claim is False for claim in claims):
        return False
    return None if any(claim is None for claim in claims) else True


def some(_: Context, claims: Sequence[object]) -> bool | None:
    """True wins over not known, not known over false."""
    if any(claim is True for claim in claims):
        return True
    return None if any(claim is None for claim in claims) else False


def opposite(claim: bool | None) -> bool | None:  # noqa: FBT001 - the claim is the subject
    return None if claim is None else not claim


def negation(claim: object) -> bool:
    if isinstance(claim, bool):
        return not claim
    raise TypeError(claim)


def same(left: object, right: object) -> bool:
    """True is not 1 here, as it is not in the browser; a text is itself in every normal form."""
    match left, right:
        case (bool(), _) | (_, bool()):
            return left is right
        case str(), str():
            return left == right or nfc(left) == nfc(right)
        case ((list() | tuple()), (list() | tuple())):
            return len(left) == len(right) and all(map(same, left, right))
        case Mapping(), Mapping():
            return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return left == right


def order(left: object, right: object) -> int:
    """Below, at or above nought, as `left` is before, with or after `right`."""
    if is_date(left) and is_date(right):
        first, second = whole_date(left).toordinal(), whole_date(right).toordinal()
        return (first > second) - (first < second)
    a, b = number(left), number(right)
    return (a > b) - (a < b)


def among(value: object, values: object) -> bool | None:
    """Whether the value is in the list; not known when it is not and one in the list is null."""
    items = _items(values)
    if any(same(value, item) for item in items if item is not None):
        return True
    return None if any(item is None for item in items) else False


def is_filled(answer: object) -> bool:
    return answer is not None and answer not in ("", [], {})


def counted(values: object) -> list[object]:
    """The entries that say something: not null, not empty, not false."""
    return [item for item in _items(values) if is_filled(item) and item is not False]


def total(values: Iterable[object]) -> int | float:
    """Added one after the other, as the browser does: `sum` reckons decimals differently."""
    result: int | float = 0
    for value in values:
        result += number(value)
    return number(result)


def product(values: Iterable[object]) -> int | float:
    result: int | float = 1
    for value in values:
        result *= number(value)
    return number(result)


def difference(left: object, right: object) -> int | float:
    return number(number(left) - number(right))


def number(value: object) -> int | float:
    if _is_number(value) and abs(value) <= MOST:
        return value
    raise TypeError(value)


def first_token(text: object) -> str | None:
    """The family name, in small letters so that NGUYỄN and Nguyễn are one."""
    if not isinstance(text, str):
        raise TypeError(text)
    words = nfc(text).lower().split()
    return words[0] if words else None


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _items(values: object) -> list[object]:
    return list(values) if isinstance(values, list | tuple) else [values]
