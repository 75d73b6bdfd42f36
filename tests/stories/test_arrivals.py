"""What is filed at the national portal lies at our desk: once, whole or not, and nothing acknowledged is lost."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pytest_django import Settings

from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.national_portal import arrivals, fetching, inbound, later_papers, ledger, sorting
from motcua.effects.national_portal.arrival_models import (
    Arrival,
    ArrivedMessage,
    Became,
    CentralDossier,
    Fault,
    FiledThere,
)
from motcua.effects.national_portal.later_papers import Lacking
from motcua.effects.national_portal.models import Message, Standing
from motcua.effects.national_portal.picture import picture
from motcua.effects.reporting import facts
from motcua.effects.reporting.models import DossierFact
from motcua.foundation import legal_time
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Organisation, Person
from motcua.foundation.files.models import ScanState
from tests import samples
from tests.arriving import NUMBER, PATH, SECRET, body, brought, central, door, item
from tests.world import TUESDAY, World, account, run_jobs

__all__ = ["door"]
pytestmark = pytest.mark.usefixtures("door", "world")


def taken_in(**changed: Any) -> Dossier:
    assert brought(body(item(**changed)))["error_code"] == "0"
    run_jobs()
    return FiledThere.objects.get(number=NUMBER).dossier


def paper(name: str = "Giấy chứng sinh.pdf", **changed: Any) -> dict[str, str]:
    content = base64.b64encode(samples.pdf(name)).decode()
    return {"TenTepDinhKem": name, "MaThanhPhanHoSo": "giay_chung_sinh", "Base64": content, **changed}


def test_it_lies_at_the_desk_like_any_other(world: World) -> None:
    dossier = taken_in(TaiLieuNop=[paper()])

    assert str(dossier.code).startswith("H99.1-")
    assert (dossier.state, dossier.channel, dossier.deciding_agency) == (State.SUBMITTED, "online", world.minh_tan)
    assert dossier.submitted_at == ArrivedMessage.objects.get().came_at
    assert dossier.applicant.personal_id == "001195000011"
    assert dossier.applicant_account == account("lan")
    filing = dossier.filings.get()
    assert filing.answers["tre_ho_ten"] == samples.ANSWERS["1.001193"]["tre_ho_ten"]
    assert [paper["item"] for paper in filing.papers] == ["giay_chung_sinh"]
    waiting = worklists.page("to-receive", world.minh, at=legal_time.now())
    assert dossier.code in [row.code for row in waiting.rows]
    accepted = intake.accept(dossier, actor=world.minh, at=legal_time.now())
    assert accepted.to_state == State.IN_PROGRESS


def test_the_event_says_where_it_came_from_and_names_nobody() -> None:
    event = taken_in().events.get()

    assert event.details == {"filing": 1, "source": "national_portal", "vouched": True}
    assert event.role == "applicant"


def test_their_number_leads_to_our_dossier() -> None:
    dossier = taken_in()

    assert arrivals.our_code(NUMBER) == dossier.code
    assert arrivals.our_code(NUMBER.lower()) == dossier.code
    assert arrivals.our_code("000.00.00.G22-261116-9999") == ""
    page = Client().get("/tracking", {"code": NUMBER})
    assert page.status_code == 200
    assert dossier.code in page.content.decode()


def test_what_was_filed_there_is_counted_as_known_there() -> None:
    """Also where its fact was noted before there was a ledger of it."""
    dossier = taken_in()
    assert DossierFact.objects.get(pk=dossier.pk).known_there
    Message.objects.all().delete()
    Standing.objects.all().delete()
    facts.note([dossier.pk])
    assert not DossierFact.objects.get(pk=dossier.pk).known_there

    ledger.tell_all(dossier.pk, at=legal_time.now())
    run_jobs()

    assert DossierFact.objects.get(pk=dossier.pk).known_there


@pytest.mark.parametrize("times", [2, 5])
def test_two_deliveries_of_one_dossier_are_one(times: int) -> None:
    for _each in range(times):
        assert brought(body(item()))["error_code"] == "0"
    run_jobs()
    assert brought(body(item()))["error_code"] == "0"
    run_jobs()

    assert FiledThere.objects.count() == 1
    assert Dossier.objects.filter(filed_there__number=NUMBER).count() == 1
    assert Arrival.objects.get().deliveries == times + 1


def test_the_same_in_another_order_of_its_fields_is_the_same() -> None:
    brought(body(item()))
    brought(json.dumps({"data": dict(reversed(item().items()))}).encode())

    assert ArrivedMessage.objects.count() == 1


def test_the_job_may_run_twice() -> None:
    taken_in()
    message = ArrivedMessage.objects.get()

    arrivals.take_in(message.pk, at=legal_time.now())

    assert FiledThere.objects.get().dossier.events.count() == 1


def test_what_is_acknowledged_stands_in_the_database_before_anything_is_made_of_it() -> None:
    assert brought(body(item()))["error_code"] == "0"

    assert Arrival.objects.get().became == Became.WAITING
    assert not FiledThere.objects.exists()
    run_jobs()
    assert Arrival.objects.get().became == Became.TAKEN_IN


def test_what_cannot_be_kept_is_not_acknowledged(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        message = "the disk is gone, and Lan's number was 001195000011"
        raise RuntimeError(message)

    monkeypatch.setattr(inbound, "begin", broken)

    assert brought(body(item())) == {"error_code": "9", "message": "Lỗi hệ thống, gửi lại sau"}
    assert not ArrivedMessage.objects.exists()


def test_messages_are_only_ever_added() -> None:
    brought(body(item()))

    with pytest.raises(IntegrityError), transaction.atomic():
        ArrivedMessage.objects.update(number="X")


def test_what_came_is_kept_unreadable_in_the_database() -> None:
    brought(body(item()))

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(m)::text FROM national_portal_arrivedmessage m")
        kept = str(cursor.fetchone())
    assert "001195000011" not in kept
    assert "Lan" not in kept
    assert "001195000011" in ArrivedMessage.objects.get().body


# --- who it is


def test_nobody_new_is_entered_where_we_know_her() -> None:
    before = Person.objects.count()

    taken_in()

    assert Person.objects.count() == before


def test_somebody_new_is_entered_with_her_number_where_the_portal_vouches_for_her() -> None:
    dossier = taken_in(ChuHoSo="Lê Thị Mới", SoGiayToChuHoSo="001199000099", Email="moi@example.vn")

    found = people.by_number("001199000099")
    assert dossier.holder == dossier.applicant == found
    assert (found.full_name, found.phone, found.email) == ("Lê Thị Mới", "0912345671", "moi@example.vn")
    assert dossier.applicant_account is None


def test_a_number_for_which_nobody_vouches_becomes_nobodys() -> None:
    dossier = taken_in(ChuHoSo="Lê Thị Mới", SoGiayToChuHoSo="001199000099", TaiKhoanDuocXacThucVoiVNeID="0")

    assert people.by_number("001199000099") is None
    assert dossier.applicant.full_name == "Lê Thị Mới"


def test_a_known_number_without_a_voucher_gives_nobody_another_s_account() -> None:
    dossier = taken_in(TaiKhoanDuocXacThucVoiVNeID="0")

    assert dossier.applicant == account("lan").person
    assert dossier.applicant_account is None


@pytest.mark.parametrize("said", ["1", "0"])
def test_the_portal_and_the_figures_hear_whether_it_vouched_and_not_what_we_guess(said: str) -> None:
    dossier = taken_in(TaiKhoanDuocXacThucVoiVNeID=said)

    told = picture(dossier.events.get(), as_of=legal_time.now())

    assert told.is_vouched is DossierFact.objects.get(pk=dossier.pk).identity_verified is (said == "1")


def test_a_number_that_we_know_under_another_name_waits_for_a_person() -> None:
    assert brought(body(item(ChuHoSo="Người Khác Hẳn")))["error_code"] == "0"
    run_jobs()

    arrival = Arrival.objects.get()
    assert (arrival.became, arrival.fault, arrival.where) == (Became.SET_ASIDE, Fault.PERSON, "SoGiayToChuHoSo")
    assert not Dossier.objects.filter(subject_name="Người Khác Hẳn").exists()


def test_an_organisation_holds_what_somebody_files_for_it() -> None:
    dossier = taken_in(
        LoaiDoiTuong="2",
        ChuHoSo="Công ty Bình Minh",
        SoGiayToChuHoSo="0101234567",
        NguoiNop="Nguyễn Thị Ngọc Lan",
        SoGiayToNguoiNop="001195000011",
    )

    assert dossier.holder_organisation == Organisation.objects.get(registration_code="0101234567")
    assert (dossier.holder, dossier.subject_name) == (None, "Công ty Bình Minh")
    assert dossier.applicant == account("lan").person


# --- what does not fit


def test_answers_that_our_form_does_not_know_are_kept_beside_it() -> None:
    told = {**samples.ANSWERS["1.001193"], "mau_mat": "nâu", "tre_ngay_sinh": "không rõ"}

    there = taken_in(DuLieuToKhai=told).filed_there

    assert there.beside["answers"] == {"mau_mat": "nâu", "tre_ngay_sinh": "không rõ"}
    assert "tre_ngay_sinh" not in there.dossier.filings.get().answers


def test_an_incomplete_dossier_is_taken_all_the_same_and_the_desk_asks_for_the_rest(world: World) -> None:
    dossier = taken_in(DuLieuToKhai={"tre_ho_ten": "Nguyễn Minh Khôi"})

    assert dossier.filings.get().answers == {"tre_ho_ten": "Nguyễn Minh Khôi"}
    asked = intake.ask_to_complete(
        dossier, actor=world.minh, at=legal_time.now(), items=["tre_ngay_sinh"], reason="Thiếu ngày sinh của trẻ"
    )
    assert asked.to_state == State.INCOMPLETE


def test_nobody_names_a_file_of_ours_or_answers_for_an_officer() -> None:
    told = {**samples.ANSWERS["1.001193"], "khong_khai_thac_duoc_dan_cu": True, "qua_han": True}

    dossier = taken_in(DuLieuToKhai=told)

    assert "khong_khai_thac_duoc_dan_cu" not in dossier.filings.get().answers
    assert dossier.filings.get().answers.get("qua_han") is not True


def test_what_was_asked_for_comes_the_same_way(world: World) -> None:
    dossier = taken_in(DuLieuToKhai={"tre_ho_ten": "Nguyễn Minh Khôi"}, TaiLieuNop=[paper()])
    at = legal_time.now()
    intake.ask_to_complete(dossier, actor=world.minh, at=at, items=["tre_ngay_sinh"], reason="Thiếu ngày sinh")

    brought(body(item()))
    run_jobs()

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED
    last = dossier.filings.latest("number")
    assert (last.number, last.answers["tre_ngay_sinh"]) == (2, "2026-10-28")
    assert [each["item"] for each in last.papers] == ["giay_chung_sinh"], "what had come is not lost"


def test_something_else_for_a_dossier_that_nobody_asked_about_waits_for_a_person() -> None:
    taken_in()

    assert brought(body(item(TrichYeuHoSo="Nội dung khác")))["error_code"] == "0"
    run_jobs()

    last = Arrival.objects.latest("message_id")
    assert (last.became, last.fault) == (Became.SET_ASIDE, Fault.CHANGED)
    assert FiledThere.objects.get().dossier.filings.count() == 1


def test_what_was_paid_there_is_said_and_not_believed() -> None:
    dossier = taken_in(DuocThanhToanTrucTuyen="1")

    assert dossier.filed_there.beside["paid"] is True


# --- what is refused, and kept for a person

BAD: dict[str, tuple[bytes, str, Fault, str]] = {
    "half a message": (body(item())[:300], "1", Fault.UNREADABLE, ""),
    "a page instead of a message": ("<html><body>Đang bảo trì</body></html>".encode(), "1", Fault.UNREADABLE, ""),
    "nothing": (b"", "1", Fault.UNREADABLE, ""),
    "half a letter": (b'{"data": "\xc3', "1", Fault.UNREADABLE, ""),
    "half a pair of code units": (b'{"data": [{"MaHoSo": "\\ud800"}]}', "1", Fault.UNREADABLE, ""),
    "a list": (b"[]", "1", Fault.UNREADABLE, ""),
    "too deep": (b"[" * 100_000, "1", Fault.UNREADABLE, ""),
    "no dossier": (b'{"data": []}', "2", Fault.FIELD, "data"),
    "no number": (body(item(MaHoSo=None)), "2", Fault.FIELD, "MaHoSo"),
    "a number that is none": (body(item(MaHoSo="'; DROP TABLE")), "2", Fault.FIELD, "MaHoSo"),
    "a name that is a list": (body(item(ChuHoSo=["Lan"])), "2", Fault.FIELD, "ChuHoSo"),
    "a name that never ends": (body(item(ChuHoSo="Lan" * 100)), "2", Fault.FIELD, "ChuHoSo"),
    "an identity of eleven digits": (body(item(SoGiayToChuHoSo="00119500001")), "2", Fault.FIELD, "SoGiayToChuHoSo"),
    "a kind of holder that is none": (body(item(LoaiDoiTuong="9")), "2", Fault.FIELD, "LoaiDoiTuong"),
    "an organisation that files itself": (body(item(LoaiDoiTuong="2")), "2", Fault.FIELD, "NguoiNop"),
    "answers that are a text": (body(item(DuLieuToKhai="<xml/>")), "2", Fault.FIELD, "DuLieuToKhai"),
    "a paper that lies nowhere": (
        body(item(TaiLieuNop=[{"TenTepDinhKem": "a.pdf"}])),
        "2",
        Fault.FIELD,
        "DuongDanTaiTepTin",
    ),
    "twelve hours": (body(item(NgayNopHoSo="20261116 02:45 CH")), "3", Fault.MOMENT, "NgayNopHoSo"),
    "the hour 25": (body(item(NgayNopHoSo="20261116254500")), "3", Fault.MOMENT, "NgayNopHoSo"),
    "the 30th of February": (body(item(NgayNopHoSo="20260230084500")), "3", Fault.MOMENT, "NgayNopHoSo"),
    "day before year": (body(item(NgayNopHoSo="16112026084500")), "3", Fault.MOMENT, "NgayNopHoSo"),
    "tomorrow": (body(item(NgayNopHoSo="20991116084500")), "3", Fault.MOMENT, "NgayNopHoSo"),
    "before there was a portal": (body(item(NgayNopHoSo="19700101000000")), "3", Fault.MOMENT, "NgayNopHoSo"),
    "a procedure of another generation": (body(item(MaTTHC="BTP-HTI-12345")), "4", Fault.PROCEDURE, "MaTTHC"),
    "a procedure that is not here": (body(item(MaTTHC="9.999999")), "4", Fault.PROCEDURE, "MaTTHC"),
    "a status of another generation": (body(item(TrangThaiHoSo="11")), "5", Fault.STATUS, "TrangThaiHoSo"),
    "a dossier that is done already": (body(item(TrangThaiHoSo="9")), "5", Fault.STATUS, "TrangThaiHoSo"),
    "a district": (
        body(item(MaCoQuanThucHien="H99.760")),
        "6",
        Fault.AGENCY,
        "MaCoQuanThucHien",
    ),
    "an agency that decides something else": (
        body(item(MaCoQuanThucHien=None, DuLieuToKhai={})),
        "6",
        Fault.AGENCY,
        "MaCoQuanThucHien",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_with_the_envelope_and_kept_for_a_person(name: str) -> None:
    content, code, fault, where = BAD[name]

    answered = brought(content)
    brought(content)
    run_jobs()

    assert answered["error_code"] == code
    assert set(answered) == {"error_code", "message"}
    arrival = Arrival.objects.get()
    assert (arrival.became, arrival.fault, arrival.where) == (Became.REFUSED, fault, where)
    assert arrival.deliveries == 2
    assert not FiledThere.objects.exists()
    assert [each.pk for each in sorting.waiting()] == [arrival.pk]


def test_the_bad_ones_are_bad_for_what_they_say() -> None:
    """The control: the message from which they are made is good."""
    assert brought(body(item()))["error_code"] == "0"


def test_an_older_way_of_writing_the_agency_s_code_is_understood(world: World) -> None:
    """000.00.01.H99 names the smallest unit first and fills up with noughts."""
    from motcua.foundation.organisations.models import Agency

    Agency.objects.filter(pk=world.minh_tan.pk).update(code="H99.01")

    assert taken_in(MaCoQuanThucHien="000.00.01.H99").deciding_agency.code == "H99.01"


def test_one_bad_dossier_of_several_keeps_no_other_from_being_kept() -> None:
    bad = item(MaHoSo="000.00.00.G22-261116-0002", NgayNopHoSo="20261116254500")

    assert brought(body(bad, item()))["error_code"] == "3"
    run_jobs()

    assert FiledThere.objects.get().number == NUMBER


def test_what_was_refused_is_taken_when_it_is_told_again_and_the_catalogue_was_mended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from motcua.blueprints.catalogue import queries

    with monkeypatch.context() as closed:
        closed.setattr("motcua.effects.national_portal.destinations.queries.find", _unknown(queries))
        assert brought(body(item()))["error_code"] == "4"

    assert brought(body(item()))["error_code"] == "0"
    run_jobs()

    assert FiledThere.objects.get().dossier.state == State.SUBMITTED


def _unknown(queries: Any) -> Any:
    def find(code: str) -> None:
        raise queries.ProcedureUnknown(code=code)

    return find


def test_a_clock_that_runs_ahead_is_refused_and_taken_when_it_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """From then on it waits for its reception, and not from the moment at which we had said no."""
    ahead = body(item(NgayNopHoSo="20261117091500"))
    assert brought(ahead)["error_code"] == "3"
    later = TUESDAY + timedelta(minutes=20)
    monkeypatch.setattr(legal_time, "now", lambda: later)

    assert brought(ahead)["error_code"] == "0"
    run_jobs()

    assert FiledThere.objects.get().dossier.submitted_at == later


def test_a_person_tries_again_or_puts_it_away() -> None:
    brought(body(item(MaTTHC="9.999999")))
    arrival, lan = Arrival.objects.get(), account("lan").pk

    with pytest.raises(sorting.StillWrong):
        sorting.try_again(arrival.pk, by=lan, at=TUESDAY)
    with pytest.raises(sorting.NoteMissing):
        sorting.dismiss(arrival.pk, by=lan, note=" ", at=TUESDAY)
    sorting.dismiss(arrival.pk, by=lan, note="Thử nghiệm của họ", at=TUESDAY)

    assert not sorting.waiting().exists()
    with pytest.raises(sorting.NotToSort):
        sorting.dismiss(arrival.pk, by=lan, note="Lần nữa", at=TUESDAY)


def test_a_person_puts_the_name_right_and_the_dossier_comes_in() -> None:
    brought(body(item(ChuHoSo="Lan Ngọc Thị Nguyễn")))
    run_jobs()
    arrival = Arrival.objects.get(became=Became.SET_ASIDE)
    lan = account("lan").person
    Person.objects.filter(pk=lan.pk).update(full_name="Lan Ngọc Thị Nguyễn")

    sorting.try_again(arrival.pk, by=account("lan").pk, at=TUESDAY)
    run_jobs()

    assert FiledThere.objects.get().dossier.applicant == lan


# --- the door


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + " "])
def test_without_the_secret_nothing_is_kept(secret: str) -> None:
    response = Client().post(
        PATH, body(item()), content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )

    assert (response.status_code, response.json()["error_code"]) == (401, "401")
    assert not ArrivedMessage.objects.exists()


def test_from_another_address_nothing_is_kept(settings: Settings) -> None:
    settings.NATIONAL_INBOX_ADDRESSES = "203.0.113.0/24, 198.51.100.7/32"

    assert brought(body(item()))["error_code"] == "401"
    assert brought(body(item()), REMOTE_ADDR="203.0.113.9")["error_code"] == "0"


def test_where_nobody_was_promised_a_door_there_is_none(settings: Settings) -> None:
    settings.NATIONAL_INBOX_SECRET = ""

    assert Client().post(PATH, body(item()), content_type="application/json").status_code == 404


def test_only_messages_are_brought() -> None:
    assert Client().get(PATH).status_code == 405


# --- dossiers of the ministries


def test_a_ministry_s_dossier_is_shown_and_is_no_dossier_of_ours() -> None:
    before = Dossier.objects.count()

    assert brought(body(central(), service="DongBoHoSoTrungUong"))["error_code"] == "0"
    run_jobs()

    found = CentralDossier.objects.get()
    assert (found.number, found.status, found.agency_name) == ("G06.34-261101-0042", 4, "Cục Quản lý xuất nhập cảnh")
    assert Dossier.objects.count() == before


def test_the_newest_word_about_it_counts_in_whatever_order_they_come() -> None:
    brought(body(central(TrangThaiHoSo="9", NgayCapNhat="20261110080000"), service="DongBoHoSoTrungUong"))
    brought(body(central(), service="DongBoHoSoTrungUong"))
    run_jobs()

    assert CentralDossier.objects.get().status == 9


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"NgayCapNhat": "20261101080000"}, "3"),
        ({"NgayHenTra": "2026-11-12"}, "3"),
        ({"TrangThaiHoSo": "99"}, "5"),
        ({"DonViXuLy": ""}, "2"),
    ],
    ids=["told before it was received", "another date", "another status", "of nobody"],
)
def test_half_a_word_about_a_ministry_s_dossier_is_refused(changed: dict[str, str], code: str) -> None:
    assert brought(body(central(**changed), service="DongBoHoSoTrungUong"))["error_code"] == code
    assert not CentralDossier.objects.exists()


# --- papers


def test_a_paper_is_scanned_like_what_a_person_hands_in(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    monkeypatch.setattr("motcua.foundation.files.clamd.is_infected", lambda *_, **__: True)

    dossier = taken_in(TaiLieuNop=[paper()])

    assert dossier.papers.get().file.scan_state == ScanState.INFECTED


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"Base64": "không phải"}, "PaperUnreadable"),
        ({"Base64": base64.b64encode(b"MZ\x90\x00 program").decode()}, "FileKindNotAccepted"),
        ({"Base64": None, "DuongDanTaiTepTin": "https://evil.example/a.pdf"}, "HostNotAllowed"),
    ],
    ids=["not base64", "a program", "from anywhere"],
)
def test_a_paper_that_cannot_be_had_is_named_and_keeps_no_dossier_out(given: dict[str, Any], why: str) -> None:
    given = {name: value for name, value in paper(**given).items() if value is not None}

    there = taken_in(TaiLieuNop=[given]).filed_there

    assert later_papers.lacking(there) == [Lacking("Giấy chứng sinh.pdf", why)]
    assert not there.dossier.papers.exists()


def nobody_knows(*_: object, **__: object) -> None:
    raise OSError


def test_a_paper_is_waited_for_while_its_host_is_down(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NATIONAL_FILES_FROM = frozenset({"files.example.vn"})
    monkeypatch.setattr("socket.getaddrinfo", nobody_knows)
    lies = {**paper(), "DuongDanTaiTepTin": "https://files.example.vn/a.pdf"}
    del lies["Base64"]
    brought(body(item(TaiLieuNop=[lies])))
    message = ArrivedMessage.objects.get()

    with pytest.raises(fetching.Unavailable):
        arrivals.take_in(message.pk, at=message.came_at + timedelta(hours=1))
    with pytest.raises(ObjectDoesNotExist):
        FiledThere.objects.get()
    arrivals.take_in(message.pk, at=message.came_at + timedelta(hours=5))

    there = FiledThere.objects.get()
    assert later_papers.lacking(there) == [Lacking("Giấy chứng sinh.pdf", "Unavailable")]
    assert there.dossier.submitted_at == message.came_at
