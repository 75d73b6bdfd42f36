"""What a page of questions sent, in the words that the answers are stored in."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.http import QueryDict

from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.address import LONGEST_DETAIL, LONGEST_OLD
from motcua.foundation.places import former
from motcua.foundation.text.folding import fold
from motcua.sites.ui import answers as boxes

Posted = dict[str, list[str]]
#: The button "leave out this row" names the row: `<table>-<number>`.
_ROW = re.compile(r"[a-z0-9_]+-[0-9]{1,4}")


def posted(post: QueryDict, fields: Sequence[Field]) -> Posted:
    """The page shows names of communes and of list entries; answers keep their codes."""
    values = _without_row({name: [str(value) for value in found] for name, found in post.lists()}, post)
    for field in fields:
        for each, name in _inputs(field, values):
            if each.type in _CODED:
                _CODED[each.type](values, each, name)
    return values


def _without_row(values: Posted, post: QueryDict) -> Posted:
    row = post.get("remove_row", "")
    if not _ROW.fullmatch(row):
        return values
    return {name: found for name, found in values.items() if not name.startswith(f"{row}-")}


def _inputs(field: Field, values: Mapping[str, object]) -> Iterator[tuple[Field, str]]:
    """The field itself, or each cell of each row that was sent."""
    if field.type != "table":
        yield field, field.key
        return
    rows = {found[1] for found in (re.match(rf"{re.escape(field.key)}-(\d+)-", name) for name in values) if found}
    for row in sorted(rows):
        for column in field.columns:
            yield column, f"{field.key}-{row}-{column.key}"


def _place(values: Posted, field: Field, name: str) -> None:
    """A commune of today: chosen among those that have a part of an old ward, the only one that has, or named."""
    province, _, commune = _first(values, f"{name}_choice").partition("-")
    typed = _first(values, f"{name}_former")[:LONGEST_OLD]
    reading = former.understood(typed) if typed and not _first(values, f"{name}_commune") else former.NOTHING
    if not commune and len(reading.today) == 1:
        province, commune = reading.today[0]
    if not commune:
        _commune(values, name)
        return
    values |= {f"{name}_province": [province], f"{name}_commune": [commune]}
    if reading.rest and not _first(values, f"{name}_detail"):
        values[f"{name}_detail"] = [reading.rest[:LONGEST_DETAIL]]


def _commune(values: Posted, name: str) -> None:
    """The code for a name, typed with or without its marks and its kind; what is not found stays as typed."""
    province, typed = _first(values, f"{name}_province"), fold(_first(values, f"{name}_commune"))
    if not typed or typed.isdigit():
        return
    folded = [(code, fold(word)) for code, word in boxes.communes(province)]
    found = [code for code, word in folded if word == typed] or [
        code for code, word in folded if word.endswith(f" {typed}")
    ]
    if len(found) == 1:
        values[f"{name}_commune"] = found


def _option(values: Posted, field: Field, name: str) -> None:
    typed = fold(_first(values, name))
    found = [option.value for option in field.options if typed in (fold(option.label), fold(option.value))]
    if typed and found:
        values[name] = found[:1]


_CODED: dict[str, Callable[[Posted, Field, str], None]] = {
    "address": _place,
    "admin_unit": _place,
    "lookup": _option,
}


def _first(values: Posted, name: str) -> str:
    return next(iter(values.get(name, ())), "").strip()
