"""Days without paper on the pages: declared by who keeps the catalogue, said beforehand, helped with at the counter."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from motcua.blueprints.catalogue import paperless, queries
from motcua.blueprints.catalogue.models import PaperlessDays
from motcua.dossiers.models import Channel
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.ui import paperless_words
from tests import samples
from tests.doors import door
from tests.pages.test_desk_counter import LAN, filled, opened, url
from tests.world import TUESDAY, World, account

pytestmark = pytest.mark.django_db
TRADE, BIRTH = "1.001612", "1.001193"
STUDIO = f"/studio/procedures/{TRADE}/paperless-days"
CLOSED_TODAY = "Hôm nay không nhận hồ sơ giấy của thủ tục này."


def day_in(days: int) -> date:
    return legal_day(legal_time.now()) + timedelta(days=days)


def declared(code: str = TRADE, *, first: int = 0, last: int | None = None) -> PaperlessDays:
    at = legal_time.now()
    return paperless.declare(
        queries.find(code).procedure,
        by=account("phuc").pk,
        at=at,
        today=legal_day(at),
        first_day=day_in(first),
        last_day=None if last is None else day_in(last),
        weekdays=(),
        basis="12/KH-UBND",
        note="Có thêm hai bàn hướng dẫn.",
    )


def sent(first: date, *, last: date | None = None, **more: object) -> dict[str, object]:
    typed = {"first_day_day": first.day, "first_day_month": first.month, "first_day_year": first.year}
    if last:
        typed |= {"last_day_day": last.day, "last_day_month": last.month, "last_day_year": last.year}
    return {**typed, "basis": "12/KH-UBND", **more}


@pytest.mark.parametrize("page", ["procedures/{}", "procedures/{}/case", "procedures/{}/guide"])
def test_whoever_plans_a_visit_reads_it_beforehand(page: str) -> None:
    declared(first=3, last=10)

    text = Client().get("/" + page.format(TRADE)).text

    assert "Sắp có ngày không nhận hồ sơ giấy của thủ tục này." in text
    assert "12/KH-UBND" in text
    assert "Có thêm hai bàn hướng dẫn." in text
    assert "Ngày nhận hồ sơ giấy tiếp theo" in text
    assert "cán bộ giúp ông/bà nộp trực tuyến" in text
    assert "không nhận hồ sơ giấy" not in Client().get("/" + page.format(BIRTH)).text


def test_on_the_day_itself_it_says_today() -> None:
    declared()

    assert CLOSED_TODAY in Client().get(f"/procedures/{TRADE}").text


def test_when_paper_is_received_again_is_said_of_the_days_that_are_spoken_of() -> None:
    """Tomorrow is of no use to somebody who plans a visit in the days after."""
    declared(first=3, last=40)

    (told,) = paperless_words.ahead(queries.find(TRADE).procedure.pk, at=legal_time.now())

    assert not told.is_today
    assert told.again is not None
    assert told.again > day_in(40)


def test_what_is_far_off_over_or_taken_back_is_not_said() -> None:
    declared(first=200)
    paperless.end(declared(), by=account("phuc").pk, at=timezone.now())

    assert "không nhận hồ sơ giấy" not in Client().get(f"/procedures/{TRADE}").text


def test_who_keeps_the_catalogue_declares_and_takes_back() -> None:
    client = door("phuc")

    answer = client.post(STUDIO, sent(day_in(1), last=day_in(30), weekdays=["1", "3"], note="Xin thông cảm"))
    days = PaperlessDays.objects.get()
    page = client.get(STUDIO).text

    assert answer.status_code == 302
    assert (days.weekdays, days.basis, days.unit, days.entered_by) == ([1, 3], "12/KH-UBND", None, account("phuc"))
    assert "vào thứ Ba, thứ Năm" in page
    assert "Sắp đến" in page
    client.post(f"{STUDIO}/{days.pk}/ending")
    days.refresh_from_db()
    assert days.ended_by == account("phuc")
    assert "Đã bãi bỏ" in client.get(STUDIO).text


def test_one_unit_can_be_named() -> None:
    unit = account("minh").posts.get(role=Role.RECEPTIONIST).agency

    door("phuc").post(STUDIO, sent(day_in(1), unit=unit.code))

    assert PaperlessDays.objects.get().unit == unit


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"basis": ""}, "số quyết định"),
        ({"last": -3}, "Ngày cuối phải từ ngày đầu trở đi"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(typed: dict[str, object], sentence: str) -> None:
    last = typed.pop("last", None)
    answer = door("phuc").post(STUDIO, sent(day_in(1), last=day_in(int(str(last))) if last else None) | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not PaperlessDays.objects.exists()


def test_who_runs_the_machine_reads_and_does_not_declare() -> None:
    days = declared()
    client = door("kien")

    assert client.get(STUDIO).status_code == 200
    assert client.post(STUDIO, sent(day_in(1))).status_code == 404
    assert client.post(f"{STUDIO}/{days.pk}/ending").status_code == 404
    assert door("lan").get(STUDIO).status_code == 404


def test_a_procedure_without_another_way_offers_no_form() -> None:
    page = door("phuc").get("/studio/procedures/2.000884/paperless-days").text

    assert "phải nhận hồ sơ giấy mọi ngày" in page
    assert 'name="basis"' not in page


def test_the_counter_says_it_and_opens_a_form_that_is_filed_online(world: World) -> None:
    declared()
    client = door("minh")

    assert "Hôm nay chỉ nhận trực tuyến" in client.get("/desk/counter").text
    draft = opened(client, LAN)
    filled(draft, TRADE)

    assert draft.channel == Channel.ONLINE
    assert "không nhận hồ sơ giấy" not in client.get(url(draft, "/check")).text


def test_a_form_begun_as_paper_is_refused_with_a_sentence_and_goes_online_with_one_press(world: World) -> None:
    client = door("minh")
    draft = opened(client, LAN)
    filled(draft, TRADE)
    assert draft.channel == Channel.COUNTER
    declared()

    page = client.get(url(draft, "/check")).text
    assert "Hôm nay quầy không nhận hồ sơ giấy của thủ tục này." in page
    assert "Chuyển sang nộp trực tuyến" in page
    assert "Nộp và tiếp nhận" not in page
    client.post(url(draft, "/reception"), {"key": "a"})
    draft.refresh_from_db()
    assert draft.state == State.DRAFT

    client.post(url(draft, "/online"))
    draft.refresh_from_db()
    assert draft.channel == Channel.ONLINE
    assert draft.answers.data.items() >= samples.ANSWERS[TRADE].items()


def test_who_books_an_hour_reads_what_is_not_taken_on_paper_that_day(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)
    declared(first=1, last=1)
    client = door("lan")
    hours = "/offices/H99.1.1/appointments"

    assert "Ngày này nơi đây không nhận hồ sơ giấy của:" in client.get(hours, {"day": "2026-11-18"}).text
    assert "không nhận hồ sơ giấy" not in client.get(hours, {"day": "2026-11-19"}).text
    booked = client.post(hours, {"service": "filing", "starts_at": "2026-11-18T09:00:00+07:00"})
    assert "Đăng ký thành lập hộ kinh doanh" in client.get(booked["Location"]).text
