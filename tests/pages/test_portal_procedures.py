"""Finding a procedure without signing in, and what its page says."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import FormerCode, NationalEntry
from tests.pages.portal import page, signed_in
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

LINKS = re.compile(r'"/procedures/([0-9.]+)"')


def national_entry(code: str, name: str) -> None:
    NationalEntry.objects.create(
        code=code, name=name, levels=["Cấp xã"], content={}, content_hash=code, imported_at=MONDAY
    )


def test_the_front_page_leads_to_what_happens_in_life(world: World, client: Client) -> None:
    answer = page(client.get("/"))

    assert "Có con nhỏ" in answer
    assert "/procedures?event=750" in answer
    assert not client.cookies


def test_a_search_without_marks_finds_and_counts(world: World, client: Client) -> None:
    answer = page(client.get("/procedures", {"q": "dang ky khai sinh"}))

    assert "/procedures/1.001193" in answer
    assert "thủ tục hợp với “dang ky khai sinh”" in answer


def test_an_empty_search_offers_a_way_on(world: World, client: Client) -> None:
    answer = page(client.get("/procedures", {"q": "xyzxyz"}))

    assert "Không thấy thủ tục nào hợp với" in answer
    assert "Xem tất cả thủ tục" in answer
    assert "dichvucong.gov.vn" in answer
    assert "?agency=commune_committee" in answer


def test_what_is_not_ours_is_not_passed_off_as_an_answer(world: World, client: Client) -> None:
    answer = page(client.get("/procedures", {"q": "làm thẻ căn cước cho người lớn"}))

    assert "Không thấy thủ tục nào đúng hẳn với" in answer
    assert "Có thể ông/bà tìm:" in answer
    assert "Thử cách khác:" in answer


def test_what_was_typed_is_shown_as_text(world: World, client: Client) -> None:
    answer = client.get("/procedures", {"q": "<script>khai sinh</script>"}).content.decode()

    assert "<script>khai" not in answer
    assert "&lt;script&gt;khai" in answer


@pytest.mark.parametrize(
    ("typed", "code"), [("1.001193", "1.001193"), ("1001193", "1.001193"), ("2.002621", "3.000722")]
)
def test_a_code_leads_straight_to_its_procedure(world: World, client: Client, typed: str, code: str) -> None:
    answer = client.get("/procedures", {"q": typed})

    assert (answer.status_code, answer["Location"]) == (302, f"/procedures/{code}")


def test_national_procedures_are_a_group_of_their_own(world: World, client: Client) -> None:
    for number in range(8):
        national_entry(f"1.99900{number}", f"Đăng ký khai sinh lưu động {number}")

    answer = page(client.get("/procedures", {"q": "khai sinh"}))

    ours, _, theirs = answer.partition("Thủ tục khác trong danh mục quốc gia")
    assert "/procedures/1.001193" in ours
    assert "/procedures/1.99900" not in ours
    assert theirs.count('"/procedures/1.99900') == 5
    assert "Xem thêm trong danh mục quốc gia" in theirs
    assert page(client.get("/procedures", {"q": "khai sinh", "all": "1"})).count('"/procedures/1.99900') == 8


@pytest.mark.parametrize("query", ["công an", "cong an phuong Minh Tan"])
def test_who_names_an_office_is_led_to_what_it_decides(world: World, client: Client, query: str) -> None:
    answer = page(client.get("/procedures", {"q": query}))

    assert "Mọi thủ tục của: Công an xã, phường" in answer


@pytest.mark.parametrize("query", ["khai sinh", "an", "đăng ký"])
def test_who_names_a_procedure_is_not(world: World, client: Client, query: str) -> None:
    assert "Mọi thủ tục của" not in page(client.get("/procedures", {"q": query}))


def test_an_agency_shows_what_it_decides(world: World, client: Client) -> None:
    answer = page(client.get("/procedures", {"agency": "commune_police"}))

    assert set(LINKS.findall(answer)) == {"1.003197", "1.004222"}
    assert "<h1>Công an xã, phường</h1>" in answer


@pytest.mark.parametrize("asked", [{"agency": "nobody"}, {"event": "nothing"}, {"level": "moon"}])
def test_an_unknown_way_in_shows_everything(world: World, client: Client, asked: dict[str, str]) -> None:
    assert f"Có {queries.published().count()} thủ tục." in page(client.get("/procedures", asked))


def test_national_levels_are_turned_page_by_page(world: World, client: Client) -> None:
    codes = {f"1.99{number:04}" for number in range(35)}
    for code in codes:
        national_entry(code, f"Việc {code}")

    first = page(client.get("/procedures", {"level": "commune"}))
    following = re.search(r"level=commune&amp;after=([0-9.]+)", first)
    assert following
    second = page(client.get("/procedures", {"level": "commune", "after": following[1]}))

    assert "Có 35 thủ tục." in first
    assert set(LINKS.findall(first)) | set(LINKS.findall(second)) == codes
    assert len(LINKS.findall(first) + LINKS.findall(second)) == len(codes)


def test_suggestions_are_few_names_and_may_be_kept_a_while(world: World, client: Client) -> None:
    answer = client.get("/procedures/suggestions", {"q": "lay vo"})

    assert answer.json()[0] == "Đăng ký kết hôn"
    assert len(client.get("/procedures/suggestions", {"q": "c"}).json()) == 8
    assert client.get("/procedures/suggestions").json() == []
    assert "max-age=300" in answer["Cache-Control"]
    assert not client.cookies


def test_a_page_of_results_asks_the_database_no_more_for_more_results(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/procedures", {"q": "đăng ký"})

    with django_assert_max_num_queries(8):
        client.get("/procedures", {"q": "giấy phép"})


def test_every_procedure_is_reached_by_turning_pages(world: World, client: Client) -> None:
    everything = set(queries.published().values_list("code", flat=True))
    first = page(client.get("/procedures"))
    following = re.search(r"/procedures\?after=([0-9.]+)", first)
    assert following

    second = page(client.get("/procedures", {"after": following[1]}))

    assert set(LINKS.findall(first)) | set(LINKS.findall(second)) == everything
    assert len(LINKS.findall(first) + LINKS.findall(second)) == len(everything), "nothing twice"


@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_a_procedure_page_says_what_the_law_says(world: World, client: Client, code: str) -> None:
    definition = queries.definition_of(queries.find(code).version.pk)

    answer = page(client.get(f"/procedures/{code}"))

    assert escape(definition.short_name) in answer
    assert escape(definition.name) in answer
    for group in definition.paper_groups:
        for paper in group.papers:
            assert escape(paper.name) in answer
    for law in definition.legal_basis:
        assert law.number in answer
    assert "Nộp trực tuyến" in answer


def test_all_procedures_have_a_page(world: World, client: Client) -> None:
    for procedure in queries.published():
        assert client.get(f"/procedures/{procedure.code}").status_code == 200, procedure.code


def test_a_former_code_leads_to_the_present_one(world: World, client: Client) -> None:
    former = FormerCode.objects.select_related("procedure")[:1].get()

    answer = client.get(f"/procedures/{former.code}")

    assert answer.status_code == 301
    assert answer["Location"] == f"/procedures/{former.procedure.code}"


def test_a_code_that_never_was_is_not_there(world: World, client: Client) -> None:
    assert client.get("/procedures/9.999999").status_code == 404


def test_where_it_cannot_be_filed_online_the_page_says_so_and_starts_nothing(world: World, client: Client) -> None:
    closed = next(
        p.code
        for p in queries.published()
        if not queries.definition_of(queries.find(p.code).version.pk).channels.are_open("online")
    )

    assert "chưa nộp được trực tuyến" in page(client.get(f"/procedures/{closed}"))
    answer = signed_in("lan").post(f"/procedures/{closed}/drafts")
    assert (answer.status_code, answer["Location"]) == (302, f"/procedures/{closed}")
