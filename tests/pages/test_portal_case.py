"""The case before signing in: answers cut the list, stand in no address, and go along into the draft."""

import re

import pytest
from django.test import Client

from motcua.dossiers.models import Answers, Dossier
from motcua.foundation.accounts.demo import PASSWORD
from tests.pages.portal import page, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

CASE = "/procedures/1.001193/case"
ANSWERS = {"co_giay_chung_sinh": "true", "tre_bo_roi": "false", "cha_me_co_ket_hon": "true", "channel": "online"}


def shown(answer: str) -> set[str]:
    """Keys of the papers that the page asks for."""
    return set(re.findall(r'data-paper="(\w+)" data-standing="\w+">', answer))


def test_without_an_answer_every_paper_is_open_or_asked(world: World, client: Client) -> None:
    answer = page(client.get(CASE))

    assert "giay_chung_sinh" in shown(answer)
    assert "Tùy trường hợp:" in answer
    assert "Chưa cần đăng nhập" in answer


def out(answer: str, name: str) -> str:
    return str(re.findall(rf'data-out="{name}">([^<]*)<', answer)[0])


def test_nothing_is_promised_before_the_answers_that_decide_it(world: World, client: Client) -> None:
    unanswered, answered = page(client.get(CASE)), page(client.post(CASE, ANSWERS))

    assert (out(unanswered, "count"), out(unanswered, "fee")) == ("Tùy trường hợp", "Tùy trường hợp")
    assert out(answered, "count") != "Tùy trường hợp"


def test_answers_cut_the_list_and_stand_in_no_address(world: World, client: Client) -> None:
    answer = client.post(CASE, ANSWERS)

    assert answer.status_code == 200, "shown at once, no redirect that would carry facts"
    assert "giay_chung_sinh" in shown(page(answer))
    assert "bien_ban_bo_roi" not in shown(page(answer))
    assert shown(page(client.post(CASE, {**ANSWERS, "tre_bo_roi": "true"}))) != shown(page(answer))


def test_the_answers_go_along_into_the_draft(world: World) -> None:
    client = Client()
    begun = client.post(CASE, {**ANSWERS, "start": "1"})
    assert begun["Location"] == "/procedures/1.001193/drafts"
    client.post("/sign-in", {"name": "lan", "password": PASSWORD, "next": begun["Location"]})

    client.post(begun["Location"])

    draft = Dossier.objects.get(state="draft", is_practice=False)
    assert draft.answers.data["co_giay_chung_sinh"] is True
    assert draft.answers.data["tre_bo_roi"] is False
    assert "case" not in client.session, "used once"


def test_the_case_of_another_procedure_is_not_carried(world: World) -> None:
    """Negative control."""
    client = signed_in("lan")
    client.post(CASE, {**ANSWERS, "start": "1"})

    client.post("/procedures/1.000894/drafts")

    assert "co_giay_chung_sinh" not in Dossier.objects.get(state="draft").answers.data


def test_what_the_draft_has_answered_already_stays(world: World) -> None:
    draft = world.draft("1.001193")
    client = signed_in("lan")
    client.post(CASE, {**ANSWERS, "co_giay_chung_sinh": "false", "start": "1"})

    client.post("/procedures/1.001193/drafts")

    draft.answers.refresh_from_db()
    assert draft.answers.data["co_giay_chung_sinh"] is True


def test_the_next_one_at_a_shared_telephone_does_not_find_the_answers(world: World) -> None:
    client = signed_in("lan")
    client.post(CASE, {**ANSWERS, "start": "1"})
    assert 'value="true" checked' not in page(client.get(CASE))
    session = client.session
    session["case"] = {**session["case"], "at": "2026-11-16T02:00:00+00:00"}
    session.save()

    client.post("/procedures/1.001193/drafts")

    assert "co_giay_chung_sinh" not in Dossier.objects.get(state="draft").answers.data


def test_what_is_no_procedure_has_no_case(world: World, client: Client) -> None:
    assert client.get("/procedures/khong-co/case").status_code == 404


def test_who_has_signed_in_begins_at_once_with_what_was_answered(world: World) -> None:
    lan = signed_in("lan")
    assert 'formaction="/procedures/1.001193/drafts"' in page(lan.get(CASE))

    started = lan.post("/procedures/1.001193/drafts", {"start": "1", "co_giay_chung_sinh": "true"})

    assert "/form/" in started["Location"]
    kept = Answers.objects.get()
    assert kept.data["co_giay_chung_sinh"] is True
