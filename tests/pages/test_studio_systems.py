"""Who may come in by our own door is the business of whoever runs the machine."""

import re

import pytest

from motcua.effects.systems.models import ConnectedSystem, Delivery, Standing, SystemKey
from motcua.foundation import legal_time
from tests.doors import door
from tests.systems import Caller, caller, key_of, system
from tests.world import MONDAY, World

NEW = {"name": "Cổng doanh nghiệp", "contact": "Văn phòng, 0202 3456789", "agency": "", "reads_agency": "false"}
KEY = {"scopes": ["catalogue", "dossiers"], "per_minute": "60"}
_SECRET = re.compile(r"motcua_[0-9a-f]{12}_[\w-]{43}")


def test_a_system_is_let_in_and_its_key_is_shown_once(world: World) -> None:
    kien = door("kien")
    added = kien.post("/studio/systems", NEW, follow=True)
    path = f"/studio/systems/{ConnectedSystem.objects.get().pk}"

    given = kien.post(path, KEY)
    again = kien.get(path)

    assert "Chưa có khóa" in added.text or "chưa có khóa nào" in added.text
    (secret,) = _SECRET.findall(given.text)
    assert "no-cache" in given.headers["Cache-Control"] or "no-store" in given.headers["Cache-Control"]
    assert not _SECRET.search(again.text)
    assert SystemKey.objects.get().scopes == ["catalogue", "dossiers"]
    assert Caller(secret).get("/procedures").status_code == 200
    assert Caller(secret).get("/figures").status_code == 403


@pytest.mark.parametrize("who", ["phuc", "lan", "minh", "tuan"])
def test_for_everyone_else_it_is_not_there(world: World, who: str) -> None:
    path = f"/studio/systems/{system().pk}"

    assert [door(who).get(each).status_code for each in ("/studio/systems", path)] == [404, 404]
    assert door(who).post(path, KEY).status_code == 404
    assert not SystemKey.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "tên hệ thống"),
        ({"reads_agency": "true"}, "Chưa rõ hệ thống thay mặt cơ quan nào"),
    ],
)
def test_what_is_missing_is_said_at_its_place(world: World, change: dict[str, str], sentence: str) -> None:
    page = door("kien").post("/studio/systems", NEW | change)

    assert page.status_code == 422
    assert sentence in page.text
    assert not ConnectedSystem.objects.exists()


def test_two_systems_of_one_name_cannot_be_told_apart(world: World) -> None:
    system(NEW["name"])

    assert "Đã có hệ thống mang tên này" in door("kien").post("/studio/systems", NEW).text


@pytest.mark.parametrize(
    "change",
    [{"scopes": []}, {"per_minute": "0"}, {"per_minute": "9999999"}, {"per_minute": "x"}, {"until": "2020-01-01"}],
    ids=["no-scope", "never", "too-often", "no-number", "over"],
)
def test_a_key_that_could_not_be_is_not_given(world: World, change: dict[str, str]) -> None:
    page = door("kien").post(f"/studio/systems/{system().pk}", KEY | change)

    assert page.status_code == 422
    assert not SystemKey.objects.exists()


def test_a_key_is_replaced_and_withdrawn(world: World) -> None:
    given = key_of(system())
    path = f"/studio/systems/{given.key.system_id}/keys/{given.key.name}"

    replaced = door("kien").post(f"{path}/replacing")
    still = Caller(given.secret).get("/procedures").status_code
    withdrawn = door("kien").post(f"{path}/withdrawing", follow=True)

    (new,) = _SECRET.findall(replaced.text)
    assert "Đã thu hồi" in withdrawn.text
    assert (still, Caller(given.secret).get("/procedures").status_code) == (200, 401)
    assert Caller(new).get("/procedures").status_code == 200


def test_uses_and_dead_deliveries_are_listed_and_sent_again(world: World) -> None:
    of = system()
    program = caller(of=of)
    made = program.post("/subscriptions", {"url": "https://example.vn/x", "events": ["dossier.accepted"]}).json()
    delivery = Delivery.objects.create(
        subscription_id=made["id"],
        cause="event 0",
        kind="dossier.accepted",
        dossier_code="H99.1-261116-0001",
        happened_at=MONDAY,
        made_at=MONDAY,
        next_at=MONDAY,
        standing=Standing.DEAD,
        trouble="not_reached",
    )

    page = door("kien").get(f"/studio/systems/{of.pk}").text
    door("kien").post(f"/studio/systems/{of.pk}/deliveries/{delivery.pk}/sending")

    assert "subscribe" in page
    assert "H99.1-261116-0001" in page
    assert "không kết nối được" in page
    delivery.refresh_from_db()
    assert delivery.standing == Standing.WAITING
    assert delivery.next_at <= legal_time.now()
