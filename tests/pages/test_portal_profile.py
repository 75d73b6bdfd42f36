"""What a person corrects about herself, and what she does not."""

from typing import Any

import pytest
from django.test import Client

from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import search_hash
from tests.pages.portal import form_to, page, signed_in, start
from tests.world import World, account

pytestmark = pytest.mark.django_db

ADDRESS = {"residence_province": "99", "residence_commune": "Phường Minh Tân", "residence_detail": "Số 7 phố Mới"}


def change(client: Client, **typed: str) -> Any:
    return client.post("/profile", {**form_to(client.get("/profile"), "/profile"), **typed})


def lan() -> Person:
    return account("lan").person


def test_how_to_reach_her_she_corrects_herself(world: World) -> None:
    client = signed_in("lan")

    answer = change(client, phone="091 999 8877", email="lan@example.vn", **ADDRESS)

    assert answer["Location"] == "/profile"
    assert (lan().phone, lan().email) == ("0919998877", "lan@example.vn")
    assert lan().phone_hash == search_hash("0919998877")
    assert lan().residence == {"province": "99", "commune": "99001", "detail": "Số 7 phố Mới"}


def test_the_next_form_is_filled_in_with_it_and_says_so(world: World) -> None:
    client = signed_in("lan")
    change(client, phone="0919998877", **ADDRESS)

    told = page(client.get(f"{start(client, '1.001193')}/form/nguoi_yeu_cau"))

    assert "0919998877" in told
    assert "Số 7 phố Mới" in told
    assert "Từ thông tin của ông/bà" in told


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({"phone": "12"}, "phone"),
        ({"email": "lan"}, "email"),
        ({"residence_province": "99", "residence_commune": "", "residence_detail": "Số 7"}, "residence"),
    ],
    ids=["telephone", "mail", "address"],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(world: World, typed: dict[str, str], place: str) -> None:
    before = lan().phone

    answer = change(signed_in("lan"), **typed)

    assert answer.status_code == 422
    assert f'href="#{place}' in page(answer)
    assert lan().phone == before


def test_who_she_is_she_does_not_change_here(world: World) -> None:
    change(signed_in("lan"), full_name="Ai Đó", personal_id="001195999999", birth_date="1990-01-01")

    assert (lan().full_name, lan().personal_id) == ("Nguyễn Thị Ngọc Lan", "001195000011")


def test_each_sees_herself_alone(world: World) -> None:
    told = page(signed_in("binh").get("/profile"))

    assert "Trần Quốc Bình" in told
    assert "Nguyễn Thị Ngọc Lan" not in told
