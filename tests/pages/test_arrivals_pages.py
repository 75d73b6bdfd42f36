"""What came from the national portal, as officers and those who run the system see it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.blueprints.catalogue.models import NationalChange
from motcua.blueprints.catalogue.national import updates
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.national_portal import central, sorting
from motcua.effects.national_portal.arrival_models import Arrival, Became, FiledThere
from motcua.foundation import legal_time
from tests.arriving import NUMBER, body, brought, door, item
from tests.arriving import central as of_a_ministry
from tests.doors import door as signed_in
from tests.national import procedure, taken_in, time, way
from tests.stories.test_national_updates import Nation, many
from tests.world import TUESDAY, World, run_jobs

__all__ = ["door"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("door")]


@pytest.fixture
def told(world: World) -> FiledThere:
    paper = {"TenTepDinhKem": "Giấy chứng sinh.pdf", "DuongDanTaiTepTin": "https://evil.example/a.pdf"}
    brought(body(item(DuLieuToKhai={"tre_ho_ten": "Nguyễn Minh Khôi", "mau_mat": "nâu"}, TaiLieuNop=[paper])))
    run_jobs()
    return FiledThere.objects.get()


def test_the_desk_reads_what_had_no_place_in_our_form(told: FiledThere) -> None:
    page = signed_in("minh").get(f"/desk/dossiers/{told.dossier.code}").content.decode()

    assert NUMBER in page
    assert "mau_mat" in page
    assert "nâu" in page
    assert "địa chỉ của tệp không được phép" in page


def test_a_dossier_that_was_filed_here_has_no_such_panel(world: World) -> None:
    page = signed_in("minh").get(f"/desk/dossiers/{world.submitted('1.013227').code}").content.decode()

    assert "Số hồ sơ ở Cổng" not in page


def test_the_desk_finds_it_by_their_number(told: FiledThere) -> None:
    page = signed_in("minh").post("/desk/search", {"q": NUMBER.lower()}, follow=True).content.decode()

    assert str(told.dossier.code) in page


def test_another_commune_does_not_find_it_by_their_number(told: FiledThere) -> None:
    page = signed_in("quy").post("/desk/search", {"q": NUMBER}, follow=True).content.decode()

    assert str(told.dossier.code) not in page


def test_she_sees_her_dossier_with_both_numbers(told: FiledThere) -> None:
    page = signed_in("lan").get(f"/dossiers/{told.dossier.code}").content.decode()

    assert NUMBER in page


def test_the_studio_lists_what_waits_for_a_person_and_shows_nothing_of_anybody() -> None:
    brought(body(item(NgayNopHoSo="20261116254500", ChuHoSo="Người Lạ Mặt")))
    phuc = signed_in("phuc")

    page = phuc.get("/studio/arrivals").content.decode()
    detail = phuc.get(f"/studio/arrivals/{Arrival.objects.get().pk}").content.decode()

    for each in (page, detail):
        assert NUMBER in each
        assert "NgayNopHoSo" in each
        assert "Người Lạ Mặt" not in each
        assert "001195000011" not in each


def test_putting_away_wants_a_reason_and_trying_again_a_change() -> None:
    brought(body(item(NgayNopHoSo="20261116254500")))
    arrival, phuc = Arrival.objects.get(), signed_in("phuc")
    address = f"/studio/arrivals/{arrival.pk}"

    again = phuc.post(address, {"again": "1"})
    assert (again.status_code, "vẫn chưa nhận được" in again.content.decode()) == (422, True)
    silent = phuc.post(address, {"dismiss": "1", "note": ""})
    assert (silent.status_code, 'aria-invalid="true"' in silent.content.decode()) == (422, True)
    assert phuc.post(address, {"dismiss": "1", "note": "Thử nghiệm"}).status_code == 302
    arrival.refresh_from_db()
    assert (arrival.became, arrival.note) == (Became.DISMISSED, "Thử nghiệm")
    assert not sorting.waiting().exists()


@pytest.mark.parametrize("path", ["/studio/arrivals", "/studio/national/changes"])
def test_empty_lists_say_so(path: str) -> None:
    page = signed_in("phuc").get(path).content.decode()

    assert "Không có" in page


def test_what_the_nation_changed_is_shown_in_words_and_seen_once(tmp_path: Path, world: World) -> None:
    documents = many(5)
    taken_in(tmp_path, *documents)
    changed = {**documents[0], "CACHTHUCTHUCHIEN": [way("1", time("5"))]}
    updates.fetch(Nation(changed, *documents[1:], procedure("9.000099")), at=TUESDAY)
    phuc = signed_in("phuc")

    page = phuc.get("/studio/national/changes").content.decode()
    assert "5 ngày làm việc (Tại quầy)" in page
    assert "Thủ tục mới" in page
    change = NationalChange.objects.get(kind=NationalChange.Kind.CHANGED)
    address = f"/studio/national/changes/{change.pk}/seen"
    assert phuc.post(address).status_code == 302
    assert phuc.post(address, follow=True).status_code == 200, "twice is once"
    change.refresh_from_db()
    assert change.seen_at is not None


def test_who_runs_the_system_sees_changes_and_marks_none(tmp_path: Path, world: World) -> None:
    taken_in(tmp_path, *many(5))
    updates.fetch(Nation(*many(5), procedure("9.000099")), at=TUESDAY)
    kien = signed_in("kien")

    assert "Đã xem" not in kien.get("/studio/national/changes").content.decode()
    assert kien.post(f"/studio/national/changes/{NationalChange.objects.get().pk}/seen").status_code == 404


def test_many_changes_are_read_page_by_page(tmp_path: Path, world: World) -> None:
    taken_in(tmp_path, *many(40))
    updates.fetch(Nation(*[{**each, "YEUCAU": "Mới"} for each in many(40)]), at=TUESDAY)
    phuc = signed_in("phuc")

    first = phuc.get("/studio/national/changes")
    assert first.content.decode().count('class="desk-panel"') == 30
    after = NationalChange.objects.order_by("-pk")[29].pk
    assert f"?before={after}" in first.content.decode()
    rest = phuc.get("/studio/national/changes", {"before": after}).content.decode()
    assert rest.count('class="desk-panel"') == 10


def test_ministries_dossiers_are_read_and_nothing_is_to_press(world: World) -> None:
    late = of_a_ministry()
    done = of_a_ministry(MaHoSo="G06.34-261101-0043", TrangThaiHoSo="10", TenTTHC="Đã trả rồi")
    brought(body(late, done, service="DongBoHoSoTrungUong"))
    run_jobs()
    head = signed_in("tuan", Role.HEAD)

    page = head.get("/desk/central-dossiers").content.decode()
    assert "Cục Quản lý xuất nhập cảnh" in page
    assert "1 hồ sơ quá hạn" in page
    assert "Đã trả rồi" not in page
    assert "Đã trả rồi" in head.get("/desk/central-dossiers", {"show": "all"}).content.decode()
    assert "Cấp hộ chiếu" in head.get("/desk/central-dossiers", {"show": "late"}).content.decode()
    assert head.get("/desk/central-dossiers", {"show": "'", "page": "-9"}).status_code == 200
    assert head.post("/desk/central-dossiers").status_code == 405
    assert central.late_ones(legal_time.now()).count() == 1


def test_the_procedure_s_page_says_who_handles_it(world: World) -> None:
    page = signed_in("phuc").get("/studio/procedures/1.001193").content.decode()

    assert "Nơi giải quyết hôm nay" in page
    assert "Giải quyết và nhận hồ sơ ở đây" in page


def test_the_number_of_queries_does_not_grow_with_the_messages(
    django_assert_max_num_queries: object, settings: Settings
) -> None:
    for number in range(30):
        brought(body(item(MaHoSo=f"000.00.00.G22-261116-{number:04d}", NgayNopHoSo="1")))
    phuc = signed_in("phuc")

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        phuc.get("/studio/arrivals")
