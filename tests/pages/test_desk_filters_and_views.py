"""Narrowing a list, and keeping it so under a name of one's own."""

import pytest
from lxml import html

from motcua.dossiers.models import SavedView
from motcua.dossiers.queries import worklists
from motcua.sites.desk.queues import OF, WORDS
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World, moment

#: Long after both dossiers below are due.
LATER = moment("2026-12-30T09:00")


def codes(text: str) -> list[str]:
    return [str(code) for code in html.fromstring(text).xpath("//tbody/tr/@data-code")]


def test_every_list_has_its_words_and_a_role_that_works_from_it() -> None:
    offered = {name for names in OF.values() for name in names}

    assert set(worklists.LISTS) >= set(WORDS) >= offered
    assert offered == set(WORDS)


def test_filters_leave_only_what_was_asked_for(world: World) -> None:
    wanted = world.submitted("1.001612", at=MONDAY)
    world.submitted("1.013227", at=TUESDAY)
    minh = door("minh")

    assert codes(minh.get("/desk/lists/to-receive", {"procedure": "1.001612"}).text) == [wanted.code]
    assert codes(minh.get("/desk/lists/to-receive", {"channel": "post"}).text) == []
    assert "khớp các điều kiện lọc" in minh.get("/desk/lists/to-receive", {"channel": "post"}).text


@pytest.mark.parametrize(
    "made_up", [{"procedure": "x' OR 1"}, {"channel": "boat"}, {"late": "9"}, {"holder": "²"}, {"agency": "9" * 30}]
)
def test_a_made_up_filter_is_no_error(world: World, made_up: dict[str, str]) -> None:
    world.submitted("1.001612")

    assert door("minh").get("/desk/lists/to-receive", made_up).status_code == 200


def test_what_is_late_stands_in_a_list_of_its_own_with_who_has_it(world: World) -> None:
    dossier = world.accepted("1.013227")

    overdue = worklists.page("overdue", world.hoa, at=LATER).rows
    assert [row.code for row in overdue] == [dossier.code]
    assert overdue[0].holder
    assert worklists.page("overdue", world.hoa, at=MONDAY).rows == ()
    assert dossier.due_at is not None
    assert worklists.page("near-due", world.hoa, at=dossier.due_at).rows[0].code == dossier.code
    assert worklists.page("overdue", world.quy, at=LATER).rows == ()


def test_what_waits_to_be_signed_is_the_signatory_s(world: World) -> None:
    dossier = world.worked("1.013227")

    assert codes(door("tuan").get("/desk/lists/to-sign").text) == [dossier.code]
    assert door("hoa").get("/desk/lists/to-sign").status_code == 404


def test_a_view_is_kept_renamed_and_taken_away(world: World) -> None:
    world.submitted("1.001612")
    minh = door("minh")

    minh.post("/desk/views", {"queue": "to-receive", "procedure": "1.001612", "name": " Hộ  kinh doanh "})
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Hộ kinh doanh", "procedure=1.001612")
    assert "/desk/lists/to-receive?procedure=1.001612" in minh.get("/desk/lists/waiting").text
    assert "Hộ kinh doanh" not in door("hoa").get("/desk/lists/my-work").text

    minh.post(f"/desk/views/{view.pk}", {"name": "Kinh doanh"})
    view.refresh_from_db()
    assert view.name == "Kinh doanh"

    assert door("hoa").post(f"/desk/views/{view.pk}", {"remove": "1"}).status_code == 404
    minh.post(f"/desk/views/{view.pk}", {"remove": "1"})
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("name", ["", "   "])
def test_a_view_without_a_name_is_not_kept(world: World, name: str) -> None:
    answer = door("minh").post("/desk/views", {"queue": "to-receive", "name": name}, follow=True)

    assert "Chưa có tên danh sách" in answer.text
    assert not SavedView.objects.exists()


def test_a_view_of_another_role_s_list_is_not_there(world: World) -> None:
    assert door("hoa").post("/desk/views", {"queue": "to-receive", "name": "x"}).status_code == 404
