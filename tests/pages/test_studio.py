"""The studio: what is published and how sure we are of it; open to those who keep it, and to nobody else."""

import pytest

from motcua.blueprints.catalogue.models import Procedure
from tests.doors import door
from tests.world import World, run_jobs

PAGES = ("/studio/", "/studio/procedures/1.001193", "/studio/procedures/1.001193/versions/1", "/studio/health")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["kien", "phuc"])
def test_it_is_open_to_those_who_keep_it(db: None, who: str, page: str) -> None:
    assert door(who).get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["lan", "minh", "hoa", "tuan", "quy"])
def test_for_everyone_else_it_is_not_there(db: None, who: str, page: str) -> None:
    assert door(who).get(page).status_code == 404


def test_every_published_procedure_is_listed_with_its_weakest_part(db: None) -> None:
    page = door("phuc").get("/studio/").text

    for code in Procedure.objects.values_list("code", flat=True):
        assert f'/studio/procedures/{code}"' in page
    assert "Mô phỏng, cần đối chiếu" in page
    assert "Quy trình" in page


def test_every_procedure_can_be_read_with_marks_sources_and_conditions(db: None) -> None:
    client = door("phuc")
    for code in Procedure.objects.values_list("code", flat=True):
        page = client.get(f"/studio/procedures/{code}")
        assert page.status_code == 200, code
        assert "Call(" not in page.text
    birth = client.get("/studio/procedures/1.001193").text
    for words in ("Đã đối chiếu", "Căn cứ pháp lý", "Phiên bản 1", "Người nộp xác nhận bản dự thảo"):
        assert words in birth
    assert "1.115613" in client.get("/studio/procedures/1.012783").text


def test_what_is_not_there_is_not_there(db: None) -> None:
    client = door("phuc")

    assert client.get("/studio/procedures/9.999999").status_code == 404
    assert client.get("/studio/procedures/1.001193/versions/99").status_code == 404


def test_jobs_are_counted_by_name_and_say_nothing_of_people(world: World) -> None:
    world.submitted("1.001193")

    page = door("kien").get("/studio/health").text
    assert "effects.fan_out" in page
    assert "Nguyễn" not in page.replace("Hồ Trung Kiên", "")

    run_jobs()
    assert "Không có việc nào chờ, chạy hay hỏng." in door("kien").get("/studio/health").text
