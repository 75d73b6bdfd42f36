"""The population database asked from a form: about herself alone, written down, and never in the way."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import Settings

from motcua.blueprints.catalogue.definition import GroupRule, PaperGroup
from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import filing
from motcua.dossiers.models import Answers, Dossier, Filing
from motcua.effects.registries import speaking
from motcua.effects.registries.models import LookUp, LookUpAnswer, LookUpOutcome, Register
from motcua.effects.registries.population import connection, stand_in
from motcua.effects.registries.population.stand_in import Misbehaviour, StandIn
from motcua.effects.registries.purposes import Purpose
from motcua.foundation.accounts.models import Person
from motcua.sites.desk import filed
from tests.pages.portal import form_to, page, signed_in, start
from tests.world import TUESDAY, World, account

pytestmark = pytest.mark.django_db

LAN = "001195000011"
BUTTON = "Lấy thông tin của tôi từ Cơ sở dữ liệu dân cư"


@pytest.fixture
def register(settings: Settings) -> Iterator[StandIn]:
    server = StandIn()
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    settings.POPULATION_URL = server.url
    settings.POPULATION_USER = stand_in.USER
    settings.POPULATION_SECRET = stand_in.SECRET
    settings.POPULATION_MEMBER = stand_in.MEMBER
    settings.POPULATION_API_KEY = stand_in.API_KEY
    connection.BREAKER.note_answer()
    yield server
    connection.BREAKER.note_answer()
    speaking.forget()
    server.stop()
    running.join()


@pytest.fixture
def lan(world: World) -> Client:
    return signed_in("lan")


def applicant(lan: Client) -> str:
    return f"{start(lan, '1.001193')}/form/nguoi_yeu_cau"


def ask(lan: Client, at: str, **typed: str) -> Any:
    return lan.post(f"{at}/register", {**form_to(lan.get(at), at), **typed})


def answers(at: str) -> Answers:
    return Answers.objects.get(dossier__uuid=at.split("/")[2])


def test_what_the_register_knows_is_filled_in_and_says_so(lan: Client, register: StandIn) -> None:
    Person.objects.filter(pk=account("lan").person_id).update(residence={})
    at = applicant(lan)
    assert BUTTON in page(lan.get(at))

    answer = ask(lan, at)

    assert answer["Location"] == at
    assert answers(at).data["nyc_noi_cu_tru"] == {"province": "99", "commune": "99001", "detail": "Số 12, tổ 4"}
    assert answers(at).sources["nyc_noi_cu_tru"]["from"] == "register"
    assert answers(at).sources["nyc_ho_ten"]["from"] == "register", "it confirmed what was there"
    assert "Từ cơ sở dữ liệu dân cư" in page(lan.get(at))
    assert register.book.complaints == []


def test_another_residence_is_shown_beside_the_one_on_the_form(lan: Client, register: StandIn) -> None:
    at = applicant(lan)

    both = page(ask(lan, at, nyc_noi_cu_tru_detail="Số 99 phố Khác"))

    assert "Số 99 phố Khác" in both
    assert "Số 12, tổ 4" in both


def test_each_look_up_is_written_down_without_what_was_asked(lan: Client, register: StandIn) -> None:
    at = applicant(lan)

    ask(lan, at)

    noted = LookUp.objects.get()
    assert noted.account == account("lan")
    assert noted.dossier_id == answers(at).dossier_id
    assert (noted.answer.outcome, str(noted.request_id)) == (LookUpOutcome.FOUND, register.book.asked[0])
    assert LAN not in str(vars(noted))


def test_a_look_up_that_was_written_down_stays(lan: Client, register: StandIn) -> None:
    ask(lan, applicant(lan))

    with pytest.raises(DatabaseError), transaction.atomic():
        LookUp.objects.update(purpose=Purpose.DECIDE)
    with pytest.raises(DatabaseError), transaction.atomic():
        LookUpAnswer.objects.update(outcome=LookUpOutcome.DOWN)


@pytest.mark.parametrize("how", [Misbehaviour.FAULT, Misbehaviour.BROKEN_GATEWAY, Misbehaviour.HALF])
def test_a_register_that_is_down_says_so_and_nothing_is_lost(
    lan: Client, register: StandIn, how: Misbehaviour, caplog: pytest.LogCaptureFixture
) -> None:
    register.book.misbehaviour = how
    at = applicant(lan)

    with caplog.at_level(logging.DEBUG):
        answer = ask(lan, at, nyc_dien_thoai="0911111111")

    assert answer["Location"] == at
    assert "Cơ sở dữ liệu đang không trả lời. Ông/bà cứ điền tiếp, không mất gì." in page(lan.get(at))
    assert answers(at).data["nyc_dien_thoai"] == "0911111111"
    assert LookUp.objects.get().answer.outcome == LookUpOutcome.DOWN
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert LAN not in " ".join(ours)


def test_somebody_elses_number_is_not_asked_about(lan: Client, register: StandIn) -> None:
    """Who knows a number, a name and a birth date must not learn an address with them."""
    at = applicant(lan)

    ask(lan, at, nyc_so_dinh_danh="001088000022")

    assert "Chỉ lấy được thông tin của chính ông/bà" in page(lan.get(at))
    assert register.book.asked == []
    assert not LookUp.objects.exists()


def test_the_parents_are_not_looked_up(lan: Client, register: StandIn) -> None:
    draft = start(lan, "1.001193")
    questions = f"{draft}/form/case_questions"
    lan.post(questions, {**form_to(lan.get(questions), questions), "tre_bo_roi": "false"})

    assert BUTTON not in page(lan.get(f"{draft}/form/cha"))
    assert lan.post(f"{draft}/form/cha/register", {}).status_code == 404
    assert register.book.asked == []


def test_facts_that_differ_are_told_and_the_way_is_open(lan: Client, register: StandIn) -> None:
    del register.book.citizens[LAN]
    at = applicant(lan)

    ask(lan, at)

    assert "không có số định danh này" in page(lan.get(at))
    assert LookUp.objects.get().answer.outcome == LookUpOutcome.NOBODY


def test_without_a_register_nothing_is_offered(lan: Client) -> None:
    at = applicant(lan)

    assert BUTTON not in page(lan.get(at))
    assert ask(lan, at).status_code == 404


def test_who_practises_asks_no_register(lan: Client, register: StandIn) -> None:
    at = applicant(lan)
    Dossier.objects.filter(uuid=at.split("/")[2]).update(is_practice=True)

    assert BUTTON not in page(lan.get(at))
    assert ask(lan, at).status_code == 404
    assert register.book.asked == []


def criminal_record(lan: Client) -> str:
    """A procedure that asks for a copy of the identity card."""
    return start(lan, "3.000333")


def paper_asked_for(lan: Client, draft: str) -> str:
    """What stands beside the copy of the identity card."""
    card = html.fromstring(page(lan.get(f"{draft}/papers"))).get_element_by_id("giay_to_tuy_than")
    return str(card.xpath("string(.//*[contains(@class, 'mc-label')])")).strip()


def test_what_the_register_confirmed_needs_no_paper_and_the_page_says_why(lan: Client, register: StandIn) -> None:
    draft = criminal_record(lan)
    assert paper_asked_for(lan, draft) == "Cần đính kèm"

    ask(lan, f"{draft}/form/nguoi_yeu_cau")

    assert paper_asked_for(lan, draft) == "Không phải nộp"
    assert "Cơ sở dữ liệu dân cư đã xác nhận thông tin này" in page(lan.get(f"{draft}/papers"))


def test_typing_another_number_brings_the_paper_back(lan: Client, register: StandIn) -> None:
    draft = criminal_record(lan)
    at = f"{draft}/form/nguoi_yeu_cau"
    ask(lan, at)

    lan.post(at, {**form_to(lan.get(at), at), "nyc_so_dinh_danh": "001195000012"})

    assert paper_asked_for(lan, draft) == "Cần đính kèm"


def test_a_register_that_is_down_replaces_no_paper(lan: Client, register: StandIn) -> None:
    register.book.misbehaviour = Misbehaviour.FAULT
    draft = criminal_record(lan)

    ask(lan, f"{draft}/form/nguoi_yeu_cau")

    assert paper_asked_for(lan, draft) == "Cần đính kèm"


def test_filing_counts_papers_as_the_page_does(lan: Client, register: StandIn) -> None:
    draft = criminal_record(lan)
    dossier = Dossier.objects.get(uuid=draft.split("/")[2])
    answered = answers(f"{draft}/form").data
    with pytest.raises(filing.PapersMissing):
        filing._complete_papers(dossier, answered, at=TUESDAY)

    ask(lan, f"{draft}/form/nguoi_yeu_cau")

    assert filing._complete_papers(dossier, answers(f"{draft}/form").data, at=TUESDAY) == []


def test_nobody_asks_without_end(lan: Client, register: StandIn) -> None:
    at = applicant(lan)
    LookUp.objects.bulk_create(
        LookUp(
            register=Register.POPULATION,
            account=account("lan"),
            dossier_id=1,
            request_id=uuid4(),
            purpose=Purpose.FILL_IN,
            at=timezone.now(),
        )
        for _ in range(20)
    )

    ask(lan, at)

    assert "đã tra cứu nhiều lần" in page(lan.get(at))
    assert register.book.asked == []


def test_the_officer_sees_which_paper_the_register_replaced(world: World) -> None:
    dossier = world.submitted("1.001193")
    definition = definition_of(dossier.procedure_version_id)
    paper = paper_named(definition, key="giay_to_tuy_than")
    assert paper is not None
    own = replace(definition, paper_groups=(PaperGroup("all", "", GroupRule.ALL, (replace(paper, when=None),)),))
    assert filed.confirmed_papers(own, Filing.objects.get(dossier=dossier)) == []

    Answers.objects.filter(dossier=dossier).update(sources={"nyc_so_dinh_danh": {"from": "register", "of": ""}})

    assert filed.confirmed_papers(own, Filing.objects.get(dossier=dossier)) == [paper.name]
