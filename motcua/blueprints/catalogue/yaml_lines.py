"""YAML read with the line on which each key stands, so that a mistake can be pointed at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from motcua.blueprints.catalogue.mistakes import Mistake
from motcua.blueprints.expressions.tree import Path


@dataclass
class Source:
    """The content of a file, and where each part of it stands."""

    file: File
    content: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of that part, or of the nearest part around it that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def mistake(self, path: Path, *, expected: str, found: str) -> Mistake:
        return Mistake(self.file.name, self.line_of(path), _dotted(path), expected, found)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the same in C where there is a C library
    """Only true and false are truth values, dates and hours stay text: a file means what it looks like."""


_AS_TEXT = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:merge"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in resolvers if tag not in _AS_TEXT]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))


def read(file: File) -> Source:
    """What the file holds. Text that is no YAML and keys that stand twice are mistakes of the source."""
    source = Source(file)
    try:
        loader = _Loader(file.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except UnicodeDecodeError as error:
        source.mistakes.append(Mistake(file.name, 1, "", "text in UTF-8", f"byte {error.start} that is not"))
        return source
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        source.mistakes.append(Mistake(file.name, line, "", "valid YAML", str(error.problem)))
        return source
    if node is None:
        source.mistakes.append(Mistake(file.name, 1, "", "a definition", "an empty file"))
        return source
    source.content = _value(loader, node, (), source)
    return source


def _value(loader: _Loader, node: Node, path: Path, source: Source) -> Any:
    source.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return dict(_pairs(loader, node, path, source))
    if isinstance(node, SequenceNode):
        return [_value(loader, item, (*path, number), source) for number, item in enumerate(node.value)]
    return loader.construct_object(node, deep=True) if isinstance(node, ScalarNode) else None


def _pairs(loader: _Loader, node: MappingNode, path: Path, source: Source) -> Iterator[tuple[str, Any]]:
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        line = key_node.start_mark.line + 1
        if (*path, key) in source.lines:
            first = source.lines[*path, key]
            source.mistakes.append(
                Mistake(source.file.name, line, _dotted((*path, key)), "each key once", f"line {first} has it too")
            )
        source.lines[*path, key] = line
        yield key, _value(loader, value_node, (*path, key), source)


def _dotted(path: Path) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".")
