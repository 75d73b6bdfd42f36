"""With the person's card at the counter: one scan, several procedures, papers once, originals, what she brings back."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from motcua.dossiers.commands import intake, originals, visiting
from motcua.dossiers.models import (
    Assistance,
    Channel,
    Deed,
    DigitalCopy,
    Dossier,
    Filing,
    Original,
    Paper,
    Shown,
    Visit,
)
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Person
from motcua.foundation.audit.models import Look
from motcua.foundation.waiting_room import tickets
from motcua.foundation.waiting_room.models import Room, Service, TicketState
from tests.doors import door
from tests.papers import a_picture
from tests.world import TUESDAY, WEDNESDAY, World

LAN = "001195000011||Nguyễn Thị Ngọc Lan|12051995|Nữ|12 phố Chợ, phường Minh Tân|01072021"
NEW = "001199000999||Vừ A Páo|02031999|Nam|Bản Lướt, xã Hoa Ban|01072021"
PERMIT = "gpxd_ban_chinh"


@pytest.fixture(autouse=True)
def on_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: TUESDAY)


def scanned(client: Client, card: str = LAN) -> Visit:
    answer = client.post("/desk/counter/visit", {"card_text": card})
    assert answer.status_code == 302, answer.text
    return Visit.objects.get(ended_at=None)


def at_counter(world: World, *, complete: bool = True) -> Dossier:
    dossier = world.draft("1.013227", by=world.minh, at=TUESDAY, channel=Channel.COUNTER)
    if not complete:
        Paper.objects.filter(dossier=dossier).delete()
    return dossier


def received(client: Client, dossier: Dossier, **said: str) -> Any:
    return client.post(f"/desk/counter/{dossier.uuid}/reception", {"key": uuid4().hex, **said})


def test_one_scan_opens_whom_we_know(world: World) -> None:
    world.finished("1.013227")
    client = door("minh")

    visit = scanned(client)
    page = client.get("/desk/counter/visit").text

    assert visit.person_id == world.lan.person_id
    assert "Kết quả chờ nhận" in page


def test_her_dossiers_were_opened_by_her_card_and_that_is_told_to_her(world: World) -> None:
    dossier, other = world.finished("1.013227"), world.accepted("1.001193")
    Dossier.objects.filter(pk=other.pk).update(applicant=world.hoa.person_id, holder=None)

    scanned(door("minh"))

    assert set(Look.objects.filter(part="visit").values_list("dossier_id", flat=True)) == {dossier.pk}


def test_one_scan_begins_whom_nobody_knows(world: World) -> None:
    visit = scanned(door("minh"), NEW)

    assert visit.person.full_name == "Vừ A Páo"
    assert visit.person.personal_id == "001199000999"


def test_a_card_that_cannot_be_read_opens_nobody(world: World) -> None:
    before = Person.objects.count()

    answer = door("minh").post("/desk/counter/visit", {"card_text": "rubbish"})

    assert answer.status_code == 422
    assert not Visit.objects.exists()
    assert Person.objects.count() == before


def test_a_number_of_somebody_else_is_a_misread_card(world: World) -> None:
    answer = door("minh").post("/desk/counter/visit", {"card_text": LAN.replace("Ngọc Lan", "Hồng Hoa")})

    assert answer.status_code == 422
    assert "Ngọc Lan" not in answer.text
    assert not Visit.objects.exists()


def test_the_number_that_was_called_is_hers(world: World) -> None:
    room = Room.objects.get(unit__code="H99.1.1")
    ticket = tickets.take(room, service=Service.FILING, at=TUESDAY, uuid=uuid4())
    client = door("minh")
    client.post("/desk/hall/seat", {"window": 1})
    client.post("/desk/hall/next")

    visit = scanned(client)

    ticket.refresh_from_db()
    assert (visit.ticket_id, ticket.state) == (ticket.pk, TicketState.SERVING)
    client.post("/desk/hall/next", {"finish": "1"})
    visit.refresh_from_db()
    assert visit.ended_at == TUESDAY, "with the number the visit ends"


def test_a_procedure_begins_with_her_consent_and_what_is_known(world: World) -> None:
    client = door("minh")
    scanned(client)
    assert (
        "/desk/counter/visit/procedures/1.001612"
        in client.get("/desk/counter/visit", {"procedure": "hộ kinh doanh"}).text
    )
    asked = client.get("/desk/counter/visit/procedures/1.001612")
    assert "Tôi đồng ý" in asked.text
    assert not Assistance.objects.exists(), "reading is not consenting"

    answer = client.post("/desk/counter/visit/procedures/1.001612")

    dossier = Dossier.objects.get(uuid=answer["Location"].rpartition("/")[2])
    assert (dossier.applicant_id, dossier.channel) == (world.lan.person_id, Channel.COUNTER)
    assert "Nguyễn Thị Ngọc Lan" in client.get(answer["Location"]).text


def test_without_a_person_no_procedure_begins(world: World) -> None:
    assert door("minh").post("/desk/counter/visit/procedures/1.001612").status_code == 404


def test_received_with_its_originals_and_printed_in_one_list(world: World) -> None:
    client = door("minh")
    visit = scanned(client)
    dossier = at_counter(world)

    answer = received(client, dossier, **{f"original-{PERMIT}": "kept", f"count-{PERMIT}": "2"})

    assert answer["Location"] == "/desk/counter/visit"
    original = Original.objects.get(dossier=dossier)
    assert (original.shown, original.count) == (Shown.KEPT, 2)
    assert visit.deeds.get().deed == Deed.RECEIVED
    dossier.refresh_from_db()
    assert str(dossier.code) in client.get(f"/desk/counter/visits/{visit.uuid}/list").text
    assert "Đang giữ, phải trả lại" in client.get(f"/desk/dossiers/{dossier.code}").text
    assert str(dossier.code) in client.get("/desk/originals").text


def test_kept_and_not_counted_nothing_is_received(world: World) -> None:
    dossier = at_counter(world)

    received(door("minh"), dossier, **{f"original-{PERMIT}": "kept", f"count-{PERMIT}": "0"})

    dossier.refresh_from_db()
    assert (dossier.state, Original.objects.count()) == (State.DRAFT, 0)


def test_a_paper_of_this_visit_is_offered_for_the_next_procedure(world: World) -> None:
    client = door("minh")
    scanned(client)
    first = at_counter(world)
    received(client, first)
    second = at_counter(world, complete=False)
    given = Paper.objects.get(dossier=first, item=PERMIT)
    assert "Đã nộp trong lượt này" in client.get(f"/desk/counter/{second.uuid}").text

    client.post(f"/desk/counter/{second.uuid}/shared-papers/{given.pk}", {"item": PERMIT})

    assert Paper.objects.get(dossier=second, item=PERMIT).file_id == given.file_id


def test_a_paper_that_was_not_offered_is_not_there(world: World) -> None:
    client = door("minh")
    second = at_counter(world, complete=False)
    of_another = Paper.objects.filter(dossier=world.submitted("1.013227"))[:1].get()

    answer = client.post(f"/desk/counter/{second.uuid}/shared-papers/{of_another.pk}", {"item": PERMIT})

    assert answer.status_code == 404
    assert not Paper.objects.filter(dossier=second).exists()


# --- originals


def test_originals_go_back_with_the_result(world: World) -> None:
    dossier = world.finished("1.013227")
    original = originals.note(dossier, item=PERMIT, shown=Shown.KEPT, count=1, actor=world.minh, at=TUESDAY)
    client = door("minh")
    page = client.get(f"/desk/dossiers/{dossier.code}/delivery").text
    assert "Cơ quan còn giữ bản chính" in page

    told = {"receiver": "herself", "seen_by": "receipt_shown", "proof": dossier.tracking_secret}
    client.post(f"/desk/dossiers/{dossier.code}/delivery", {**told, "originals": [original.pk]})

    original.refresh_from_db()
    assert (original.returned_at, original.returned_to) == (TUESDAY, "applicant")
    slip = client.get(f"/desk/dossiers/{dossier.code}/originals/slip").text
    assert "chính người nộp hồ sơ" in slip


def test_originals_are_noted_by_the_unit_that_received_them(world: World) -> None:
    dossier = world.accepted("1.013227")
    sent = {f"original-{PERMIT}": "compared", f"count-{PERMIT}": "1"}

    assert door("hoa").post(f"/desk/dossiers/{dossier.code}/originals", sent).status_code == 404
    door("minh").post(f"/desk/dossiers/{dossier.code}/originals", sent)

    assert Original.objects.get(dossier=dossier).shown == Shown.COMPARED
    door("minh").get(f"/desk/dossiers/{dossier.code}/originals")
    assert Look.objects.filter(dossier_id=dossier.pk, part="originals").exists()


# --- the station


def pictures(count: int) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(f"{n}.jpg", a_picture(size=(300, 420)), "image/jpeg") for n in range(count)]


def test_pages_become_a_paper(world: World) -> None:
    dossier = at_counter(world, complete=False)
    client, address = door("minh"), f"/desk/counter/{dossier.uuid}/digitising/{PERMIT}"
    assert "chưa cài khóa ký số" in client.get(address).text

    client.post(address, {"pages": "2", "file": pictures(2)})

    copy = DigitalCopy.objects.get()
    assert (copy.paper.item, copy.pages) == (PERMIT, 2)
    assert "Chưa ký số" in client.get(address).text


@pytest.mark.parametrize(
    ("pages", "count", "sentence"),
    [
        ("3", 2, "Giấy có 3 trang mà có 2 ảnh"),
        ("", 2, "Đếm số trang của giấy"),
        ("0", 0, "Đếm số trang của giấy"),
        ("1", 0, "Chụp hoặc chọn ảnh các trang"),
    ],
)
def test_what_does_not_add_up_is_said(world: World, pages: str, count: int, sentence: str) -> None:
    dossier = at_counter(world, complete=False)

    answer = door("minh").post(
        f"/desk/counter/{dossier.uuid}/digitising/{PERMIT}", {"pages": pages, "file": pictures(count)}
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not DigitalCopy.objects.exists()


def test_the_typed_application_is_printed_and_not_scanned(world: World) -> None:
    dossier = at_counter(world)
    client = door("minh")
    form = client.get(f"/desk/counter/{dossier.uuid}/form").text

    assert "Người khai ký, ghi rõ họ tên" in form
    definition = html.fromstring(client.get(f"/desk/counter/{dossier.uuid}").text)
    assert not definition.xpath("//*[@id='don_de_nghi']//*[contains(text(), 'Cần có')]")


# --- what she brings back


@pytest.fixture
def sent_back(world: World) -> Dossier:
    dossier = world.submitted("1.001193")
    items = ["tre_ho_ten", "giay_chung_sinh"]
    intake.ask_to_complete(dossier, actor=world.minh, at=TUESDAY, items=items, reason="Tên trẻ và giấy chưa rõ")
    dossier.refresh_from_db()
    return dossier


def test_what_was_asked_for_is_typed_and_filed_at_the_counter(
    world: World, sent_back: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: WEDNESDAY)
    client, address = door("minh"), f"/desk/dossiers/{sent_back.code}/mending"
    page = html.fromstring(client.get(address).text)
    assert page.xpath("//input[@name='asked']/@value").count("tre_ho_ten") == 1
    assert "me_ho_ten" not in page.xpath("//input[@name='asked']/@value")

    client.post(address, {"asked": "tre_ho_ten", "tre_ho_ten": "Nguyễn Minh Khang", "revision": ""})
    client.post(f"/desk/counter/{sent_back.uuid}/digitising/giay_chung_sinh", {"pages": "1", "file": pictures(1)})
    key = page.xpath("//input[@name='key']/@value") or ["k"]
    client.post(address, {"file_again": "1", "key": key[0]})

    sent_back.refresh_from_db()
    filing = Filing.objects.get(dossier=sent_back, number=2)
    assert (sent_back.state, filing.answers["tre_ho_ten"]) == (State.SUBMITTED, "Nguyễn Minh Khang")
    assert filing.by_post_id == world.minh.post_id


def test_what_was_not_asked_for_stays_at_the_counter_too(sent_back: Dossier) -> None:
    before = sent_back.answers.data["me_ho_ten"]

    door("minh").post(
        f"/desk/dossiers/{sent_back.code}/mending", {"asked": "me_ho_ten", "me_ho_ten": "Khác", "revision": ""}
    )

    sent_back.answers.refresh_from_db()
    assert sent_back.answers.data["me_ho_ten"] == before


def test_mending_is_for_what_was_sent_back(world: World) -> None:
    dossier = world.submitted("1.013227")

    assert door("minh").get(f"/desk/dossiers/{dossier.code}/mending").status_code == 409
    assert door("quy").get(f"/desk/dossiers/{dossier.code}/mending").status_code == 404


def test_the_visit_page_leads_to_what_waits_for_her(world: World, sent_back: Dossier) -> None:
    client = door("minh")
    scanned(client)

    page = client.get("/desk/counter/visit").text

    assert f"/desk/dossiers/{sent_back.code}/mending" in page


def test_a_visit_of_another_unit_is_not_there(world: World) -> None:
    assert world.lan.person_id is not None
    visit = visiting.begin(person_id=world.lan.person_id, actor=world.minh, at=TUESDAY)

    assert door("thao").get(f"/desk/counter/visits/{visit.uuid}/list").status_code == 404
