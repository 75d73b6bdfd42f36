"""Asking what people think: once per person and dossier, without the person in the answer."""

from typing import Any

import pytest
from django.db import IntegrityError, connection

from motcua.effects.ratings import surveys
from motcua.effects.ratings.models import QuestionKind, Survey, SurveyAnswer, SurveyMark
from motcua.effects.ratings.surveys import Question
from tests.world import MONDAY, TUESDAY, World

pytestmark = pytest.mark.django_db

QUESTIONS = (
    Question("q1", QuestionKind.SCALE, "Ông/bà có hài lòng không?"),
    Question("q2", QuestionKind.CHOICE, "Nộp ở đâu?", ("Ở nhà", "Ở trung tâm")),
    Question("q3", QuestionKind.TEXT, "Điều gì nên làm khác đi?"),
)


@pytest.fixture
def survey(world: World) -> Survey:
    made = surveys.make("Ý kiến của ông/bà", questions=QUESTIONS, at=MONDAY)
    surveys.open_one(made, at=MONDAY)
    made.refresh_from_db()
    return made


def test_a_person_answers_once_about_a_dossier(world: World, survey: Survey) -> None:
    assert world.lan.account_id
    facts: dict[str, Any] = {"account_id": world.lan.account_id, "dossier_id": 7, "at": TUESDAY}
    surveys.answer(survey, values={"q1": "4"}, **facts)

    with pytest.raises(surveys.AlreadyAnswered):
        surveys.answer(survey, values={"q1": "1"}, **facts)

    surveys.answer(survey, values={"q1": "5"}, **{**facts, "dossier_id": 8})
    assert sorted(SurveyAnswer.objects.values_list("values__q1", flat=True)) == [4, 5]
    assert surveys.open_for(account_id=world.lan.account_id, dossier_id=7) is None
    assert surveys.open_for(account_id=world.lan.account_id, dossier_id=9) == survey


def test_nothing_in_the_tables_leads_from_an_answer_to_a_person(world: World, survey: Survey) -> None:
    """No column of the answer is shared with the mark, none has a moment or refers to anything but the survey."""
    answers = {field.name for field in SurveyAnswer._meta.get_fields()}
    marks = {field.name for field in SurveyMark._meta.get_fields()}

    assert answers == {"id", "survey", "values", "month"}
    assert marks == {"mark"}
    assert SurveyAnswer(survey=survey, values={}, month=MONDAY.date()).id.version == 4, "random, so it tells no order"


def test_what_is_no_answer_is_not_kept(world: World, survey: Survey) -> None:
    facts: dict[str, Any] = {"account_id": 1, "dossier_id": 1, "at": TUESDAY}

    with pytest.raises(surveys.NothingAnswered):
        surveys.answer(survey, values={"q1": "6", "q2": "0", "q3": "  "}, **facts)

    surveys.answer(survey, values={"q1": "đ", "q2": "2", "q9": "x", "q3": "a" * 900}, **facts)
    kept = SurveyAnswer.objects.get().values
    assert kept == {"q2": 2, "q3": "a" * surveys.LONGEST_TEXT}


def test_only_an_open_survey_takes_answers_and_only_one_is_open(world: World, survey: Survey) -> None:
    other = surveys.make("Khác", questions=QUESTIONS, at=MONDAY)

    with pytest.raises(surveys.AnotherIsOpen):
        surveys.open_one(other, at=MONDAY)
    surveys.close(survey, at=TUESDAY)
    with pytest.raises(surveys.SurveyClosed):
        surveys.answer(survey, account_id=1, dossier_id=1, values={"q1": "3"}, at=TUESDAY)
    with pytest.raises(surveys.SurveyClosed):
        surveys.open_one(survey, at=TUESDAY)
    surveys.open_one(other, at=TUESDAY)
    assert surveys.open_now() == other


def test_the_database_itself_allows_one_open_survey(world: World, survey: Survey) -> None:
    other = surveys.make("Khác", questions=QUESTIONS, at=MONDAY)

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE ratings_survey SET opened_at = now() WHERE id = %s", [other.pk])


def test_results_are_counted_by_choice(world: World, survey: Survey) -> None:
    for number, values in enumerate(({"q1": "5"}, {"q1": "5", "q2": "1"}, {"q1": "2"})):
        surveys.answer(survey, account_id=number, dossier_id=1, values=values, at=TUESDAY)

    scale, choice, text = surveys.results(survey)

    assert scale.counts == {1: 0, 2: 1, 3: 0, 4: 0, 5: 2}
    assert scale.mean == pytest.approx(4)
    assert choice.counts == {1: 1, 2: 0}
    assert text.texts == ()
