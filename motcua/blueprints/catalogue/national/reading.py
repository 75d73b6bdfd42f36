"""From lines to documents: what is no procedure of the service's shape is told with its line number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import jsonschema_rs

from motcua.blueprints.catalogue.national.cleaning import BrokenUnicode, clean
from motcua.blueprints.catalogue.national.lines import Broken, Line, lines

_SHAPE_FILE = Path(__file__).with_name("shape.json")
_LONGEST_WHY = 160


@dataclass(frozen=True, slots=True)
class Read:
    """A line that is a procedure: its answer, cleaned."""

    number: int
    code: str
    document: dict[str, Any]


def read(path: Path) -> Iterator[Read | Broken]:
    """A code that stood on an earlier line already is a broken line: which of the two holds nobody can tell."""
    seen: dict[str, int] = {}
    for line in lines(path):
        found = line if isinstance(line, Broken) else _read(line)
        if isinstance(found, Read) and found.code in seen:
            found = Broken(found.number, f"the code {found.code} stands on line {seen[found.code]} already")
        elif isinstance(found, Read):
            seen[found.code] = found.number
        yield found


def _read(line: Line) -> Read | Broken:
    try:
        document = clean(json.loads(line.text.decode(), parse_constant=_no_number))
        error = next(iter(_shape().iter_errors(document)), None)
    except UnicodeDecodeError:
        return Broken(line.number, "not UTF-8")
    except BrokenUnicode:
        return Broken(line.number, "broken unicode: half of a surrogate pair")
    except RecursionError:
        return Broken(line.number, "nested too deeply")
    except ValueError as problem:
        return Broken(line.number, _short(f"not JSON: {problem}"))
    if error is not None:
        where = ".".join(map(str, error.instance_path)) or "the line"
        return Broken(line.number, _short(f"wrong shape: {where}: {error.message}"))
    return Read(line.number, document["MATTHC"], document)


@cache
def _shape() -> Any:
    return jsonschema_rs.Draft202012Validator(json.loads(_SHAPE_FILE.read_text(encoding="utf-8")))


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no JSON number"
    raise ValueError(message)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_WHY else f"{text[:_LONGEST_WHY]}…"
