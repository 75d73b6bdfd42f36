"""Mistakes in words.yaml that its schema cannot see: names that nothing has, phrases without words."""

from collections.abc import Iterator

from motcua.blueprints.catalogue.mistakes import Mistake
from motcua.blueprints.catalogue.search.lexicon import WEIGHTS, phrases_in, references
from motcua.blueprints.catalogue.search.tokens import tokens
from motcua.blueprints.catalogue.yaml_lines import Source
from motcua.blueprints.expressions.tree import Path


def mistakes(source: Source) -> Iterator[Mistake]:
    content = source.content
    concepts = {key: (kind, key) for kind in WEIGHTS for key in content.get(kind, {})}
    sets = content.get("sets", {})
    for path, text in _texts(content):
        for phrase in phrases_in(text):
            for name in references(phrase):
                if name not in concepts and name not in sets:
                    yield source.mistake(path, expected="the name of a set or a concept", found=f"[{name}]")
            if phrase and not tokens(phrase):
                yield source.mistake(path, expected="phrases of words, with commas between them", found=phrase)
    for number, situation in enumerate(content.get("situations", [])):
        for name in situation["means"]:
            if name not in concepts:
                path = ("situations", number, "means")
                yield source.mistake(path, expected="a concept of things, acts or circumstances", found=name)
    kinds = [(kind, key) for kind in WEIGHTS for key in content.get(kind, {})]
    for kind, key in kinds:
        if concepts[key] != (kind, key) or key in sets:
            yield source.mistake((kind, key), expected="a name that no other concept or set has", found=key)


def _texts(content: dict[str, dict[str, str]]) -> Iterator[tuple[Path, str]]:
    for kind in ("sets", *WEIGHTS):
        yield from (((kind, key), text) for key, text in content.get(kind, {}).items())
    for number, situation in enumerate(content.get("situations", [])):
        yield ("situations", number, "says"), situation["says"]
    yield ("small_words",), str(content.get("small_words", ""))
