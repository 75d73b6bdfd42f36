"""At the counter: from the card in hand to the code, the date and the receipt, in one sitting."""

from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation.accounts.models import Person
from tests import samples
from tests.doors import door
from tests.world import World, account, run_jobs

#: Lan as her card says it, and somebody whom nobody has met.
LAN = {"personal_id": "001195000011", "full_name": "Nguyễn Thị Ngọc Lan"}
NEW = {
    "personal_id": "001199000999",
    "full_name": "Vừ A Páo",
    "birth_date_day": "2",
    "birth_date_month": "3",
    "birth_date_year": "1999",
    "phone": "0912 000 999",
}
CARD = "/desk/counter/procedures/1.001612"


def consented(client: Client, path: str = CARD) -> None:
    """She has tapped "Tôi đồng ý" on the officer's screen."""
    assert client.post(f"{path}/consent", {"method": "screen"})["Location"] == path


def opened(client: Client, who: dict[str, str], path: str = CARD) -> Dossier:
    consented(client, path)
    answer = client.post(path, who)
    assert answer.status_code == 302, answer.text
    return Dossier.objects.get(uuid=answer["Location"].rpartition("/")[2])


def boxes(page: str) -> dict[str, Any]:
    """What the browser would send back: every input of the form as it stands on the page."""
    form = html.fromstring(page).xpath("//form[.//input[@name='revision']]")[0]
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def filled(dossier: Dossier, of: str) -> None:
    drafting.save_answers(dossier, changed=samples.ANSWERS[of], revision=None, at=timezone.now())


def url(dossier: Dossier, page: str = "") -> str:
    return f"/desk/counter/{dossier.uuid}{page}"


def test_a_one_stop_unit_receives_what_any_agency_of_the_province_decides(db: None) -> None:
    """NĐ 118/2025 art. 3: the place of reception does not depend on who decides."""
    for unit in ("minh", "thao"):
        here = door(unit).get("/desk/counter").text

        assert "/desk/counter/procedures/1.001193" in here
        assert "/desk/counter/procedures/2.001583" in here


def test_the_list_costs_the_same_for_any_number_of_procedures(db: None) -> None:
    client = door("minh")
    client.get("/desk/counter")

    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/counter")

    assert len(asked) <= 15


def test_procedures_are_found_by_word(db: None) -> None:
    page = door("minh").get("/desk/counter", {"procedure": "khai sinh"}).text

    assert "1.001193" in page
    assert "1.013227" not in page


def test_a_known_person_finds_her_form_filled(world: World) -> None:
    dossier = opened(door("minh"), LAN)

    assert (dossier.channel, dossier.applicant_id) == (Channel.COUNTER, world.lan.person_id)
    assert dossier.helper_account_id == world.minh.account_id
    assert dossier.applicant_account_id is None
    assert "Nguyễn Thị Ngọc Lan" in door("minh").get(url(dossier)).text


def test_a_new_person_is_entered_once(world: World) -> None:
    opened(door("minh"), NEW)
    again = opened(door("minh"), NEW)

    person = Person.objects.get(full_name="Vừ A Páo")
    assert (again.applicant_id, person.personal_id, person.birth_date) == (person.pk, "001199000999", date(1999, 3, 2))
    assert Dossier.objects.filter(applicant=person).count() == 1, "a second press opens no second form"


def test_a_number_of_somebody_else_is_a_misread_card(world: World) -> None:
    client = door("minh")
    consented(client)

    answer = client.post(CARD, {**LAN, "full_name": "Trần Thị Hoa"})

    assert answer.status_code == 422
    assert "Số định danh này đã có trong hệ thống với họ tên khác" in answer.text
    assert "Nguyễn Thị Ngọc Lan" not in answer.text
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ({}, "personal_id"),
        ({**LAN, "personal_id": "12345"}, "personal_id"),
        ({**LAN, "full_name": " "}, "full_name"),
        ({**LAN, "birth_date_day": "31", "birth_date_month": "2", "birth_date_year": "1990"}, "birth_date"),
    ],
)
def test_what_was_misread_is_mended_on_the_form(db: None, typed: dict[str, str], place: str) -> None:
    client = door("minh")
    consented(client)

    answer = client.post(CARD, typed)

    assert answer.status_code == 422
    assert f'id="{place}-error"' in answer.text


def test_what_is_typed_is_kept_and_judged_at_its_field(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN)
    sent = boxes(client.get(url(dossier)).text)

    answer = client.post(url(dossier), {**sent, "ten_hkd": "Hộ kinh doanh Bình Minh"})

    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    assert "Hộ kinh doanh Bình Minh" in client.get(url(dossier)).text


def test_a_half_filled_form_waits_at_the_counter(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN)

    client.post(url(dossier), {**boxes(client.get(url(dossier)).text), "stop": "1"})

    assert url(dossier) in client.get("/desk/counter").text
    assert url(dossier) not in door("thao").get("/desk/counter").text


