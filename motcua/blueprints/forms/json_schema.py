"""A form as JSON Schema 2020-12, published so that others can check a filing before they send it.

It says what each answer looks like. What depends on other answers is decided by the server.
"""

from typing import Any

from motcua.blueprints.forms.definition import AnsweredBy, Field, Form
from motcua.blueprints.forms.field_types.registry import type_of

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def compiled(form: Form) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "title": form.title,
        "type": "object",
        "properties": {key: {"title": each.label, **type_of(each).schema(each)} for key, each in form.fields.items()},
        "required": _always_required(form),
        "additionalProperties": False,
    }


def _always_required(form: Form) -> list[str]:
    questions = [form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT)]
    asked = [
        each for section in form.sections if section.visible_when is None for each in form.fields_asked_in(section)
    ]
    return [each.key for each in (*questions, *asked) if _is_always_required(each)]


def _is_always_required(asked: Field) -> bool:
    return asked.required and asked.visible_when is None and asked.computed is None
