"""Bring a stored or typed answer into the boxes of the page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import _lru_cache_wrapper, lru_cache

from motcua.blueprints.forms.problems import Problem
from motcua.foundation.places import former
from motcua.foundation.places.models import Commune, Province
from motcua.sites.ui import formats

Pairs = tuple[tuple[str, str], ...]
Problems = Mapping[str, object] | Iterable[Problem] | None
_PARTS = ("year", "month", "day")
_DAY_AND_MONTH = 2


def date_parts(value: object) -> dict[str, str]:
    """Day, month, year and time of an ISO date, a partial one (2026 or 2026-11), a day of the year, or typed boxes."""
    if isinstance(value, Mapping):
        return {part: str(value.get(part) or "") for part in (*_PARTS, "time")}
    date, _, time = str(value or "").replace(" ", "T").partition("T")
    numbers = date.split("-") if date else []
    if len(numbers) == _DAY_AND_MONTH and len(numbers[0]) <= _DAY_AND_MONTH:
        numbers = ["", *numbers]
    typed = dict.fromkeys(_PARTS, "") | dict(zip(_PARTS, (n.lstrip("0") for n in numbers), strict=False))
    return {**typed, "time": time[:5]}


def typed_money(value: object) -> str:
    return formats.number(value) if isinstance(value, int) else str(value or "")


def typed_number(value: object) -> str:
    """With the decimal comma of Vietnamese; what was typed and is no number stays as it was typed."""
    if isinstance(value, float | Decimal):
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value if value is not None else "")


def option_word(choices: Mapping[str, str], value: object) -> str:
    return choices.get(str(value or ""), str(value or ""))


def sentences(problems: Problems) -> defaultdict[str, str]:
    """The first sentence for each input. Looking up an input that has none is the usual case and not an error."""
    if isinstance(problems, Mapping):
        return defaultdict(str, {name: str(sentence) for name, sentence in problems.items()})
    found: defaultdict[str, str] = defaultdict(str)
    for problem in problems or ():
        found.setdefault(problem.field, str(problem))
    return found


def provinces() -> Pairs:
    return _kept(_provinces)


def communes(province: str) -> Pairs:
    return _kept(_communes, province)


def commune_name(value: str, province: str) -> str:
    """The name for a stored code; a name that was typed stays."""
    return dict(communes(province)).get(value, value)


def communes_since(text: str) -> Pairs:
    """The communes of today that an address of before may lie in, as "province-commune" and name."""
    names = dict(provinces())
    places = former.understood(text).today if text else ()
    return tuple((f"{p}-{c}", f"{commune_name(c, p)}, {names.get(p, p)}") for p, c in places)


GLOBALS = {
    f.__name__: f
    for f in (
        date_parts,
        typed_money,
        typed_number,
        option_word,
        sentences,
        provinces,
        communes,
        commune_name,
        communes_since,
    )
}


def _kept(read: "_lru_cache_wrapper[Pairs]", *arguments: str) -> Pairs:
    """Kept for the life of the process: places change by act of the National Assembly. Nothing is not kept."""
    found = read(*arguments)
    if not found:
        read.cache_clear()
    return found


@lru_cache
def _provinces() -> Pairs:
    return tuple(Province.objects.order_by("name_folded").values_list("code", "name"))


@lru_cache(maxsize=64)
def _communes(province: str) -> Pairs:
    return tuple(Commune.objects.filter(province_id=province).order_by("name_folded").values_list("code", "name"))
