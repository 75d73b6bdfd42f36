"""Make, open, answer and close a survey.

Once per person and dossier, and anonymous: what keeps the second answer away is a keyed hash in a table of its own.
It has no column in common with the answers, neither has a moment, and the keys of answers are random. Who holds both
the key and the database can find out *that* somebody answered, never in which words by any column; only the physical
order of rows could hint at it, which a backup restored by rows does not keep.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from motcua.effects.ratings.models import QuestionKind, Survey, SurveyAnswer, SurveyMark
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal

MOST_QUESTIONS = 5
SCALE = range(1, 6)
LONGEST_TEXT = 500
#: With fewer answers a result could speak of one person.
LEAST_ANSWERS = 5


class AlreadyAnswered(Refusal):
    """This account has answered about this dossier."""


class SurveyClosed(Refusal):
    """The survey takes no answers now."""


class AnotherIsOpen(Refusal):
    """People are asked one thing at a time."""


class NothingAnswered(Refusal):
    """An answer without a single question answered."""


@dataclass(frozen=True, slots=True)
class Question:
    key: str
    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()

    @property
    def choices(self) -> dict[int, str]:
        """What can be counted: the scale, or the options by position."""
        if self.kind is QuestionKind.SCALE:
            return {number: str(number) for number in SCALE}
        return dict(enumerate(self.options, start=1))


@dataclass(frozen=True, slots=True)
class Result:
    """`counts` by choice; `texts` in an order that says nothing."""

    question: Question
    counts: Mapping[int, int]
    texts: tuple[str, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def mean(self) -> float | None:
        if self.question.kind is not QuestionKind.SCALE or not self.total:
            return None
        return sum(value * count for value, count in self.counts.items()) / self.total


def questions_of(survey: Survey) -> tuple[Question, ...]:
    return tuple(
        Question(each["key"], QuestionKind(each["kind"]), each["text"], tuple(each["options"]))
        for each in survey.questions
    )


def make(title: str, *, questions: Sequence[Question], at: datetime) -> Survey:
    stored = [
        {"key": each.key, "kind": each.kind.value, "text": each.text, "options": [*each.options]} for each in questions
    ]
    return Survey.objects.create(title=title, questions=stored, made_at=at)


def open_one(survey: Survey, *, at: datetime) -> None:
    """Raises AnotherIsOpen; what was closed stays closed, because its questions have been answered."""
    try:
        with transaction.atomic():
            opened = Survey.objects.filter(pk=survey.pk, opened_at=None).update(opened_at=at)
    except IntegrityError as both:
        raise AnotherIsOpen from both
    if not opened:
        raise SurveyClosed


def close(survey: Survey, *, at: datetime) -> None:
    """Closing twice is closing once."""
    Survey.objects.filter(pk=survey.pk, closed_at=None, opened_at__isnull=False).update(closed_at=at)


def open_now() -> Survey | None:
    return Survey.objects.filter(opened_at__isnull=False, closed_at=None).first()


def open_for(*, account_id: int, dossier_id: int) -> Survey | None:
    """The open survey, unless this account has answered it about this dossier."""
    survey = open_now()
    if survey is None or SurveyMark.objects.filter(mark=_mark(survey, account_id, dossier_id)).exists():
        return None
    return survey


def answer(survey: Survey, *, account_id: int, dossier_id: int, values: Mapping[str, Any], at: datetime) -> None:
    """Keep what was said and that something was said, apart. Raises SurveyClosed, AlreadyAnswered, NothingAnswered."""
    given = {each.key: value for each in questions_of(survey) if (value := _sound(each, values.get(each.key)))}
    if not given:
        raise NothingAnswered
    with transaction.atomic():
        if not Survey.objects.select_for_update().get(pk=survey.pk).is_open:
            raise SurveyClosed
        _, is_first = SurveyMark.objects.get_or_create(mark=_mark(survey, account_id, dossier_id))
        if not is_first:
            raise AlreadyAnswered
        month = legal_day(at).replace(day=1)
        SurveyAnswer.objects.create(survey=survey, values=given, month=month)


def results(survey: Survey) -> tuple[Result, ...]:
    """By question, in one pass. Ask `count` first: of too few, nothing is shown."""
    rows = list(survey.answers.order_by("pk").values_list("values", flat=True))
    return tuple(_result(each, [row[each.key] for row in rows if each.key in row]) for each in questions_of(survey))


def _result(question: Question, given: Sequence[Any]) -> Result:
    if question.kind is QuestionKind.TEXT:
        return Result(question, {}, tuple(given))
    counted = Counter(given)
    return Result(question, {choice: counted[choice] for choice in question.choices}, ())


def _sound(question: Question, value: Any) -> int | str | None:
    """The value as it may be kept; anything else is no answer."""
    if question.kind is QuestionKind.TEXT:
        return str(value or "").strip()[:LONGEST_TEXT] or None
    text = str(value or "")
    return int(text) if text in map(str, question.choices) else None


def _mark(survey: Survey, account_id: int, dossier_id: int) -> str:
    return search_hash(f"survey {survey.pk}, account {account_id}, dossier {dossier_id}")
