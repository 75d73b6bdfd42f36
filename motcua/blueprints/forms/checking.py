"""What is wrong with a form, told before it is published."""

import re
from collections.abc import Iterator

from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.expressions.tree import Path
from motcua.blueprints.forms.definition import AnsweredBy, Field, Form
from motcua.blueprints.forms.prefill import SOURCES

NEEDS_OPTIONS = frozenset({"select", "radio", "multiselect"})
DATES = frozenset({"date", "partial_date"})


def form_mistakes(form: Form) -> Iterator[Mistake]:
    """Paths are those of the definition file."""
    yield from _keys_once(form)
    for asked, at in _all_fields(form):
        yield from _field(asked, at, form)
    for number, check in enumerate(form.cross_checks):
        for place, key in enumerate(check.fields):
            if key not in form.fields:
                yield Mistake(("form", "cross_checks", number, "fields", place), "the key of a field", key)


def _all_fields(form: Form) -> Iterator[tuple[Field, Path]]:
    yield from ((question, ("case_questions", number)) for number, question in enumerate(form.questions))
    for number, section in enumerate(form.sections):
        for place, asked in enumerate(section.fields):
            yield asked, ("form", "sections", number, "fields", place)


def _keys_once(form: Form) -> Iterator[Mistake]:
    """Among the questions and among the form's fields; a question may share its key with one field."""
    seen: set[tuple[bool, str]] = set()
    for asked, at in _all_fields(form):
        place = (at[0] == "form", asked.key)
        if place in seen:
            yield Mistake((*at, "key"), "a key that no other field has", asked.key)
        seen.add(place)
    sections = [section.key for section in form.sections]
    for number, key in enumerate(sections):
        if key in sections[:number]:
            yield Mistake(("form", "sections", number, "key"), "a key that no other section has", key)


def _field(asked: Field, at: Path, form: Form) -> Iterator[Mistake]:
    yield from _parts(asked, at)
    yield from _values(asked, at)
    if asked.prefill is not None and asked.prefill not in SOURCES:
        yield Mistake((*at, "prefill"), f"one of {', '.join(SOURCES)}", asked.prefill)
    earlier = form.fields.get(asked.after) if asked.after is not None else asked
    if asked.after is not None and (earlier is None or earlier.type not in DATES):
        yield Mistake((*at, "after"), "the key of a date field", asked.after)
    for number, column in enumerate(asked.columns):
        yield from _field(column, (*at, "columns", number), form)


def _parts(asked: Field, at: Path) -> Iterator[Mistake]:
    """What a type cannot do without."""
    if asked.type in NEEDS_OPTIONS and not asked.options and not asked.options_open:
        yield Mistake(at, f"options or options_ref for {asked.type}", "neither")
    if asked.type == "table" and not asked.columns:
        yield Mistake(at, "columns for a table", "none")
    if asked.type == "computed_text":
        if asked.computed is None:
            yield Mistake(at, "computed for computed_text", "none")
    elif (asked.answered_by is AnsweredBy.SYSTEM) != (asked.computed is not None):
        yield Mistake(at, "computed together with answered_by: system", "one without the other")


def _values(asked: Field, at: Path) -> Iterator[Mistake]:
    if asked.minimum is not None and asked.maximum is not None and asked.minimum > asked.maximum:
        yield Mistake((*at, "maximum"), f"at least the minimum, {asked.minimum}", str(asked.maximum))
    if isinstance(asked.default, str) and asked.options and asked.default not in asked.choices:
        yield Mistake((*at, "default"), f"one of {', '.join(asked.choices)}", asked.default)
    if asked.pattern is not None:
        try:
            re.compile(asked.pattern)
        except re.error as error:
            yield Mistake((*at, "pattern"), "a regular expression", str(error))
    values = [option.value for option in asked.options]
    if len(set(values)) != len(values):
        yield Mistake(
            (*at, "options"), "each value once", ", ".join(sorted({v for v in values if values.count(v) > 1}))
        )
