"""The pages of an interlinked dossier: one for the citizen, and for each officer what the law needs."""

from tests.doors import door
from tests.pages.portal import downloaded
from tests.stories.test_interlinked import BIRTH, NUMBER_OF_THE_CHILD, completed, finish, member, opened
from tests.world import WEDNESDAY, World, account, run_jobs


def test_the_citizen_finds_one_dossier_with_its_parts(world: World) -> None:
    parent = opened(world, BIRTH)
    completed(world, parent)

    listed = door("lan").get("/dossiers").text
    shown = door("lan").get(f"/dossiers/{parent.code}").text

    assert listed.count("chủ hồ sơ:") == 1
    for child in parent.children.all():
        assert f"/dossiers/{child.code}" in listed
        assert f"/dossiers/{child.code}" in shown
        assert child.deciding_agency.name in shown


def test_a_result_of_a_part_is_at_hand_before_the_whole_is_done(world: World) -> None:
    parent = opened(world, BIRTH)
    card = member(parent, "1.001939")
    finish(card, by="loan", world=world, at=WEDNESDAY)

    page = door("lan").get(f"/dossiers/{parent.code}").text
    path = f"/dossiers/{parent.code}/files/{card.results.get().file_id}"

    assert path in page
    assert downloaded(door("lan").get(path)).startswith(b"%PDF")
    assert door("binh").get(path).status_code == 404


def test_a_part_leads_back_to_the_whole_and_has_no_secret_of_its_own(world: World) -> None:
    parent = opened(world, BIRTH)

    card = member(parent, "1.001939")
    page = door("lan").get(f"/dossiers/{card.code}").text

    assert f"/dossiers/{parent.code}" in page
    assert "Mã tra cứu" not in page
    assert "Đổi cách nhận kết quả" not in page
    assert door("lan").get(f"/dossiers/{card.code}/receipt")["Location"] == f"/dossiers/{parent.code}/receipt"
    assert "slips/receipt" not in door("minh").get(f"/desk/dossiers/{card.code}").text
    assert door("minh").get(f"/desk/dossiers/{card.code}/slips/receipt").status_code == 404


def test_the_desk_shows_the_parts_and_who_may_open_them(world: World) -> None:
    parent = opened(world, BIRTH)
    child = completed(world, parent)

    at_the_unit = door("minh").get(f"/desk/dossiers/{parent.code}").text
    at_the_commune = door("hoa").get(f"/desk/dossiers/{parent.code}").text

    assert f'href="/desk/dossiers/{child.code}"' in at_the_unit
    assert f'href="/desk/dossiers/{child.code}"' not in at_the_commune
    assert str(child.code) in at_the_commune
    assert door("hoa").get(f"/desk/dossiers/{child.code}").status_code == 404


def test_the_commune_reads_the_result_of_a_part_and_the_police_nothing_of_the_whole(world: World) -> None:
    parent = opened(world, BIRTH)
    card = member(parent, "1.001939")
    completed(world, parent)
    finish(card, by="loan", world=world, at=WEDNESDAY)
    path = f"/desk/dossiers/{parent.code}/files/{card.results.get().file_id}"

    assert downloaded(door("hoa").get(path)).startswith(b"%PDF")
    assert door("dung").get(path).status_code == 404
    assert door("dung").get(f"/desk/dossiers/{parent.code}").status_code == 404
    assert door("dung").get(f"/desk/dossiers/{card.code}").status_code == 404


def test_a_result_that_is_not_out_yet_lies_with_nobody_else(world: World) -> None:
    """Negative control: drafts of a document stay at the agency that makes it."""
    parent = opened(world, BIRTH)
    card = member(parent, "1.001939")
    draft = world.file(by=world.hoa)
    card.results.create(kind="the_bhyt", file=draft, filed_at=WEDNESDAY, filed_by=account("hoa"))

    assert door("hoa").get(f"/desk/dossiers/{parent.code}/files/{draft.pk}").status_code == 404
    assert door("lan").get(f"/dossiers/{parent.code}/files/{draft.pk}").status_code == 404


def test_an_officer_adds_what_is_lacking_and_nothing_else(world: World) -> None:
    parent = opened(world, BIRTH)
    item = parent.work_items.get(step="thuong_tru")
    where = f"/desk/dossiers/{parent.code}/members/{item.pk}"
    client = door("hoa")

    asked = client.get(where).text
    empty = client.post(where, {"so_dinh_danh": ""})
    wrong = client.post(where, {"so_dinh_danh": "12"})
    done = client.post(where, {"so_dinh_danh": NUMBER_OF_THE_CHILD, "ho_ten": "Người Khác"})

    assert 'name="so_dinh_danh"' in asked
    assert 'name="ho_ten"' not in asked
    assert (empty.status_code, wrong.status_code, done.status_code) == (422, 422, 302)
    child = member(parent, "1.004222")
    assert child.filings.get().answers["ho_ten"] == "Nguyễn Minh Khôi"
    assert client.get(where).status_code == 404, "opened once"


def test_the_step_that_waits_for_an_officer_is_in_her_list_and_then_no_more(world: World) -> None:
    parent = opened(world, BIRTH)
    assert str(parent.code) in door("hoa").get("/desk/lists/my-work").text

    completed(world, parent)

    assert str(parent.code) not in door("hoa").get("/desk/lists/my-work").text


def test_news_of_a_part_leads_to_the_part(world: World) -> None:
    parent = opened(world, BIRTH)
    card = member(parent, "1.001939")
    finish(card, by="loan", world=world, at=WEDNESDAY)
    run_jobs()

    assert f"/dossiers/{card.code}" in door("lan").get("/notices").text
