"""A directory of definition files, read as a whole: either every definition, or every mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as File
from typing import Any

from motcua.blueprints.catalogue import checking, dated_rules, queries, schema_checking, yaml_lines
from motcua.blueprints.catalogue.checking_children import mistakes_in_children
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes, Mistake
from motcua.blueprints.catalogue.parsing import parse
from motcua.blueprints.catalogue.search import words_checking
from motcua.blueprints.catalogue.yaml_lines import Source
from motcua.blueprints.workflows.checking import unassigned

#: The files that all definitions share, with the part of the schema that each must follow.
SHARED = {
    "option_lists.yaml": "option_lists_file",
    "general_rules.yaml": "general_rules_file",
    "life_events.yaml": "life_events_file",
    "words.yaml": "words_file",
}


@dataclass(frozen=True, slots=True)
class Read:
    """One definition as it will be published: what it says, and the document that is frozen."""

    definition: Definition
    document: dict[str, Any]
    source: Source


@dataclass(frozen=True, slots=True)
class Catalogue:
    definitions: tuple[Read, ...]
    life_events: dict[str, Any]
    #: How people speak: what the search knows beside the definitions.
    words: dict[str, Any]


def read(directory: File, *, on: date) -> Catalogue:
    """Raises CatalogueHasMistakes with every mistake of every file."""
    shared = {name: yaml_lines.read(directory / name) for name in SHARED if (directory / name).is_file()}
    files = sorted(file for file in directory.glob("*.yaml") if file.name not in SHARED)
    sources = [yaml_lines.read(file) for file in files]
    found = [*_missing(directory, shared, files), *_shape_mistakes(shared, sources)]
    if found:
        raise CatalogueHasMistakes(found)
    lists = shared["option_lists.yaml"].content
    found = [
        source.mistake(mistake.at, expected=mistake.expected, found=mistake.found)
        for source in sources
        for mistake in checking.unknown_lists(source.content, lists)
    ]
    found += words_checking.mistakes(shared["words.yaml"])
    found += _limits_without_value(shared["general_rules.yaml"], on=on)
    if found:
        raise CatalogueHasMistakes(found)
    rules = dated_rules.stored(shared["general_rules.yaml"].content)
    definitions = [_definition(source, lists, rules) for source in sources]
    found = [
        *_meaning_mistakes(sources, definitions),
        *_code_mistakes(sources, definitions),
        *_children_mistakes(sources, definitions),
    ]
    if found:
        raise CatalogueHasMistakes(found)
    return Catalogue(tuple(definitions), shared["life_events.yaml"].content, shared["words.yaml"].content)


def _missing(directory: File, shared: Mapping[str, Source], files: list[File]) -> Iterator[Mistake]:
    for name in SHARED:
        if name not in shared:
            yield Mistake(name, 1, "", f"this file in {directory}", "no such file")
    if not files:
        yield Mistake(str(directory), 1, "", "at least one definition, *.yaml", "none")


def _shape_mistakes(shared: Mapping[str, Source], sources: list[Source]) -> Iterator[Mistake]:
    for source, part in [*((shared[name], SHARED[name]) for name in shared), *((source, None) for source in sources)]:
        if source.mistakes:
            yield from source.mistakes
        else:
            yield from schema_checking.mistakes(source, part=part)
            if part is None:
                yield from _unassigned(source)


def _unassigned(source: Source) -> Iterator[Mistake]:
    """A step that nobody has is told by its name, beside the key that is missing."""
    content = source.content
    for mistake in unassigned(content.get("process") if isinstance(content, Mapping) else None):
        yield source.mistake(("process", *mistake.at), expected=mistake.expected, found=mistake.found)


def _limits_without_value(source: Source, *, on: date) -> Iterator[Mistake]:
    begun = {rule["key"] for rule in source.content["rules"] if rule["valid_from"] <= on.isoformat()}
    for key in dated_rules.KEYS:
        if key not in begun:
            yield source.mistake(("rules",), expected=f"a value of {key} that has begun by {on}", found="none")


def _definition(source: Source, lists: Mapping[str, Any], rules: list[dict[str, Any]]) -> Read:
    used = {key: lists[key] for key in sorted(_lists_used(source.content))}
    document = {"procedure": source.content, "option_lists": used, "general_rules": rules}
    return Read(parse(document), document, source)


def _lists_used(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["options_ref"]} if "options_ref" in node else set()
        return own.union(*(_lists_used(child) for child in node.values()))
    return set().union(*(_lists_used(child) for child in node)) if isinstance(node, list) else set()


def _meaning_mistakes(sources: list[Source], definitions: list[Read]) -> Iterator[Mistake]:
    for source, read_one in zip(sources, definitions, strict=True):
        for mistake in checking.mistakes(read_one.definition):
            yield source.mistake(mistake.at, expected=mistake.expected, found=mistake.found)


def _code_mistakes(sources: list[Source], definitions: list[Read]) -> Iterator[Mistake]:
    """Codes lead to one procedure: the present ones to their own, the former ones to one and no more."""
    known: dict[str, str] = {}
    for source, read_one in zip(sources, definitions, strict=True):
        former = (
            ((("former_codes", n, "code"), entry.code)) for n, entry in enumerate(read_one.definition.former_codes)
        )
        for path, code in ((("code",), read_one.definition.code), *former):
            if code in known:
                yield source.mistake(
                    path, expected="a code that no other file has", found=f"{code}, also in {known[code]}"
                )
            known[code] = source.file.name


def _children_mistakes(sources: list[Source], definitions: list[Read]) -> Iterator[Mistake]:
    known = {each.definition.code: each.definition for each in definitions}
    opened = {step.child.procedure for each in definitions for step in each.definition.steps if step.child}
    known |= _published(opened - set(known))
    for source, each in zip(sources, definitions, strict=True):
        for mistake in mistakes_in_children(each.definition, known):
            yield source.mistake(mistake.at, expected=mistake.expected, found=mistake.found)


def _published(codes: set[str]) -> dict[str, Definition]:
    """What an earlier directory brought; only asked for where a file opens a procedure that is not in its own."""
    found = queries.published().filter(code__in=codes).values_list("code", "current_version") if codes else ()
    return {code: queries.definition_of(version) for code, version in found}
