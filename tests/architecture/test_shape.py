"""The code is still the shape that was agreed: rules over the whole source, read as syntax trees."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

import pytest

from motcua.dossiers.rules.drawing import page
from motcua.dossiers.rules.projection import Projection
from motcua.effects import table
from motcua.foundation.jobs.queue import JOBS

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "motcua"

#: Written by `record` and `rebuild` alone. `calendar_version_id` is also a column of the event.
PROJECTED = set(Projection.__dataclass_fields__) - {"calendar_version_id", "accepted_at", "submitted_at"}


#: Rows that have a column of the same name as one of a dossier.
OWN_COLUMNS = ("WorkItem.", "Result.", "SigningRequest.")
OWN_STATES = {"result.state", "request.state"}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def writes(tree: ast.AST) -> set[str]:
    """Names that are stored on an object, or handed to a queryset's update.

    A step has a due date of its own, a result and the asking for its signature each a state.
    """
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and ast.unparse(node) not in OWN_STATES:
            names.add(node.attr)
        if is_update(node) and not ast.unparse(node).startswith(OWN_COLUMNS):
            names.update(keyword.arg for keyword in node.keywords if keyword.arg)
    return names


def is_update(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"


def test_only_record_writes_what_events_decide() -> None:
    """The clock's own variables in rules/ carry the same names and never touch a row."""
    # The foundation knows no dossiers: the state of a ticket in the hall is its own. So are those of an order for
    # payment and of a petition.
    own = ("dossiers/rules/", "foundation/", "effects/payments/", "effects/petitions/")
    elsewhere = ((path, tree) for path, tree in trees() if not path.startswith(own))
    found = {path: writes(tree) & PROJECTED for path, tree in elsewhere}
    # `record` and `rebuild` write the projection as a whole, by name and not by attribute.
    assert {path: names for path, names in found.items() if names} == {}


def test_the_check_above_can_fail() -> None:
    assert writes(ast.parse("dossier.state = 'x'")) & PROJECTED == {"state"}
    assert writes(ast.parse("Dossier.objects.update(due_at=None)")) & PROJECTED == {"due_at"}
    assert writes(ast.parse("WorkItem.objects.update(due_at=None)")) & PROJECTED == set()


def test_nothing_happens_behind_the_reader_s_back() -> None:
    """No signals, no save() overrides."""
    for path, tree in trees():
        imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names}
        assert not imported & {"receiver", "post_save", "pre_save", "post_delete", "m2m_changed"}, path
        assert "def save(" not in (SOURCE / path).read_text(encoding="utf-8"), path


MACHINE_CLOCKS = {"timezone.now", "datetime.now", "date.today", "timezone.localdate", "datetime.utcnow"}


def test_legal_time_is_the_database_s_and_read_at_the_doors() -> None:
    for path, tree in trees():
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        if not path.startswith(("sites/", "config/")) and "/management/" not in path:
            assert "legal_time.now" not in calls, path
        # What is no matter of law, such as counting tries to sign in, may ask the machine's own clock.
        if not path.startswith(("sites/ui/", "config/")) and "/management/" not in path:
            assert not calls & MACHINE_CLOCKS, path


def test_every_reaction_of_the_table_is_registered() -> None:
    reactions = {*table.ALWAYS, *(job for jobs in table.AFTER.values() for job in jobs)}
    assert {reaction.name for reaction in reactions} <= set(JOBS)
    assert "effects.fan_out" in JOBS


def test_every_job_that_commands_queue_by_name_is_registered() -> None:
    """The heart knows what follows by name alone: a name that nobody has would wait in the queue for ever."""
    source = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "dossiers").rglob("*.py"))
    queued = set(re.findall(r"""enqueue\(\s*"([^"]+)\"""", source))
    assert {"effects.fan_out", "effects.handed_over"} <= queued
    assert queued <= set(JOBS)


def test_the_picture_of_the_lifecycle_is_the_table() -> None:
    assert (ROOT / "docs/lifecycle.md").read_text(encoding="utf-8") == page()


#: Architecture, "Glossary": one concept, one word.
FORBIDDEN = re.compile(
    r"\b(application_form_id|citizen_id|cccd|cmnd|staff|employee|helper_function|utils|manager_service)\b"
)


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "core", "base", "services", "misc"])
def test_no_drawer_for_everything_else(word: str) -> None:
    assert not [p for p in SOURCE.rglob(f"{word}*") if p.stem == word and p.suffix in {"", ".py"}]


def test_the_words_of_the_glossary_are_used() -> None:
    for path, tree in trees():
        names = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        names |= {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        assert not [name for name in names if FORBIDDEN.search(name.lower())], path


def test_nothing_committed_names_a_machine() -> None:
    forbidden = re.compile(r"(?:/work|/tmp|/root|/home/\w+)/(?:main|shared|brief|v/)")
    for path in [*SOURCE.rglob("*.py"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bin").glob("*")]:
        if path.is_file():
            assert not forbidden.search(path.read_text(encoding="utf-8", errors="ignore")), path
