"""Who gets through which door of the desk: what is not theirs is not there."""

import pytest
from django.test import Client

from motcua.dossiers.commands import delivery
from motcua.dossiers.models import Dossier, Way
from motcua.foundation.audit.models import Look
from motcua.foundation.organisations.models import Agency
from tests.doors import door
from tests.world import TUESDAY, World

#: Pages of one dossier; those that only act are asked by POST.
PAGES = (
    "",
    "/acceptance",
    "/refusal",
    "/completion-request",
    "/supplement-requests",
    "/result",
    "/decision",
    "/publication",
    "/delivery",
    "/payment-confirmation",
    "/apology",
    "/stop",
    "/slips/receipt",
    "/files/00000000-0000-4000-8000-000000000000",
)
ACTS = (*PAGES[1:12], "/work/1/taking", "/work/1/forwarding")
#: A citizen, an officer of another commune, and two who keep the machine and the catalogue.
WITHOUT_PART = ("lan", "quy", "kien", "phuc")


def url(dossier: Dossier, page: str = "") -> str:
    return f"/desk/dossiers/{dossier.code}{page}"


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.accepted("1.013227")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", WITHOUT_PART)
def test_for_those_without_part_in_it_a_dossier_is_not_there(dossier: Dossier, who: str, page: str) -> None:
    assert door(who).get(url(dossier, page)).status_code == 404
    assert not Look.objects.exists()


@pytest.mark.parametrize("page", ACTS)
@pytest.mark.parametrize("who", WITHOUT_PART)
def test_nor_can_they_act_on_it(dossier: Dossier, who: str, page: str) -> None:
    before = dossier.events.count()

    assert door(who).post(url(dossier, page), {"reason": "x"}).status_code == 404
    assert dossier.events.count() == before


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_sign_in(dossier: Dossier, page: str) -> None:
    response = Client().get(url(dossier, page))

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in?next=/desk/dossiers/")


@pytest.mark.parametrize("path", ["/desk/", "/desk/lists/to-receive", "/desk/search?q=nguyen"])
def test_the_desk_is_not_there_for_a_citizen(db: None, path: str) -> None:
    assert door("lan").get(path).status_code == 404


@pytest.mark.parametrize("who", ["kien", "phuc"])
def test_those_who_may_not_read_dossiers_are_shown_to_the_studio(db: None, who: str) -> None:
    assert door(who).get("/desk/")["Location"] == "/studio/"
    assert door(who).get("/desk/lists/to-receive").status_code == 404
    assert door(who).get("/desk/search?q=nguyen").status_code == 404


@pytest.mark.parametrize(
    ("who", "first"), [("minh", "to-receive"), ("hoa", "my-work"), ("tuan", "my-work"), ("van", "my-work")]
)
def test_the_day_begins_with_the_first_queue_of_the_role(db: None, who: str, first: str) -> None:
    assert door(who).get("/desk/")["Location"] == f"/desk/lists/{first}"


def test_a_queue_that_is_not_of_the_role_is_not_there(db: None) -> None:
    assert door("van").get("/desk/lists/to-receive").status_code == 404
    assert door("minh").get("/desk/lists/everything").status_code == 404


@pytest.mark.parametrize("page", ["/acceptance", "/refusal", "/completion-request", "/decision", "/publication"])
def test_an_act_that_is_not_open_is_answered_with_a_sentence(dossier: Dossier, page: str) -> None:
    response = door("hoa").get(url(dossier, page))

    assert response.status_code == 409
    assert "Đang xử lý" in response.text


def test_the_result_is_filed_where_it_is_decided(dossier: Dossier) -> None:
    assert door("minh").get(url(dossier, "/result")).status_code == 403
    assert door("hoa").get(url(dossier, "/result")).status_code == 200


def test_a_draft_is_nobody_s_business_at_the_desk(world: World) -> None:
    world.draft()

    assert "Nguyễn Thị Ngọc Lan" not in door("minh").get("/desk/search?q=nguyen").text


def test_a_desk_that_only_hands_a_result_out_sees_that_and_no_more(world: World) -> None:
    dossier = world.finished("1.013227")
    unit = Agency.objects.get(pk=world.quy.agency_id or 0)
    delivery.choose(dossier, actor=world.lan, at=TUESDAY, way=Way.DESK, unit=unit)
    quy = door("quy")

    assert str(dossier.code) in quy.get("/desk/lists/to-deliver").text
    assert quy.get(url(dossier)).headers["Location"] == url(dossier, "/delivery")
    assert dossier.applicant.full_name not in quy.get(url(dossier, "/acceptance")).text
    page = quy.get(url(dossier, "/delivery")).text
    assert f"{url(dossier)}/results" not in page
    assert Look.objects.filter(dossier_id=dossier.pk).exists()
    for closed in PAGES[1:]:
        expected = 200 if closed == "/delivery" else 404
        assert quy.get(url(dossier, closed)).status_code == expected, closed
    for who in ("kien", "phuc", "lan"):
        assert door(who).get(url(dossier, "/delivery")).status_code == 404
    told = {"receiver": "herself", "seen_by": "receipt_shown", "proof": dossier.tracking_secret}
    assert quy.post(url(dossier, "/delivery"), told).status_code == 302
    assert quy.get(url(dossier), follow=True).redirect_chain == [(url(dossier, "/handing-over-slip"), 302)]
