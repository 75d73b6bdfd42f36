"""Whether the dossiers that a process opens elsewhere can be opened: the procedure, its questions and its papers."""

from collections.abc import Iterator, Mapping

from motcua.blueprints.catalogue.checking import field_kinds
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions import checking
from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.expressions.tree import Path
from motcua.blueprints.workflows.steps import Child


def mistakes_in_children(parent: Definition, known: Mapping[str, Definition]) -> Iterator[Mistake]:
    """`known` holds every procedure that the parent opens and that there is."""
    for number, step in enumerate(parent.steps):
        if step.child is not None:
            yield from _child(parent, step.child, known, ("process", "steps", number, "child"))


def _child(parent: Definition, child: Child, known: Mapping[str, Definition], at: Path) -> Iterator[Mistake]:
    opened = known.get(child.procedure)
    if opened is None:
        yield Mistake((*at, "procedure"), "the code of a procedure of the catalogue", child.procedure)
    elif parent.code in _opens(opened, known, frozenset()):
        yield Mistake((*at, "procedure"), "a procedure that does not open this one again", child.procedure)
    else:
        yield from _answers(parent, child, opened, at)
        yield from _papers(parent, child, opened, at)


def _answers(parent: Definition, child: Child, opened: Definition, at: Path) -> Iterator[Mistake]:
    wanted = field_kinds(opened.form.fields)
    asked = field_kinds(parent.form.fields)
    for key, tree in child.answers.items():
        if key not in opened.form.fields:
            yield Mistake((*at, "answers", key), f"the key of a field of {opened.code}", key)
        else:
            yield from checking.mistakes(tree, fields=asked, gives=wanted[key])


def _papers(parent: Definition, child: Child, opened: Definition, at: Path) -> Iterator[Mistake]:
    """What is handed on is a paper that the parent asks for, or a document that is made in it."""
    own = _paper_keys(parent) | {result.key for result in parent.results}
    for key, source in child.papers.items():
        if key not in _paper_keys(opened):
            yield Mistake((*at, "papers", key), f"the key of a paper of {opened.code}", key)
        if source not in own:
            yield Mistake((*at, "papers", key), f"the key of a paper or result of {parent.code}", source)


def _paper_keys(definition: Definition) -> set[str]:
    return {paper.key for group in definition.paper_groups for paper in group.papers}


def _opens(definition: Definition, known: Mapping[str, Definition], passed: frozenset[str]) -> frozenset[str]:
    """Every procedure that it opens, and those that they open."""
    found = passed | {definition.code}
    for step in definition.steps:
        if step.child is not None and step.child.procedure in known and step.child.procedure not in found:
            found |= _opens(known[step.child.procedure], known, found)
    return found
