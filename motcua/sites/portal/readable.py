"""Answers as a person reads them, section by section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import AnsweredBy, Field
from motcua.blueprints.forms.display import place_names, shown, shown_rows
from motcua.sites.ui.filling.draft import CASE_TITLE


@dataclass(frozen=True, slots=True)
class Line:
    """A question and its answer; a table's rows stand below its heads."""

    key: str
    label: str
    value: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    key: str
    title: str | Promise
    lines: tuple[Line, ...]


def lines(fields: Iterable[Field], answers: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every field, answered or not."""
    return tuple(_line(field, answers.get(field.key)) for field in fields)


def chapters(definition: Definition, answers: Mapping[str, Any], context: Context) -> list[Chapter]:
    """What was filed: only what was answered."""
    form = definition.form
    questions = [form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT)]
    found = [Chapter(forms.QUESTIONS, CASE_TITLE, _answered(questions, answers))]
    for section in forms.sections_for(form, answers, context):
        fields = forms.fields_for(form, section, answers, context)
        found.append(Chapter(section.key, section.title, _answered(fields, answers)))
    return [chapter for chapter in found if chapter.lines]


def address(value: Mapping[str, str]) -> str:
    """An address outside a form, in the same words."""
    names = place_names()
    parts = (value.get("detail", ""), *(names.get(value.get(part, ""), "") for part in ("commune", "province")))
    return ", ".join(part for part in parts if part)


def _answered(fields: Iterable[Field], answers: Mapping[str, Any]) -> tuple[Line, ...]:
    return lines((field for field in fields if is_filled(answers.get(field.key))), answers)


def _line(field: Field, value: object) -> Line:
    if field.type != "table" or not is_filled(value):
        return Line(field.key, field.label, shown(field, value))
    return Line(
        field.key,
        field.label,
        shown(field, value),
        heads=tuple(column.label for column in field.columns),
        rows=tuple(tuple(row) for row in shown_rows(field, value)),
    )
