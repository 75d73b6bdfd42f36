"""Rating on the pages: from one's dossier, and from the look-up with the secret alone."""

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.effects.ratings.models import Rating
from tests.pages.test_fee_receipts import as_head, signed_in
from tests.world import World


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.finished("1.013227")


def test_she_is_invited_beside_the_result_and_rates_once(dossier: Dossier) -> None:
    lan, address = signed_in("lan"), f"/dossiers/{dossier.code}/rating"
    assert address in lan.get(f"/dossiers/{dossier.code}").content.decode()
    assert "Nói chung, ông/bà thấy thế nào?" in lan.get(address).content.decode()

    missing = lan.post(address, {"time": "3"})
    assert missing.status_code == 422
    assert "Chọn một trong ba mức" in missing.content.decode()

    said = lan.post(address, {"overall": "3", "time": "2"}, follow=True).content.decode()
    assert "Xin cảm ơn ông/bà đã đánh giá." in said
    assert address not in said
    assert lan.get(address).status_code == 302
    assert "đã được đánh giá" in lan.post(address, {"overall": "1"}, follow=True).content.decode()
    assert [each.overall for each in Rating.objects.all()] == [3]


def test_before_the_result_nobody_is_invited(world: World) -> None:
    early = world.accepted("1.013227")
    lan = signed_in("lan")

    assert "/rating" not in lan.get(f"/dossiers/{early.code}").content.decode()
    assert lan.get(f"/dossiers/{early.code}/rating").status_code == 302
    assert lan.post(f"/dossiers/{early.code}/rating", {"overall": "3"}).status_code == 409
    assert not Rating.objects.exists()


def test_without_an_account_the_two_codes_are_enough(dossier: Dossier) -> None:
    codes = {"code": str(dossier.code), "secret": dossier.tracking_secret}
    client = Client()
    assert "/tracking/rating" in client.post("/tracking", codes).content.decode()

    asked = client.post("/tracking/rating", codes)
    assert "Nói chung" in asked.content.decode()
    assert client.post("/tracking/rating", {**codes, "send": "1"}).status_code == 422
    assert "Xin cảm ơn" in client.post("/tracking/rating", {**codes, "send": "1", "overall": "1"}).content.decode()
    assert "Xin cảm ơn" in client.post("/tracking/rating", {**codes, "send": "1", "overall": "3"}).content.decode()
    assert [each.overall for each in Rating.objects.all()] == [1]


def test_a_wrong_secret_rates_nothing(dossier: Dossier) -> None:
    sent = {"code": str(dossier.code), "secret": "AAAA AAAA", "send": "1", "overall": "3"}
    client = Client()

    assert client.post("/tracking/rating", sent)["Location"] == "/tracking"
    for _ in range(12):
        last = client.post("/tracking/rating", sent)
    assert last.status_code != 302, "whoever guesses is stopped"
    assert not Rating.objects.exists()


@pytest.mark.parametrize("name", ["minh", "hoa", "cuong", "tuan"])
def test_an_officer_with_the_codes_in_hand_is_refused(dossier: Dossier, name: str) -> None:
    codes = {"code": str(dossier.code), "secret": dossier.tracking_secret, "send": "1", "overall": "3"}
    client = signed_in(name)

    assert client.post("/tracking/rating", codes).status_code == 409
    assert client.post(f"/dossiers/{dossier.code}/rating", {"overall": "3"}).status_code == 404
    assert "/tracking/rating" not in client.post("/tracking", codes).content.decode()
    assert not Rating.objects.exists()


def test_the_head_and_the_studio_read_counts_of_five_or_more(world: World) -> None:
    tuan, kien = signed_in("tuan"), signed_in("kien")
    as_head(tuan)
    for _ in range(4):
        Rating.objects.create(agency=world.minh_tan, month="2026-11-01", overall=3, aspects={"time": 2})
    period = "period=2026-11"
    assert "ít nhất 5 đánh giá" in tuan.get(f"/desk/ratings?{period}").content.decode()

    Rating.objects.create(agency=world.minh_tan, month="2026-11-01", overall=1, aspects={"time": 2})
    for page in (tuan.get(f"/desk/ratings?{period}"), kien.get(f"/studio/ratings?{period}&agency=H99.1")):
        assert "80 %" in page.content.decode()
        assert "Thời gian giải quyết so với quy định" in page.content.decode()
    assert "0 hồ sơ được đánh giá" in kien.get(f"/studio/ratings?{period}&agency=H99.2").content.decode()
    assert "5 hồ sơ được đánh giá" in kien.get(f"/studio/ratings?{period}").content.decode()
