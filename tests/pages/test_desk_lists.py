"""What an officer sees first: queues that say enough to choose, at a cost that does not grow with them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from motcua.dossiers.commands import intake, processing
from motcua.dossiers.models import Dossier
from motcua.foundation.audit.models import Look
from tests.doors import door
from tests.world import FRIDAY, MONDAY, TUESDAY, World, moment


def rows(text: str) -> list[str]:
    return [" ".join(row.text_content().split()) for row in html.fromstring(text).xpath("//tbody/tr")]


def test_the_longest_waiting_stands_first(world: World) -> None:
    later = world.submitted("1.001612", at=TUESDAY)
    first = world.submitted("1.001193", at=MONDAY)

    shown = rows(door("minh").get("/desk/lists/to-receive").text)

    assert [str(first.code) in shown[0], str(later.code) in shown[1]] == [True, True]
    assert "Đăng ký khai sinh" in shown[0]
    assert "Trực tuyến" in shown[0]
    assert "9 giờ 16/11/2026" in shown[0]


def test_a_dossier_leaves_one_queue_for_the_next(world: World) -> None:
    dossier = world.accepted("1.013227")

    assert str(dossier.code) not in door("minh").get("/desk/lists/to-receive").text
    assert str(dossier.code) in door("hoa").get("/desk/lists/my-work").text


def test_what_waits_for_the_citizen_is_seen_on_both_sides(world: World) -> None:
    dossier = world.accepted("1.013227")
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Mờ")

    for who in ("minh", "hoa"):
        page = door(who).get("/desk/lists/waiting")
        assert str(dossier.code) in page.text
        assert "Chờ bổ sung" in page.text
    assert str(dossier.code) not in door("hoa").get("/desk/lists/my-work").text, "a step rests while the citizen mends"
    assert "/forwarding" not in door("hoa").get(f"/desk/dossiers/{dossier.code}").text


def test_finished_results_wait_at_the_counter(world: World) -> None:
    dossier = world.finished("1.013227")

    assert str(dossier.code) in door("minh").get("/desk/lists/to-deliver").text


def test_an_empty_queue_says_so_and_offers_a_step(db: None) -> None:
    page = door("minh").get("/desk/lists/to-receive")

    assert "Không còn hồ sơ nào chờ tiếp nhận." in page.text
    assert "/desk/search" in page.text


def test_a_long_queue_is_turned_by_key(world: World) -> None:
    codes = {world.submitted("1.001612", at=moment(f"2026-11-16T08:{minute:02}")).code for minute in range(53)}
    client = door("minh")

    first = client.get("/desk/lists/to-receive").text
    onward = html.fromstring(first).xpath("//nav[@class='mc-pager']//a/@href")[0]
    second = client.get(onward).text

    shown = [*rows(first), *rows(second)]
    assert (len(rows(first)), len(rows(second))) == (50, 3)
    assert {code for code in codes if any(str(code) in row for row in shown)} == codes


@pytest.mark.parametrize("after", ["x", "~", "2026-13-45~1", "~~~", "2026-11-16T08:00:00+07:00~99999999999999999999"])
def test_a_made_up_key_is_no_error(world: World, after: str) -> None:
    world.submitted("1.001612")

    assert door("minh").get("/desk/lists/to-receive", {"after": after}).status_code == 200


@pytest.mark.parametrize(
    ("procedure", "limit"), [("1.013227", "5 ngày làm việc"), ("1.001193", "trong ngày")], ids=["with fees", "free"]
)
def test_a_quick_view_comes_alone_and_is_no_look(world: World, procedure: str, limit: str) -> None:
    dossier = world.submitted(procedure)

    fragment = door("minh").get(f"/desk/lists/to-receive?chosen={dossier.code}", headers={"HX-Request": "true"})

    assert "<html" not in fragment.text
    assert f"/desk/dossiers/{dossier.code}/acceptance" in fragment.text
    assert limit in fragment.text.lower()
    assert not Look.objects.exists()


def test_a_quick_view_of_somebody_else_s_dossier_is_empty(world: World) -> None:
    dossier = world.submitted("1.013227")

    fragment = door("quy").get(f"/desk/lists/to-receive?chosen={dossier.code}", headers={"HX-Request": "true"})

    assert fragment.text.strip() == ""


@pytest.mark.parametrize(("who", "queue"), [("minh", "to-receive"), ("hoa", "my-work"), ("minh", "waiting")])
def test_a_queue_costs_the_same_however_long(world: World, who: str, queue: str) -> None:
    client = door(who)
    bring(world, queue)
    client.get(f"/desk/lists/{queue}")
    with CaptureQueriesContext(connection) as short:
        client.get(f"/desk/lists/{queue}")
    for _ in range(59):
        bring(world, queue)

    with CaptureQueriesContext(connection) as long:
        assert len(rows(client.get(f"/desk/lists/{queue}").text)) == 50

    assert len(long) == len(short) <= 23


def bring(world: World, queue: str) -> Dossier:
    if queue == "to-receive":
        return world.submitted("1.001612")
    if queue == "my-work":
        return world.accepted("1.001612")
    dossier = world.submitted("1.001612")
    intake.ask_to_complete(dossier, actor=world.minh, at=FRIDAY, items=["von_kinh_doanh"], reason="Ghi lại vốn")
    return dossier


def searched(who: str, text: str) -> Any:
    return door(who).post("/desk/search", {"q": text}, follow=True)


@pytest.mark.parametrize("typed", ["{code}", " {code} ", "{start}", "nguyen thi ngoc", "Nguyễn Thị NGỌC", "nguyễn"])
def test_search_finds_by_code_and_by_the_beginning_of_a_name(world: World, typed: str) -> None:
    dossier = world.submitted("1.001612")
    code = str(dossier.code)

    page = searched("minh", typed.format(code=code.lower(), start=code[:12]))

    assert any(code in row for row in rows(page.text))


def test_search_says_when_there_is_nothing_and_what_to_try(world: World) -> None:
    page = searched("minh", "không có ai")

    assert "Không tìm thấy hồ sơ nào" in page.text


def test_search_never_shows_another_commune_s_dossiers(world: World) -> None:
    dossier = world.submitted("1.001612")

    assert not rows(searched("quy", "nguyen").text)
    assert not rows(searched("quy", str(dossier.code)).text)
