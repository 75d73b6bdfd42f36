"""Help: a guide to print, desks with their hours, and what people are asked."""

from datetime import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils.html import escape

from motcua.blueprints.catalogue import queries
from motcua.effects.ratings import surveys
from motcua.effects.ratings.models import QuestionKind, Survey, SurveyAnswer
from motcua.effects.ratings.surveys import Question
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Agency, OpeningHours
from tests.doors import door
from tests.pages.portal import page, signed_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

NEW = {
    "title": "Ý kiến của ông/bà",
    "q1": "Ông/bà có hài lòng không?",
    "q1_kind": "scale",
    "q2": "Nộp ở đâu?",
    "q2_kind": "choice",
    "q2_options": "Ở nhà\nỞ trung tâm\n",
}


@pytest.mark.parametrize("code", ["1.001193", "2.000884", "1.013227"])
def test_a_guide_says_it_all_on_one_page(world: World, client: Client, code: str) -> None:
    definition = queries.definition_of(queries.find(code).version.pk)

    answer = page(client.get(f"/procedures/{code}/guide"))

    for group in definition.paper_groups:
        for paper in group.papers:
            assert escape(paper.name) in answer
    assert "<svg" in answer
    assert "Đến đâu, gọi ai" in answer
    assert not client.cookies, "read without leaving a trace"


def test_a_desk_shows_hours_of_its_own(world: World, client: Client) -> None:
    centre = Agency.objects.get(code="H99.1.1")
    assert "7 giờ 30 – 11 giờ 30" in page(client.get("/procedures/1.001193"))

    OpeningHours.objects.create(agency=centre, weekday=5, opens=time(8), closes=time(11, 15))

    answer = page(client.get("/procedures/1.001193"))
    assert "8 giờ – 11 giờ 15" in answer


def test_a_page_that_is_not_there_says_whom_to_ask(world: World, client: Client) -> None:
    answer = client.get("/khong-co")

    assert answer.status_code == 404
    assert "Trung tâm Phục vụ hành chính công tỉnh Sông Lam" in answer.content.decode()


def test_an_administrator_opens_a_survey_and_people_answer_it(world: World) -> None:
    dossier, lan, kien = world.submitted("1.001193"), signed_in("lan"), door("kien")
    address = f"/dossiers/{dossier.code}/survey"
    assert lan.get(address).status_code == 404, "nothing is asked yet"
    kien.post("/studio/surveys/new", NEW)
    number = Survey.objects.get().pk
    kien.post(f"/studio/surveys/{number}/opening")

    assert "Cho biết ý kiến" in page(lan.get(f"/dossiers/{dossier.code}"))
    assert "Ý kiến của ông/bà" in page(lan.get(f"/dossiers/{dossier.code}/receipt"))
    assert lan.post(address, {}).status_code == 422
    lan.post(address, {"q1": "5", "q2": "1"})
    lan.post(address, {"q1": "1"})

    assert [*SurveyAnswer.objects.values_list("values", flat=True)] == [{"q1": 5, "q2": 1}]
    assert "Cho biết ý kiến" not in page(lan.get(f"/dossiers/{dossier.code}"))


def test_a_survey_without_a_question_comes_back(world: World) -> None:
    kien = door("kien")

    assert kien.post("/studio/surveys/new", {"title": "Ý kiến"}).status_code == 422
    assert kien.post("/studio/surveys/new", {**NEW, "q2_options": "Một"}).status_code == 422
    assert not Survey.objects.exists()


def test_results_wait_until_nobody_can_be_guessed(world: World) -> None:
    survey = surveys.make("Ý kiến", questions=(Question("q1", QuestionKind.TEXT, "Gì nữa?"),), at=MONDAY)
    surveys.open_one(survey, at=MONDAY)
    kien, address = door("kien"), f"/studio/surveys/{survey.pk}"
    for account in range(surveys.LEAST_ANSWERS - 1):
        surveys.answer(survey, account_id=account, dossier_id=1, values={"q1": "=HYPERLINK(1)"}, at=MONDAY)
    assert "HYPERLINK" not in page(kien.get(address))
    assert "HYPERLINK" not in kien.get(f"{address}/answers.csv").content.decode()

    surveys.answer(survey, account_id=99, dossier_id=1, values={"q1": "Tốt"}, at=MONDAY)

    assert "HYPERLINK" in page(kien.get(address))
    table = kien.get(f"{address}/answers.csv").content.decode()
    assert "'=HYPERLINK(1)" in table, "a spreadsheet must not run what somebody typed"


def test_the_studio_shows_how_long_filling_takes(world: World) -> None:
    kien = door("kien")
    assert "chưa có gì để đo" in page(kien.get("/studio/measures"))

    world.submitted("1.001193", at=legal_time.now())

    answer = page(kien.get("/studio/measures"))
    assert "Đăng ký khai sinh" in answer
    assert "1 / 1" in answer
    assert page(kien.get("/studio/measures/1.001193", {"days": "90"}))
    assert kien.get("/studio/measures/9.999999").status_code == 404


def test_a_command_sets_the_hours_of_a_unit(world: World) -> None:
    out = StringIO()
    call_command("opening_hours", "H99.0", "mon-tue=07:30-11:30,13:00-17:00", "sat=08:00-11:00", stdout=out)

    assert out.getvalue().splitlines() == [
        "mon 07:30-11:30",
        "mon 13:00-17:00",
        "tue 07:30-11:30",
        "tue 13:00-17:00",
        "sat 08:00-11:00",
    ]
    with pytest.raises(CommandError, match="write it like"):
        call_command("opening_hours", "H99.0", "sunday")
    call_command("opening_hours", "H99.0", "--as-calendar", stdout=out)
    assert not OpeningHours.objects.exists()
