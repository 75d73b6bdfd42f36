"""Mistakes in words.yaml that its schema cannot see: names that nothing has, or two have, and phrases without words."""

from collections.abc import Iterator, Mapping
from typing import Any

from motcua.blueprints.catalogue.mistakes import Mistake
from motcua.blueprints.catalogue.search.lexicon import WEIGHTS, phrases_in, references
from motcua.blueprints.catalogue.search.tokens import tokens
from motcua.blueprints.catalogue.yaml_lines import Source
from motcua.blueprints.expressions.tree import Path


def mistakes(source: Source) -> Iterator[Mistake]:
    content: Mapping[str, Any] = source.content
    concepts = [(kind, key) for kind in WEIGHTS for key in content.get(kind, {})]
    names = [key for _, key in concepts] + list(content.get("sets", {}))
    for kind, key in concepts:
        if names.count(key) > 1:
            yield source.mistake((kind, key), expected="a name that no other concept or set has", found=key)
    for path, text in _texts(content):
        for phrase in phrases_in(text):
            yield from _in_phrase(phrase, source, path, names)
    known = {key for _, key in concepts}
    for number, situation in enumerate(content.get("situations", [])):
        for place, name in enumerate(situation["means"]):
            if name not in known:
                at = ("situations", number, "means", place)
                yield source.mistake(at, expected="a concept of things, acts or circumstances", found=name)


def _in_phrase(phrase: str, source: Source, path: Path, names: list[str]) -> Iterator[Mistake]:
    for name in references(phrase):
        if name not in names:
            yield source.mistake(path, expected="the name of a set or a concept", found=f"[{name}]")
    if phrase and not tokens(phrase):
        yield source.mistake(path, expected="phrases of words, with commas between them", found=phrase)


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for kind in ("sets", *WEIGHTS):
        yield from (((kind, key), text) for key, text in content.get(kind, {}).items())
    for number, situation in enumerate(content.get("situations", [])):
        yield ("situations", number, "says"), situation["says"]
    for key in ("small_words", "unheard"):
        yield (key,), content.get(key, "")
