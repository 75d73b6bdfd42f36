"""The published JSON Schema applied to a file, each error at its line and in words."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path as File
from typing import Any

import jsonschema_rs

from motcua.blueprints.catalogue.mistakes import Mistake
from motcua.blueprints.catalogue.yaml_lines import Source
from motcua.blueprints.expressions import checking, tree
from motcua.blueprints.expressions.tree import Path

SCHEMA_FILE = File(__file__).resolve().parents[3] / "catalogue" / "schema.json"
LONGEST_SHOWN = 80


def mistakes(source: Source, *, part: str | None = None) -> Iterator[Mistake]:
    """What the schema objects to; `part` names the schema of another file than a definition."""
    for error in _validator(part).iter_errors(source.content):
        yield from _told(source, error)


@cache
def _validator(part: str | None) -> Any:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    if part is not None:
        schema = {"$schema": schema["$schema"], "$defs": schema["$defs"], "$ref": f"#/$defs/{part}"}
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)


def _told(source: Source, error: Any) -> Iterator[Mistake]:
    path: Path = tuple(error.instance_path)
    match error.kind.name:
        case "oneOf":
            yield from _expression(source, path, error.instance)
        case "required":
            yield source.mistake(path, expected=f"the key {error.kind.property}", found="none")
        case "additionalProperties":
            for key in error.kind.unexpected:
                yield source.mistake((*path, key), expected="one of the keys of the schema", found=key)
        case name:
            yield source.mistake(path, expected=_EXPECTED.get(name, _as_said)(error), found=_shown(error.instance))


def _expression(source: Source, path: Path, node: object) -> Iterator[Mistake]:
    """Where exactly an expression is wrong: its shape, or the function it calls."""
    try:
        found = [*checking.unknown_functions(tree.parse(node, at=path))]
    except tree.MalformedExpression as error:
        yield source.mistake(error.at, expected=error.expected, found=_shown(error.found))
        return
    for mistake in found:
        yield source.mistake(mistake.at, expected=mistake.expected, found=mistake.found)
    if not found:
        yield source.mistake(path, expected=f"an expression: {tree.SHAPES}", found=_shown(node))


def _as_said(error: Any) -> str:
    return str(error.message)


_EXPECTED = {
    "type": lambda error: " or ".join(error.kind.types),
    "enum": lambda error: f"one of {', '.join(map(str, error.kind.options))}",
    "const": lambda error: json.dumps(error.kind.value, ensure_ascii=False),
    "pattern": lambda error: f"text like {error.kind.pattern}",
    "format": lambda error: f"a {error.kind.format}, such as '2026-11-21'",
    "minimum": lambda error: f"at least {error.kind.limit}",
    "maximum": lambda error: f"at most {error.kind.limit}",
    "minItems": lambda error: f"at least {error.kind.limit} entries",
    "minLength": lambda error: f"at least {error.kind.limit} letters",
    "maxLength": lambda error: f"at most {error.kind.limit} letters",
    "propertyNames": lambda error: f"a key like {error.kind.error.kind.pattern}",
}


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
