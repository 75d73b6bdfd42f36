"""What a page of questions needs on its way in and out, however many sections it shows."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import AnsweredBy, Field, Form
from motcua.blueprints.forms.problems import Problem
from motcua.sites.ui.filling.draft import Draft

#: A draft is not saved a thousand million times.
_MOST_DIGITS = 9


def asked_fields(form: Form, keys: Iterable[str]) -> list[Field]:
    """What the page asked when it was drawn, as it says itself: a question that came up since is not emptied.

    A page may say after "=" from which answer it was drawn. Questions of officers and of the system are not the
    applicant's to answer, whatever was sent.
    """
    others = {question.key for question in form.questions if question.answered_by is not AnsweredBy.APPLICANT}
    named = dict.fromkeys(key.partition("=")[0] for key in keys)
    return [form.fields[key] for key in named if key in form.fields and key not in others]


def drawn_from(keys: Iterable[str]) -> dict[str, str]:
    """The mark of the answer that each question was drawn with, for those whose page says it."""
    return {key: mark for key, _, mark in (each.partition("=") for each in keys) if mark}


def revision(sent: str) -> int | None:
    """The revision that the page was drawn from; one that somebody made up is none."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) <= _MOST_DIGITS else None


def first_sentences(found: Iterable[Problem]) -> dict[str, str]:
    """One sentence for each input that must be mended."""
    return _first(problem for problem in found if problem.blocks)


def first_warnings(found: Iterable[Problem]) -> dict[str, str]:
    """One sentence for each input that may be right all the same."""
    return _first(problem for problem in found if not problem.blocks)


def drawn(field: Field, draft: Draft) -> Field:
    """A field that this case requires is marked so."""
    required = forms.is_required(field, draft.known, draft.context)
    return field if required is field.required else replace(field, required=required)


def with_row(values: Mapping[str, Any], *, table: str) -> dict[str, Any]:
    """One empty row more in the table that asked for it."""
    return {**values, table: [*(values.get(table) or [{}]), {}]} if table else dict(values)


def _first(found: Iterable[Problem]) -> dict[str, str]:
    sentences: dict[str, str] = {}
    for problem in found:
        sentences.setdefault(problem.field, str(problem))
    return sentences
