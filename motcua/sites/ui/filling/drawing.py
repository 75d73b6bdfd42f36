"""Questions as they are drawn, quickly: what is the same for everybody is drawn once, and the answer put into it.

Drawing forty questions by macro takes three times as long as everything else on the page. What is kept holds no
answer of anybody: only which choice is chosen, and a gap for each text.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.template import engines
from django.utils.translation import get_language
from markupsafe import Markup, escape

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import Field
from motcua.sites.ui import answers as boxes

#: Characters that Unicode leaves free: nobody types them, and what is typed is never searched for them.
_GAPS = "\ue000\ue001\ue002\ue003"
_GAP = re.compile(f"([{_GAPS}])")
#: Drawings kept: of each field a few, with and without an answer, for each choice, in each language.
_KEPT = 4000
_DATE = ("year", "month", "day")

Shape = Hashable
Filled = tuple[Shape, tuple[str, ...]]


def drawn(field: Field, value: Any, problems: Mapping[str, str], *, version_id: int) -> Markup:
    """The question with its answer. One with a fault, or of a type with many parts, is drawn anew."""
    filled = None if _has_problem(field, problems) else _filled(field, value)
    if filled is None:
        return _anew(field, value, problems)
    shape, texts = filled
    pieces = _pieces(version_id, field.key, field.required, shape, get_language() or "")
    return Markup("".join(_joined(pieces, texts)))  # noqa: S704 - drawn by a macro, and every text escaped


def _joined(pieces: tuple[str, ...], texts: tuple[str, ...]) -> Iterator[str]:
    for piece in pieces:
        yield str(escape(texts[_GAPS.index(piece)])) if piece in _GAPS and piece else piece


@lru_cache(maxsize=_KEPT)
def _pieces(version_id: int, key: str, required: bool, shape: Shape, _language: str) -> tuple[str, ...]:  # noqa: FBT001 - a key
    field = replace(definition_of(version_id).form.fields[key], required=required)
    value = dict(shape) if isinstance(shape, tuple) else shape
    return tuple(_GAP.split(str(_anew(field, value, {}))))


def _anew(field: Field, value: Any, problems: Mapping[str, str]) -> Markup:
    drawing: Markup = _module().field(field, value, problems)
    return drawing


@lru_cache(maxsize=1)
def _module() -> Any:
    return engines["jinja2"].env.get_template("ui/fields.html").module  # type: ignore[attr-defined]  # the engine's own


def _has_problem(field: Field, problems: Mapping[str, str]) -> bool:
    return any(name.startswith(field.key) for name in problems)


def _filled(field: Field, value: Any) -> Filled | None:
    """What the drawing depends on, and the texts for its gaps; nothing where it depends on too much."""
    if field.type not in _SHAPES or value is None:
        return (None, ()) if value is None and field.type != "table" else None
    return _SHAPES[field.type](value)


def _text(value: Any) -> Filled:
    return _GAPS[0], (str(value),)


def _choice(value: Any) -> Filled | None:
    return (value, ()) if isinstance(value, str | bool) else None


def _date(value: Any) -> Filled:
    parts = boxes.date_parts(value)
    typed = [(part, parts[part]) for part in _DATE]
    shape = tuple((part, gap if text else "") for (part, text), gap in zip(typed, _GAPS, strict=False))
    return shape, tuple(text for _part, text in typed)


def _address(value: Any) -> Filled | None:
    """Of today: the list of communes is the province's; what was known by a former name is drawn anew."""
    if not isinstance(value, dict) or not value.keys() <= {"province", "commune", "detail"}:
        return None
    province = str(value.get("province", ""))
    texts = (boxes.commune_name(str(value.get("commune", "")), province), str(value.get("detail", "")))
    return (("province", province), ("commune", _GAPS[0]), ("detail", _GAPS[1])), texts


_SHAPES: dict[str, Callable[[Any], Filled | None]] = {
    **dict.fromkeys(("text", "person_name", "personal_id", "phone", "email", "url", "textarea"), _text),
    **dict.fromkeys(("tax_code", "enterprise_code", "bank_account", "integer", "year", "time"), _text),
    "money": lambda value: _text(boxes.typed_money(value)),
    "number": lambda value: _text(boxes.typed_number(value)),
    **dict.fromkeys(("select", "radio", "boolean", "declaration"), _choice),
    **dict.fromkeys(("date", "partial_date"), _date),
    **dict.fromkeys(("address", "admin_unit"), _address),
}
