"""Answers as a person reads them: on the page that checks, on the desk, on paper."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.field_type import Names
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.foundation.places.models import Commune, Province


def shown(field: Field, value: object, *, names: Names | None = None) -> str:
    """One answer in words; nothing where there is none."""
    return type_of(field).shown(field, value, names if names is not None else place_names()) if is_filled(value) else ""


def shown_rows(field: Field, value: object, *, names: Names | None = None) -> list[list[str]]:
    """The rows of a table, cell by cell in the order of its columns."""
    rows: list[Mapping[str, Any]] = value if isinstance(value, list) else []
    return [[shown(column, row.get(column.key), names=names) for column in field.columns] for row in rows]


@lru_cache(maxsize=1)
def place_names() -> Names:
    """Names of provinces and communes by code; read once, they change once in years."""
    return {**dict(Province.objects.values_list("code", "name")), **dict(Commune.objects.values_list("code", "name"))}


def address(parts: Mapping[str, Any]) -> str:
    """`parts` as they are stored with persons and answers: province, commune, detail; or an old address as one text."""
    if "old" in parts:
        return str(parts["old"])
    names = place_names()
    named = (names.get(str(parts.get(key, "")), "") for key in ("commune", "province"))
    return ", ".join(part for part in (str(parts.get("detail", "")), *named) if part)