def test_rows_of_a_table_come_and_go_without_a_script(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN)
    filled(dossier, "1.001612")
    sent = boxes(client.get(url(dossier)).text)

    more = client.post(url(dossier), {**sent, "add_row": "nganh_nghe"}, follow=True)
    assert 'name="nganh_nghe-1-ma_nganh"' in more.text

    client.post(url(dossier), {**boxes(more.text), "remove_row": "nganh_nghe-0"})
    dossier.answers.refresh_from_db()
    assert "nganh_nghe" not in dossier.answers.data


@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_filing_and_reception_are_one_moment(world: World, code: str) -> None:
    client = door("minh")
    dossier = opened(client, LAN, f"/desk/counter/procedures/{code}")
    filled(dossier, code)
    saved = client.post(url(dossier), boxes(client.get(url(dossier)).text))
    assert saved["Location"] == url(dossier, "/check"), saved.text
    attach_what_is_missing(client, dossier)

    check = client.get(url(dossier, "/check")).text
    key = html.fromstring(check).xpath("//input[@name='key']/@value")[0]
    done = client.post(url(dossier, "/reception"), {"key": key}, follow=True)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.due_at is not None
    assert str(dossier.code) in done.text
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in done.text
    assert [*dossier.events.order_by("number").values_list("action", flat=True)][:2] == [Action.SUBMIT, Action.ACCEPT]
    run_jobs()


def attach_what_is_missing(client: Client, dossier: Dossier) -> None:
    page = html.fromstring(client.get(url(dossier)).text)
    for item in page.xpath("//form[.//input[@name='item']]//input[@name='item']/@value"):
        file = BytesIO(samples.pdf(str(item)))
        file.name = "quet.pdf"
        assert client.post(url(dossier, "/papers"), {"item": item, "file": file}).status_code == 302


def test_pressed_twice_it_is_one_dossier(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN)
    filled(dossier, "1.001612")
    attach_what_is_missing(client, dossier)
    key = uuid4().hex

    first = client.post(url(dossier, "/reception"), {"key": key})
    second = client.post(url(dossier, "/reception"), {"key": key})

    assert first["Location"] == second["Location"]
    assert Dossier.objects.exclude(code=None).count() == 1


def test_what_is_not_complete_is_not_received(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN)

    answer = client.post(url(dossier, "/reception"), {"key": "k"}, follow=True)

    assert "Chưa nộp được. Còn phải sửa:" in answer.text
    assert 'value="k"' not in answer.text
    dossier.refresh_from_db()
    assert dossier.state == State.DRAFT


def test_a_scan_can_be_taken_out_again(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN, "/desk/counter/procedures/1.013227")
    attach_what_is_missing(client, dossier)
    paper = dossier.papers.order_by("pk")[0]

    client.post(url(dossier, f"/papers/{paper.pk}/removal"))

    paper.refresh_from_db()
    assert paper.removed_at is not None


def test_a_file_that_is_none_comes_back_with_a_sentence(world: World) -> None:
    client = door("minh")
    dossier = opened(client, LAN, "/desk/counter/procedures/1.013227")
    bad = BytesIO(b"MZ")
    bad.name = "quet.pdf"

    assert client.post(url(dossier, "/papers"), {"item": "gpxd_ban_chinh", "file": bad}).status_code == 422
    assert client.post(url(dossier, "/papers"), {"item": "gpxd_ban_chinh"}).status_code == 422
    assert client.post(url(dossier, "/papers"), {"item": "no_such_paper"}).status_code == 404


def test_nothing_of_the_person_stands_in_an_address(world: World) -> None:
    client = door("minh")
    consented(client)

    answer = client.post(CARD, NEW)

    assert "001199000999" not in answer["Location"]
    assert account("minh").is_officer


def test_a_scanner_types_the_card_and_the_officer_looks(world: World) -> None:
    client = door("minh")
    consented(client)

    answer = client.post(
        CARD, {"read_card": "1", "card_text": f"{NEW['personal_id']}||Vừ A Páo|02031999|Nam|Bản 1|02092024"}
    )

    form = html.fromstring(answer.text)
    assert form.xpath("string(//input[@name='personal_id']/@value)") == NEW["personal_id"]
    assert form.xpath("string(//input[@name='full_name']/@value)") == "Vừ A Páo"
    assert form.xpath("string(//input[@name='birth_date_year']/@value)") == "1999"
    assert not Dossier.objects.filter(state=State.DRAFT).exists(), "nothing is opened by reading a card"


def test_a_scan_that_is_no_card_is_said_at_its_box(world: World) -> None:
    client = door("minh")
    consented(client)

    answer = client.post(CARD, {"read_card": "1", "card_text": "abc", "full_name": "Vừ A Páo"})

    assert answer.status_code == 422
    assert 'href="#card_text"' in answer.text
    assert 'value="Vừ A Páo"' in answer.text


def test_enter_opens_the_form_and_does_not_read_a_card(world: World) -> None:
    """A browser presses the first button of a form for Enter."""
    client = door("minh")
    consented(client)

    form = html.fromstring(client.get(CARD).text).xpath("//form[.//textarea[@name='card_text']]")[0]

    assert form.xpath(".//button")[0].get("name") is None
