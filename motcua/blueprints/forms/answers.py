"""What is asked in this case, what is wrong with the answers, and what the system answers itself. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import evaluate, fails, holds
from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.definition import AnsweredBy, CrossCheck, Field, Form, Section
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.forms.number_doubts import doubts
from motcua.blueprints.forms.posted import Posted
from motcua.blueprints.forms.problems import Problem, wrong
from motcua.foundation.calendar.arithmetic import WorkingCalendar, legal_day

Answers = Mapping[str, Any]

#: The name of the step in which the case questions are asked, beside the keys of the sections.
QUESTIONS = "case_questions"


def problems(
    form: Form,
    answers: Answers,
    *,
    at: datetime,
    calendar: WorkingCalendar,
    only_section: str | None = None,
    channel: str | None = None,
) -> list[Problem]:
    """Everything to mend, in the order of the form; with `only_section`, in that section (or QUESTIONS) alone.

    Cross-checks are told in the last section that they read, once every field that they read has been asked.
    """
    context = context_of(at=at, calendar=calendar, channel=channel)
    known = with_computed(form, answers, context)
    found = [
        problem
        for name, fields in _steps_of(form, known, context)
        if only_section in (None, name)
        for asked in fields
        for problem in _field_problems(form, asked, known, context)
    ]
    wrong_fields = {problem.field for problem in found if problem.blocks}
    return found + [
        problem
        for check in form.cross_checks
        if only_section in (None, _told_in(form, check)) and not wrong_fields.intersection(check.fields)
        for problem in _broken(check, known, context)
    ]


def context_of(*, at: datetime, calendar: WorkingCalendar, channel: str | None = None) -> Context:
    """What expressions may know at that moment; the day is that of legal time."""
    today = legal_day(at)
    return Context(today=today, submitted_on=today, channel=channel, calendar=calendar)


def computed(form: Form, answers: Answers, context: Context) -> dict[str, Any]:
    """What the system answers: computed fields and its own case questions, those that can be known already."""
    known = dict(answers)
    values = {}
    for asked in form.computed_fields:
        value = evaluate(asked.computed, known, context) if asked.computed is not None else None
        if value is not None:
            known[asked.key] = values[asked.key] = value
        else:
            known.pop(asked.key, None)
    return values


def with_computed(form: Form, answers: Answers, context: Context) -> dict[str, Any]:
    """The answers with what the system makes of them; what a person claims for a computed field does not count."""
    given = {key: value for key, value in answers.items() if key in form.fields and form.fields[key].computed is None}
    return {**given, **computed(form, given, context)}


def visible_answers(
    form: Form, answers: Answers, *, at: datetime, calendar: WorkingCalendar, channel: str | None = None
) -> dict[str, Any]:
    """What is filed: answers to what is asked in this case and what the system computed; officers' answers stay."""
    context = context_of(at=at, calendar=calendar, channel=channel)
    known = with_computed(form, answers, context)
    asked = {each.key for _, fields in _steps_of(form, known, context) for each in fields}
    reckoned = {each.key for each in form.computed_fields}
    found_out = {each.key for each in form.asked_of(AnsweredBy.OFFICER) if _is_sound(each, known, context)}
    kept = asked | reckoned | found_out
    return {key: value for key, value in known.items() if key in kept and is_filled(value)}


def sections_for(form: Form, answers: Answers, context: Context) -> tuple[Section, ...]:
    """The sections that this case asks."""
    return tuple(section for section in form.sections if holds(section.visible_when, answers, context))


def fields_for(form: Form, section: Section, answers: Answers, context: Context) -> tuple[Field, ...]:
    """The fields that this case asks in the section; what the system computes is shown there and not asked."""
    return tuple(each for each in form.fields_asked_in(section) if holds(each.visible_when, answers, context))


def is_required(asked: Field, answers: Answers, context: Context) -> bool:
    return asked.required or (asked.required_when is not None and holds(asked.required_when, answers, context))


def read(fields: Iterable[Field], post: Posted) -> dict[str, Any]:
    """What was posted for these fields. An emptied field is null: it takes the earlier answer away."""
    return {each.key: type_of(each).read(post, each, each.key) for each in fields if each.computed is None}


def defaults(form: Form) -> dict[str, Any]:
    """What a new form begins with."""
    return {each.key: each.default for each in form.fields.values() if each.default is not None}


def _steps_of(form: Form, answers: Answers, context: Context) -> Iterator[tuple[str, list[Field]]]:
    """Each step's name and the fields that a person answers there in this case."""
    questions = (form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT))
    yield QUESTIONS, [each for each in questions if holds(each.visible_when, answers, context)]
    for section in sections_for(form, answers, context):
        yield section.key, [each for each in fields_for(form, section, answers, context) if each.computed is None]


def _field_problems(form: Form, asked: Field, answers: Answers, context: Context) -> list[Problem]:
    answer = answers.get(asked.key)
    if not is_filled(answer):
        return [missing(asked)] if is_required(asked, answers, context) else []
    return (
        type_of(asked).problems(asked, answer, context)
        or _order_problems(form, asked, answers)
        or doubts(form, asked, answers)
    )


def _is_sound(asked: Field, answers: Answers, context: Context) -> bool:
    return not any(problem.blocks for problem in type_of(asked).problems(asked, answers.get(asked.key), context))


def _order_problems(form: Form, asked: Field, answers: Answers) -> list[Problem]:
    """A date that must come after another one."""
    earlier = answers.get(asked.after) if asked.after else None
    if not earlier or str(answers[asked.key]) > str(earlier):
        return []
    other = form.fields[str(asked.after)]
    sentence = _("%(label)s phải sau %(other)s. Sửa lại một trong hai ngày.")
    return wrong(asked, "order", sentence, label=asked.label, other=other.label[:1].lower() + other.label[1:])


def _broken(check: CrossCheck, answers: Answers, context: Context) -> list[Problem]:
    if not fails(check.rule, answers, context):
        return []
    return [Problem(check.fields[0], check.key, check.message, severity=check.severity)]


def _told_in(form: Form, check: CrossCheck) -> str:
    """The section that asks the last of the fields that the check reads."""
    home = {each.key: section.key for section in form.sections for each in form.fields_asked_in(section)}
    order = [section.key for section in form.sections]
    homes = [home[key] for key in check.fields if key in home]
    return max(homes, key=order.index) if homes else QUESTIONS
