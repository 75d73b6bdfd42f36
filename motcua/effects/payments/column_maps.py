"""Which column of whose file says what: data, so that another bank's file is another small file of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from motcua.effects.payments.models import Means
from motcua.foundation.refusals import Refusal

_OURS = Path(__file__).parent / "statement_maps"
#: Without these nothing can be compared.
NEEDED = ("transaction", "amount", "paid_at")
#: All that a row can say.
KNOWN = (*NEEDED, "reference", "fee", "state", "partner", "unit", "account", "words")


class NoSuchColumnMap(Refusal):
    """Nobody has described the files of this gateway."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Bảng ghép cột. `columns`: what a row says, and the heading of the column that says it."""

    key: str
    name: str
    gateway: str
    means: Means
    #: csv, pipe or xlsx.
    layout: str
    columns: Mapping[str, str]
    moments: tuple[str, ...]
    separator: str = ","
    #: Words of the state column. Without such a column every row is money that came.
    paid: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    returned: frozenset[str] = field(default_factory=frozenset)


def all_maps() -> tuple[ColumnMap, ...]:
    return _read(settings.STATEMENT_MAPS_DIR or str(_OURS))


def map_named(key: str) -> ColumnMap:
    """Raises NoSuchColumnMap."""
    found = next((one for one in all_maps() if one.key == key), None)
    if found is None:
        raise NoSuchColumnMap
    return found


def of_gateway(gateway: str) -> tuple[ColumnMap, ...]:
    """Raises NoSuchColumnMap."""
    found = tuple(one for one in all_maps() if one.gateway == gateway)
    if not found:
        raise NoSuchColumnMap
    return found


def parsed(key: str, said: dict[str, Any]) -> ColumnMap:
    columns = said["columns"]
    assert set(NEEDED) <= set(columns) <= set(KNOWN), f"{key}: columns are {', '.join(KNOWN)}"
    return ColumnMap(
        key=key,
        name=said["name"],
        gateway=said["gateway"],
        means=Means(said["means"]),
        layout=said["layout"],
        columns=columns,
        moments=tuple(said["moments"]),
        separator=said.get("separator", ","),
        paid=frozenset(said.get("paid", ())),
        failed=frozenset(said.get("failed", ())),
        returned=frozenset(said.get("returned", ())),
    )


@lru_cache(maxsize=4)
def _read(folder: str) -> tuple[ColumnMap, ...]:
    files = sorted(Path(folder).glob("*.yaml"))
    return tuple(parsed(path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))) for path in files)
