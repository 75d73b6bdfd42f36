"""What was declared once is offered again: to the one who declared it, with its values shown, and never unasked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from motcua.blueprints.catalogue import queries as catalogue
from motcua.dossiers.models import Answers, Dossier
from tests import samples
from tests.pages.portal import form_to, page, signed_in, start, typed
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

BIRTH = "1.001193"


@pytest.fixture
def first_child(world: World) -> Dossier:
    """Lan has registered a child before, with its father and the marriage certificate."""
    return world.submitted(BIRTH)


def second_child(client: Client, *, married: bool = True) -> str:
    draft = start(client, BIRTH)
    questions = f"{draft}/form/case_questions"
    answers = {"tre_bo_roi": "false", "cha_me_co_ket_hon": "true" if married else "false"}
    client.post(questions, {**form_to(client.get(questions), questions), **answers})
    return draft


def about_the_child() -> dict[str, Any]:
    """As the page sends it."""
    form = catalogue.definition_of(catalogue.find(BIRTH).version.pk).form
    return typed((field for field in form.fields.values() if field.key.startswith("tre_")), samples.BIRTH)


def take(client: Client, at: str, code: str | None, **typed: str) -> Any:
    return client.post(f"{at}/earlier", {**form_to(client.get(at), at), "earlier": str(code), **typed})


def answers(at: str) -> Answers:
    return Answers.objects.get(dossier__uuid=at.split("/")[2])


@pytest.mark.parametrize(
    ("part", "key", "shown"),
    [("cha", "cha_ho_ten", "Nguyễn Văn Thắng"), ("ket_hon_cha_me", "kh_so", "45/2024")],
    ids=["the father", "the marriage certificate"],
)
def test_a_second_child_has_the_same_parents(first_child: Dossier, part: str, key: str, shown: str) -> None:
    lan = signed_in("lan")
    at = f"{second_child(lan)}/form/{part}"
    offered = page(lan.get(at))
    assert f"hồ sơ {first_child.code}" in offered
    assert shown in offered
    assert key not in answers(at).data, "nothing is filled in unasked"

    answer = take(lan, at, first_child.code)

    assert answer["Location"] == at
    assert answers(at).data[key] == samples.BIRTH[key]
    assert answers(at).sources[key] == {"from": "dossier", "of": first_child.code}
    assert "Dùng lại thông tin" not in page(lan.get(at)), "there is nothing new in it any more"


def test_the_first_child_is_not_offered_for_the_second(first_child: Dossier) -> None:
    lan = signed_in("lan")

    assert "Nguyễn Minh Khôi" not in page(lan.get(f"{second_child(lan)}/form/tre"))


def test_what_was_typed_otherwise_is_shown_beside(first_child: Dossier) -> None:
    lan = signed_in("lan")
    at = f"{second_child(lan)}/form/cha"

    both = take(lan, at, first_child.code, cha_ho_ten="Nguyễn Văn Thành")

    assert "Nguyễn Văn Thành" in page(both)
    assert answers(at).data["cha_ho_ten"] == "Nguyễn Văn Thành"
    assert answers(at).data["cha_ngay_sinh"] == "1993-08-20"


def test_a_father_with_another_number_is_another_father(first_child: Dossier) -> None:
    earlier = Answers.objects.get(dossier=first_child)
    earlier.data["cha_so_dinh_danh"] = "001093000077"
    earlier.save()
    lan = signed_in("lan")
    at = f"{second_child(lan)}/form/cha"

    lan.post(at, {**form_to(lan.get(at), at), "cha_so_dinh_danh": "001093000088"})

    assert first_child.code is not None
    assert first_child.code not in page(lan.get(at))


@pytest.mark.parametrize("who", ["binh", "thuan"])
def test_nobody_is_offered_what_somebody_else_declared(first_child: Dossier, who: str) -> None:
    other = signed_in(who)
    at = f"{second_child(other)}/form/cha"

    assert "Nguyễn Văn Thắng" not in page(other.get(at))
    take(other, at, first_child.code)
    assert "cha_ho_ten" not in answers(at).data


def test_what_others_filed_for_her_she_did_not_declare(first_child: Dossier, world: World) -> None:
    Dossier.objects.filter(pk=first_child.pk).update(applicant_account_id=world.binh.account_id)
    lan = signed_in("lan")
    at = f"{second_child(lan)}/form/cha"

    assert "Nguyễn Văn Thắng" not in page(lan.get(at))


def test_a_draft_that_was_not_filed_offers_nothing(world: World) -> None:
    world.draft("1.001193", at=MONDAY)
    lan = signed_in("lan")
    at = f"{start(lan, '3.000722')}/form/nguoi_yeu_cau"

    assert "Dùng lại thông tin" not in page(lan.get(at))


def test_the_number_of_queries_does_not_grow_with_dossiers(
    world: World, django_assert_num_queries: Callable[[int], Any], django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    lan = signed_in("lan")
    world.submitted(BIRTH)
    at = f"{second_child(lan)}/form/cha"
    lan.get(at)
    with django_assert_max_num_queries(40) as first:
        lan.get(at)
    world.submitted(BIRTH)

    with django_assert_num_queries(len(first)):
        lan.get(at)


def test_one_press_fills_in_every_page_of_the_second_child(first_child: Dossier) -> None:
    lan = signed_in("lan")
    at = f"{second_child(lan)}/form/nguoi_yeu_cau"
    offered = page(lan.get(at))
    assert "Nguyễn Văn Thắng" in offered
    assert "45/2024" in offered

    sent = {**form_to(lan.get(at), at), "earlier_everywhere": str(first_child.code)}
    lan.post(f"{at}/earlier", sent)

    kept = answers(at)
    assert (kept.data["cha_ho_ten"], kept.data["kh_so"]) == ("Nguyễn Văn Thắng", "45/2024")
    assert kept.sources["kh_so"] == {"from": "dossier", "of": first_child.code}
    assert "tre_ho_ten" not in kept.data, "the first child is not the second"


def test_pages_that_one_press_filled_are_passed_over_and_named(first_child: Dossier) -> None:
    lan = signed_in("lan")
    at = f"{second_child(lan)}/form/nguoi_yeu_cau"
    lan.post(f"{at}/earlier", {**form_to(lan.get(at), at), "earlier_everywhere": str(first_child.code)})
    child = at.replace("nguoi_yeu_cau", "tre")

    answer = lan.post(child, {**form_to(lan.get(child), child), **about_the_child()})

    assert answer["Location"].endswith("/form/ban_sao")
    assert "Người mẹ, Người cha, Giấy chứng nhận kết hôn" in page(lan.get(answer["Location"]))


def test_a_page_that_somebody_typed_is_not_passed_over(world: World) -> None:
    lan = signed_in("lan")
    mother = f"{second_child(lan)}/form/me"
    lan.post(mother, {**form_to(lan.get(mother), mother), "me_ho_ten": "Nguyễn Thị Ngọc Lan"})
    child = mother.replace("/me", "/tre")

    answer = lan.post(child, {**form_to(lan.get(child), child), **about_the_child()})

    assert answer["Location"] == mother
