"""A process that somebody proposes for a procedure, checked as if it stood in its file; nothing is published."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from motcua.blueprints.catalogue import checking, queries, schema_checking
from motcua.blueprints.catalogue.checking_children import mistakes_in_children
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.mistakes import Mistake
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.parsing import parse
from motcua.blueprints.catalogue.yaml_lines import Source
from motcua.blueprints.workflows.checking import unassigned


@dataclass(frozen=True, slots=True)
class Proposal:
    """`definition` is the procedure with the proposed process; none where it has not even the shape of one."""

    definition: Definition | None
    mistakes: tuple[Mistake, ...]


def proposal(node: Mapping[str, Any], *, version: ProcedureVersion, name: str) -> Proposal:
    """`node` in place of the process of this version; `name` is that of the file it came from."""
    document = {**version.definition, "procedure": {**version.definition["procedure"], "process": node}}
    source = Source(File(name), content=document["procedure"])
    unshaped = [*_unassigned(source), *schema_checking.mistakes(source)]
    if unshaped:
        return Proposal(None, tuple(unshaped))
    definition = parse(document)
    found = [*checking.mistakes(definition), *mistakes_in_children(definition, _opened(definition))]
    told = (source.mistake(each.at, expected=each.expected, found=each.found) for each in found)
    return Proposal(definition, tuple(told))


def _unassigned(source: Source) -> Iterator[Mistake]:
    for each in unassigned(source.content["process"]):
        yield source.mistake(("process", *each.at), expected=each.expected, found=each.found)


def _opened(definition: Definition) -> dict[str, Definition]:
    codes = {step.child.procedure for step in definition.steps if step.child}
    found = queries.published().filter(code__in=codes).values_list("code", "current_version")
    return {code: queries.definition_of(version) for code, version in found}
