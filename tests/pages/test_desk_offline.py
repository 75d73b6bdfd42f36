"""Preparing a counter for a day without a line; receipts by hand; what others may not do here."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from motcua.dossiers.commands import leasing
from motcua.dossiers.models import LeasedNumber, NumberLease, OfflineReception
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.accounts import envelopes
from motcua.foundation.organisations.models import Agency
from tests.doors import door
from tests.world import MONDAY, World

HERE = "/desk/counter/offline"


@pytest.fixture(autouse=True)
def on_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: MONDAY)


@pytest.fixture
def taken(world: World) -> NumberLease:
    unit = Agency.objects.get(code="H99.1.1")
    return leasing.lease(unit, world.minh_tan, actor=world.minh, day=MONDAY.date(), count=2, at=MONDAY)


def posted(client: Client, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"{HERE}/receptions", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


def sealed(client: Client, **changed: object) -> dict[str, Any]:
    lease = client.get(f"{HERE}/kit").json()["leases"][0]
    content = {
        "code": lease["numbers"][0]["code"],
        "procedure": "1.001612",
        "received_at": "2026-11-16T08:30:00+07:00",
        "promised_at": "2026-11-19T17:00:00+07:00",
        "full_name": "Nguyễn Thị Ngọc Lan",
        "personal_id": "001195000011",
        "rest": {"note": "đủ giấy tờ"},
        **changed,
    }
    envelope = envelopes.sealed(content, public=lease["key"], key=b"k" * 32, iv=b"i" * 12)
    return {"uuid": str(uuid4()), "lease": lease["lease"], "envelope": envelope, "sent_at": MONDAY.isoformat()}


def test_numbers_are_leased_and_the_page_says_what_is_there(world: World) -> None:
    client = door("minh")

    page = client.post(HERE, {"day": "2026-11-16", "agency": "H99.1", "count": "5"}, follow=True)

    assert "Đã ứng trước 5 số" in page.text
    assert "5 số, đã dùng 0" in page.text
    assert LeasedNumber.objects.count() == 5


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"day": "2026-11-15", "agency": "H99.1", "count": "5"}, "Chỉ lấy trước dãy số cho ngày làm việc"),
        ({"day": "hôm nay", "agency": "H99.1", "count": "5"}, "Chọn ngày"),
        ({"day": "2026-11-16", "agency": "H99.1", "count": "999"}, "Mỗi lần lấy trước từ 1 đến 200 số"),
        ({"day": "2026-11-16", "agency": "H99.2", "count": "5"}, "Chọn cơ quan giải quyết"),
    ],
)
def test_what_cannot_be_leased_is_said_and_nothing_is_taken(world: World, typed: dict[str, str], sentence: str) -> None:
    page = door("minh").post(HERE, typed)

    assert page.status_code == 422
    assert sentence in page.text
    assert not NumberLease.objects.exists()


def test_the_kit_has_every_date_that_may_have_to_be_printed(world: World, taken: NumberLease) -> None:
    kit = door("minh").get(f"{HERE}/kit").json()

    [lease] = kit["leases"]
    assert [number["code"] for number in lease["numbers"]] == ["H99.1-261116-0001", "H99.1-261116-0002"]
    birth = next(each for each in kit["procedures"] if each["code"] == "1.001193")
    due = birth["limits"][0]["due"]["2026-11-16"]
    assert [(line["from"], line["at"]) for line in due] == [
        ("00:00", "2026-11-16T17:00:00+07:00"),
        ("15:01", "2026-11-17T17:00:00+07:00"),
    ]


def test_a_sealed_reception_is_taken_in_and_waits_to_be_typed(world: World, taken: NumberLease) -> None:
    client = door("minh")

    status, answer = posted(client, sealed(client))
    page = client.get(HERE)

    assert (status, answer) == (200, {"code": "H99.1-261116-0001"})
    for said in ("Nguyễn Thị Ngọc Lan", "H99.1-261116-0001", "hẹn 17 giờ"):
        assert said in page.text


@pytest.mark.parametrize(
    "broken",
    [
        {"envelope": "{}"},
        {"envelope": 5},
        {"uuid": "not one"},
        {"lease": str(uuid4())},
        {"lease": "x"},
        {"sent_at": "yesterday"},
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_changes_nothing(
    world: World, taken: NumberLease, broken: dict[str, Any]
) -> None:
    client = door("minh")

    status, answer = posted(client, {**sealed(client), **broken})

    assert status in (409, 422)
    assert len(answer["problem"]) > 20
    assert not OfflineReception.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"full_name": ""},
        {"full_name": ["Lan"]},
        {"received_at": "08:30"},
        {"received_at": "2026-11-16T08:30:00"},
        {"birth_date": "31/02/2020"},
        {"rest": {str(number): "x" for number in range(100)}},
        {"procedure": "9.999999"},
        {"code": "H99.1-261116-9999"},
    ],
)
def test_a_reception_with_a_hole_is_refused_in_words(world: World, taken: NumberLease, changed: dict[str, Any]) -> None:
    client = door("minh")

    status, answer = posted(client, sealed(client, **changed))

    assert status in (409, 422)
    assert "problem" in answer
    assert not OfflineReception.objects.exists()


def test_a_receipt_written_by_hand_is_typed_in_under_its_number(world: World, taken: NumberLease) -> None:
    client, number = door("minh"), taken.numbers.order_by("number")[1:2].get()
    assert number.code in client.get(f"{HERE}/numbers/{number.code}").text

    page = client.post(
        f"{HERE}/numbers/{number.code}",
        {
            "key": str(uuid4()),
            "procedure": "1.001612",
            "full_name": "Nguyễn Thị Ngọc Lan",
            "personal_id": "001195000011",
            "received_hour": "08:45",
            "promised_day": "2026-11-19",
        },
        follow=True,
    )

    kept = OfflineReception.objects.get()
    assert kept.number == number
    assert kept.flags == []
    assert page.redirect_chain[-1][0] == f"/desk/counter/{kept.dossier.uuid}"
    assert client.get(f"{HERE}/numbers/{number.code}").status_code == 404, "a number is used once"


def test_the_pad_prints_every_number_and_the_dates(world: World, taken: NumberLease) -> None:
    page = door("minh").get(f"{HERE}/leases/{taken.uuid}/pad").text

    for said in ("H99.1-261116-0001", "H99.1-261116-0002", "15:01", "17 giờ, thứ Ba 17/11/2026"):
        assert said in page


def test_the_head_declares_a_machine_lost_and_looks_at_what_was_odd(world: World, taken: NumberLease) -> None:
    head, minh = door("tuan", Role.HEAD), door("minh")
    late = sealed(minh)
    head.post(f"{HERE}/leases/{taken.uuid}/ending")
    posted(minh, late)
    odd = OfflineReception.objects.get()

    assert "biên nhận vẫn có giá trị" in head.get(HERE).text
    head.post(f"{HERE}/receptions/{odd.uuid}/review")

    odd.refresh_from_db()
    assert odd.reviewed_at == MONDAY
    assert "Cần lãnh đạo xem" not in head.get(HERE).text
    assert minh.post(f"{HERE}/receptions/{odd.uuid}/review").status_code == 404


def test_the_page_that_a_browser_keeps_says_nothing_about_anybody(world: World, taken: NumberLease) -> None:
    page = door("minh").get(f"{HERE}/app").text

    for secret in ("Minh", *LeasedNumber.objects.values_list("code", flat=True)):
        assert secret not in page.replace("Minh Tân", "")
    assert "csrf" not in page
