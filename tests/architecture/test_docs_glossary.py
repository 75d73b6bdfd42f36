"""One thing, one word: the glossary is complete, its words exist, and those it forbids name nothing."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

from motcua.dossiers.models import Channel
from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.effects.slips.models import SlipKind
from motcua.foundation.calendar.arithmetic import Unit
from motcua.foundation.organisations.kinds import AgencyKind

ROOT = Path(__file__).parents[2]
GLOSSARY = ROOT / "docs/glossary.md"
ENUMS: dict[str, type[Enum]] = {kind.__name__: kind for kind in (State, Action, Role, Unit, AgencyKind, Channel)}
#: Names that the language, Django or a standard (WSGI, HTTP, X.509) chose for us.
THEIRS = {"application", "WSGI_APPLICATION", "agent", "client_address"} | {
    *("Authority", "authority", "_authority"),
    *("CertificateRevoked", "revoked", "_revoked_only_after"),
}
#: And those of partners' own wires and contracts.
THEIRS |= {"POSTAL_CUSTOMER", "CUSTOMER", "customer", "VINAPHONE_AGENT", "CLIENT", "parameter", "Parameter"}
#: Figures are approved before they are given out, and judged by whoever reckons them again; log lines are forwarded.
THEIRS |= {
    "approve",
    "_approval",
    "ReportApproval",
    "AlreadyApproved",
    "verdict",
    "Verdict",
    "Forwarding",
    "forwarding",
}

_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@dataclass(frozen=True, slots=True)
class Line:
    code: str
    vietnamese: str
    forbidden: tuple[str, ...]


def lines(page: str) -> Iterator[Line]:
    for row in page.splitlines():
        cells = [cell.strip() for cell in row.strip("|").split("|")] if row.startswith("| `") else []
        if cells:
            code, vietnamese, _, forbidden = cells
            yield Line(_CODE.findall(code)[0], vietnamese, tuple(_CODE.findall(forbidden)))


def names_given(tree: ast.AST) -> set[str]:
    """What we name ourselves: classes, functions, arguments, variables, fields. Calling others' names is free."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
    return names


def says(name: str, word: str) -> bool:
    """Whether the words of `word` stand side by side in `name`: due_date in new_due_date, ward in WardCode."""
    return f"_{_spelled(word)}_" in f"_{_spelled(name)}_"


def _spelled(name: str) -> str:
    return "_".join(_WORD.findall(name)).lower()


@pytest.fixture(scope="module")
def glossary() -> list[Line]:
    return list(lines(GLOSSARY.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def named() -> dict[str, Path]:
    """Every name that `motcua/` gives, with a file that gives it."""
    paths = [path for path in sorted((ROOT / "motcua").rglob("*.py")) if "migrations" not in path.parts]
    return {name: path for path in paths for name in names_given(ast.parse(path.read_text(encoding="utf-8")))}


def test_nothing_is_called_by_a_forbidden_word(glossary: list[Line], named: dict[str, Path]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name} says {word!r}; the glossary says {line.code!r}"
        for line in glossary
        for word in line.forbidden
        for name, path in named.items()
        if name not in THEIRS and says(name, word)
    ]

    assert found == []


def test_every_act_state_role_unit_kind_and_channel_has_its_line(glossary: list[Line]) -> None:
    told = {line.code for line in glossary}

    assert {f"{name}.{member.name}" for name, kind in ENUMS.items() for member in kind} - told == set()


def test_every_line_is_about_something_that_exists(glossary: list[Line], named: dict[str, Path]) -> None:
    kinds: list[type[Enum]] = [*ENUMS.values(), SlipKind]
    members = {f"{kind.__name__}.{member.name}" for kind in kinds for member in kind}

    assert [line.code for line in glossary if line.code not in {*members, *named}] == []


def test_every_line_is_whole_and_stands_once(glossary: list[Line]) -> None:
    assert len(glossary) > 100
    assert [line.code for line in glossary if not line.vietnamese] == []
    assert len({line.code for line in glossary}) == len(glossary)


def test_the_checks_above_can_fail() -> None:
    (line,) = lines("| `Paper` | giấy tờ | a file | `attachment`, `due_date` |")
    names = names_given(ast.parse("class AttachmentRow:\n    new_due_date = 1\ndef f(x): self.ward = x.attachment"))

    assert line == Line("Paper", "giấy tờ", ("attachment", "due_date"))
    assert names == {"AttachmentRow", "new_due_date", "f", "x", "ward"}
    assert says("AttachmentRow", "attachment")
    assert says("new_due_date", "due_date")
    assert not says("forward", "ward")
