"""Following a dossier without an account: the code gives the degree, the printed secret the status, no names."""

import pytest
from django.test import Client

from motcua.sites.ui import tries
from tests.pages.portal import page
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_code_alone_gives_the_degree_and_nothing_else(world: World, client: Client) -> None:
    dossier = world.accepted("1.013227")

    text = page(client.get("/tracking", {"code": str(dossier.code)}))

    assert "% chặng đường" in text
    assert "Gia hạn giấy phép" not in text
    assert "Nguyễn" not in text
    assert "Minh Tân" not in text


def test_the_secret_opens_the_status_without_names(world: World, client: Client) -> None:
    dossier = world.accepted("1.013227")
    secret = dossier.tracking_secret
    code = str(dossier.code).lower()

    answer = client.post("/tracking", {"code": f" {code} ", "secret": f"{secret[:4]} {secret[4:]}".lower()})

    assert answer.status_code == 200
    assert "Đang giải quyết" in page(answer)
    assert "Hẹn trả trước" in page(answer)
    assert "Nguyễn" not in page(answer)
    assert secret not in page(answer)


def test_an_unknown_code_and_a_wrong_secret_get_the_same_answer(world: World, client: Client) -> None:
    dossier = world.accepted("1.013227")
    unknown = str(dossier.code)[:-1] + "9"

    answers = [client.post("/tracking", {"code": code, "secret": "22222222"}) for code in (dossier.code, unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (page(answer).replace(str(dossier.code), "").replace(unknown, "") for answer in answers)
    assert without_token(first) == without_token(second)


@pytest.mark.parametrize("secret", ["ệệệệệệệệ", "'; --", "7" * 5000])
def test_a_strange_secret_is_only_wrong(world: World, client: Client, secret: str) -> None:
    dossier = world.submitted("1.013227")

    assert client.post("/tracking", {"code": dossier.code, "secret": secret}).status_code == 404


def test_empty_boxes_are_pointed_out(world: World, client: Client) -> None:
    answer = client.post("/tracking", {"code": "", "secret": ""})

    assert answer.status_code == 422
    assert 'href="#code"' in page(answer)
    assert 'href="#secret"' in page(answer)


def test_guessing_is_stopped_and_does_not_close_the_sign_in(world: World, client: Client) -> None:
    dossier = world.submitted("1.013227")
    for _ in range(tries.MOST_TRIES):
        client.post("/tracking", {"code": dossier.code, "secret": "22222222"})

    answer = client.post("/tracking", {"code": dossier.code, "secret": dossier.tracking_secret})

    assert answer.status_code == 429
    assert client.post("/sign-in", {"name": "lan", "password": "mot-cua-xin-chao"}).status_code == 302


def test_a_code_that_does_not_exist_is_said_so(world: World, client: Client) -> None:
    answer = client.get("/tracking", {"code": "H99.1-261121-9999"})

    assert answer.status_code == 404
    assert "Không thấy hồ sơ có mã này" in page(answer)


def without_token(text: str) -> list[str]:
    return [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]
