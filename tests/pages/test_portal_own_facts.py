"""The mother who registers her child's birth presses once and types nothing about herself; a man is not asked."""

import pytest
from django.test import Client

from motcua.dossiers.models import Answers
from tests.pages.portal import form_to, page, signed_in, start
from tests.world import World

pytestmark = pytest.mark.django_db


def about(client: Client, who: str) -> str:
    """The page about that parent, which comes up for a child that was not abandoned."""
    draft = start(client, "1.001193")
    questions = f"{draft}/form/case_questions"
    client.post(questions, {**form_to(client.get(questions), questions), "tre_bo_roi": "false"})
    return f"{draft}/form/{who}"


def press(client: Client, at: str, who: str, **typed: str) -> int:
    sent = {**form_to(client.get(at), at), "own_of": who, **typed}
    return client.post(f"{at}/own", sent).status_code


def answers(at: str) -> Answers:
    return Answers.objects.get(dossier__uuid=at.split("/")[2])


def test_she_is_the_mother_and_says_so_with_one_button(world: World) -> None:
    lan = signed_in("lan")
    at = about(lan, "me")
    assert "Tôi là người mẹ" in page(lan.get(at))

    assert press(lan, at, "me") == 302

    kept = answers(at)
    assert kept.data["me_ho_ten"] == "Nguyễn Thị Ngọc Lan"
    assert kept.data["me_so_dinh_danh"] == "001195000011"
    assert kept.sources["me_ho_ten"] == {"from": "profile", "of": ""}
    assert "Tôi là người mẹ" not in page(lan.get(at))


def test_what_she_had_typed_on_the_page_is_kept_and_shown_beside_it(world: World) -> None:
    lan = signed_in("lan")
    at = about(lan, "me")

    assert press(lan, at, "me", me_ho_ten="Nguyễn Thị Lan") == 200

    assert answers(at).data["me_ho_ten"] == "Nguyễn Thị Lan"


def test_nobody_is_asked_whether_he_is_the_mother(world: World) -> None:
    binh = signed_in("binh")
    mother, father = about(binh, "me"), about(binh, "cha")

    assert "Tôi là người mẹ" not in page(binh.get(mother))
    assert "Tôi là người cha" in page(binh.get(father))
    assert press(binh, mother, "me") == 404


def test_somebody_who_is_not_on_the_page_is_not_found(world: World) -> None:
    lan = signed_in("lan")

    assert press(lan, about(lan, "me"), "chong") == 404
