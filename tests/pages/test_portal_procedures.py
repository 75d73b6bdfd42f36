"""Finding a procedure without signing in, and what its page says."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import FormerCode
from tests.pages.portal import page, signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


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

    assert "Không thấy thủ tục nào" in answer
    assert "Xem tất cả thủ tục" in answer


def test_every_procedure_is_reached_by_turning_pages(world: World, client: Client) -> None:
    everything = set(queries.published().values_list("code", flat=True))
    first = page(client.get("/procedures"))
    following = re.search(r"/procedures\?after=([0-9.]+)", first)
    assert following

    second = page(client.get("/procedures", {"after": following[1]}))

    found = re.compile(r'"/procedures/([0-9.]+)"')
    assert set(found.findall(first)) | set(found.findall(second)) == everything
    assert len(found.findall(first) + found.findall(second)) == len(everything), "nothing twice"


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
