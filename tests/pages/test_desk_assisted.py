"""Nộp giúp: the volunteer's pages, from the consent to the paper in the person's hand, and what she reads of it."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Assistance, Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts.models import Person
from motcua.foundation.audit.models import Look
from motcua.foundation.messaging.models import Message
from tests import samples
from tests.doors import door
from tests.pages.test_desk_counter import attach_what_is_missing, url
from tests.world import World

CODE = "1.013227"
CARD = f"/desk/counter/procedures/{CODE}"
HA = {"personal_id": "001160000044", "full_name": "Phạm Thị Hà"}


def signed_slip() -> BytesIO:
    file = BytesIO(samples.pdf("phieu"))
    file.name = "phieu-dong-y.pdf"
    return file


def on_paper(client: Client) -> None:
    answer = client.post(f"{CARD}/consent", {"method": "paper", "file": signed_slip()})
    assert answer["Location"] == CARD, answer.text


def opened(client: Client, who: dict[str, str] = HA) -> Dossier:
    answer = client.post(CARD, who)
    assert answer.status_code == 302, answer.text
    return Dossier.objects.get(uuid=answer["Location"].rpartition("/")[2])


def ready(client: Client) -> Dossier:
    """Consent is there, the form is filled in, the papers are attached."""
    on_paper(client)
    dossier = opened(client)
    drafting.save_answers(dossier, changed=samples.ANSWERS[CODE], revision=None, at=timezone.now())
    attach_what_is_missing(client, dossier)
    return dossier


def received() -> str:
    found = re.search(r"\d{6}", Message.objects.latest("pk").words.short)
    assert found is not None
    return found[0]


@pytest.fixture
def cuong(world: World, settings: Settings) -> Client:
    # A gateway is set up; nobody listens there, and nothing leaves without a worker.
    settings.ESMS_URL = "http://127.0.0.1:9"
    return door("cuong")


def test_a_helper_has_the_counter_and_nothing_else(cuong: Client) -> None:
    assert cuong.get("/desk/")["Location"] == "/desk/counter"
    page = cuong.get("/desk/counter").text
    assert "Giúp nộp hồ sơ" in page
    assert "Chờ tiếp nhận" not in page
    for path in ("/desk/lists/to-receive", "/desk/search", "/studio/", "/desk/lists/my-work"):
        assert cuong.get(path).status_code == 404, path


def test_before_consent_nothing_is_typed_and_nobody_entered(cuong: Client) -> None:
    before = Person.objects.count()

    assert cuong.get(CARD)["Location"] == f"{CARD}/consent"
    assert cuong.post(CARD, {"personal_id": "001199000123", "full_name": "Giàng A Vừ"})["Location"] == f"{CARD}/consent"

    assert Person.objects.count() == before
    assert not Dossier.objects.exists()


def test_the_words_name_purpose_procedure_helper_and_duration(cuong: Client) -> None:
    for path in (f"{CARD}/consent", f"{CARD}/consent-slip"):
        page = cuong.get(path).text

        assert "giúp tôi điền và nộp hồ sơ" in page
        assert "Gia hạn giấy phép xây dựng" in page
        assert "Bùi Mạnh Cường" in page
        assert "Việc nhờ hết lúc" in page


def test_a_volunteer_cannot_agree_in_her_place(cuong: Client) -> None:
    assert "Tôi đồng ý</button>" not in cuong.get(f"{CARD}/consent").text
    assert cuong.post(f"{CARD}/consent", {"method": "screen"}).status_code == 404
    assert cuong.post(f"{CARD}/consent", {"method": "paper"}).status_code == 422
    assert not Assistance.objects.exists()


def test_a_code_to_a_telephone_that_she_names(cuong: Client) -> None:
    asked = cuong.post(f"{CARD}/consent", {"method": "phone", "phone": "0912 000 111"})
    assert cuong.get(CARD)["Location"] == f"{CARD}/consent", "asked is not answered"
    code = received()

    wrong = cuong.post(asked["Location"], {"code": "000000" if code != "000000" else "111111"})
    assert wrong.status_code == 422
    assert "còn 4 lần thử" in wrong.text
    assert cuong.post(asked["Location"], {"code": code})["Location"] == CARD
    assert cuong.get(CARD).status_code == 200
    assert cuong.get(asked["Location"]).status_code == 404, "answered once"


def test_a_code_page_is_for_the_helper_who_asked(cuong: Client) -> None:
    asked = cuong.post(f"{CARD}/consent", {"method": "phone", "phone": "0912000111"})

    assert door("minh").post(asked["Location"], {"code": received()}).status_code == 404
    assert cuong.get(asked["Location"]).status_code == 200, "negative control"


def test_without_a_channel_there_is_no_such_way(cuong: Client, settings: Settings) -> None:
    settings.DEMO = False
    settings.ESMS_URL = ""

    assert 'name="phone"' not in cuong.get(f"{CARD}/consent").text
    assert cuong.post(f"{CARD}/consent", {"method": "phone", "phone": "0912000111"}).status_code == 404
    assert Client().get("/phone-stand-in").status_code == 404


def test_one_consent_is_one_dossier(cuong: Client) -> None:
    on_paper(cuong)
    first = opened(cuong)

    assert cuong.post(CARD, HA)["Location"] == url(first), "a second press finds the same form"
    other = cuong.post(CARD, {"personal_id": "001195000011", "full_name": "Nguyễn Thị Ngọc Lan"})
    assert other["Location"] == f"{CARD}/consent"


def test_the_helper_files_and_is_out(cuong: Client, world: World) -> None:
    dossier = ready(cuong)
    key = uuid4().hex

    done = cuong.post(url(dossier, "/reception"), {"key": key})
    again = cuong.post(url(dossier, "/reception"), {"key": key})

    dossier.refresh_from_db()
    assert dossier.state == State.SUBMITTED, "a helper files; an officer receives"
    assert done["Location"] == again["Location"] == url(dossier, "/receipt")
    assert dossier.applicant_id == dossier.holder_id == world.ha.person_id
    for page in ("", "/check", "/agreement"):
        assert cuong.get(url(dossier, page)).status_code == 404
    for page in ("/papers", "/ending"):
        assert cuong.post(url(dossier, page)).status_code == 404
    assert cuong.get(f"/desk/dossiers/{dossier.code}").status_code == 404
    assert cuong.get(f"/dossiers/{dossier.code}").status_code == 404


def test_the_paper_says_who_helped_what_was_seen_and_nothing_of_the_answers(cuong: Client) -> None:
    dossier = ready(cuong)
    cuong.get(url(dossier, "/check"))
    cuong.post(url(dossier, "/reception"), {"key": uuid4().hex})
    dossier.refresh_from_db()

    paper = cuong.get(url(dossier, "/receipt")).text

    assert str(dossier.code) in paper
    assert dossier.tracking_secret[:4] in paper
    assert "Bùi Mạnh Cường" in paper
    assert "trang xem lại trước khi nộp" in paper
    for answer in ("Trần Quốc Bình", "001088000022", "0912345672", "Phạm Thị Hà", "001160000044"):
        assert answer not in paper, "neither answers nor her own facts"


def test_the_paper_is_printed_within_half_an_hour_and_by_the_helper_alone(cuong: Client) -> None:
    dossier = ready(cuong)
    cuong.post(url(dossier, "/reception"), {"key": uuid4().hex})

    assert door("minh").get(url(dossier, "/receipt")).status_code == 404
    assert cuong.get(url(dossier, "/receipt")).status_code == 200
    Assistance.objects.update(ended_at=timezone.now() - timedelta(minutes=31))
    assert cuong.get(url(dossier, "/receipt")).status_code == 404


def test_she_reads_who_helped_and_what_was_seen(cuong: Client) -> None:
    dossier = ready(cuong)
    cuong.get(url(dossier, "/check"))
    ha = door("ha")

    people = ha.get(f"/drafts/{dossier.uuid}/holder").text
    assert "Bùi Mạnh Cường" in people
    assert "trang xem lại trước khi nộp" in people

    cuong.post(url(dossier, "/reception"), {"key": uuid4().hex})
    dossier.refresh_from_db()
    page = ha.get(f"/dossiers/{dossier.code}").text
    assert "Bùi Mạnh Cường" in page
    assert "trang xem lại trước khi nộp" in page
    assert "quet.pdf" in page


def test_every_page_that_a_helper_opens_is_a_look(cuong: Client) -> None:
    dossier = ready(cuong)
    Look.objects.filter(dossier_id=dossier.pk).count()
    seen = Look.objects.filter(dossier_id=dossier.pk).count()

    for page in ("", "/check", "/agreement"):
        cuong.get(url(dossier, page))

    parts = Look.objects.filter(dossier_id=dossier.pk).order_by("pk").values_list("part", flat=True)[seen:]
    assert list(parts) == ["answers", "check", "agreement"]


def test_she_ends_it_from_her_own_account(cuong: Client) -> None:
    dossier = ready(cuong)

    door("ha").post(f"/drafts/{dossier.uuid}/assistance-ending")

    assert cuong.get(url(dossier)).status_code == 404
    assert door("ha").get(f"/drafts/{dossier.uuid}").status_code == 200


def test_the_helper_ends_it_when_she_says_so(cuong: Client) -> None:
    dossier = ready(cuong)

    cuong.post(url(dossier, "/ending"))

    assert cuong.get(url(dossier)).status_code == 404
    assert url(dossier) not in cuong.get("/desk/counter").text


def test_when_the_hour_has_come_the_form_is_gone(cuong: Client) -> None:
    dossier = ready(cuong)
    assert cuong.get(url(dossier)).status_code == 200

    now = timezone.now()
    Assistance.objects.update(asked_at=now - timedelta(hours=2), ends_at=now - timedelta(seconds=1))

    assert cuong.get(url(dossier)).status_code == 404
    assert cuong.post(url(dossier, "/reception"), {"key": uuid4().hex}).status_code == 404


def test_a_new_consent_opens_the_form_again(cuong: Client) -> None:
    dossier = ready(cuong)
    cuong.post(url(dossier, "/ending"))
    on_paper(cuong)

    assert opened(cuong) == dossier


def test_her_other_dossiers_are_not_there_for_the_helper(cuong: Client, world: World) -> None:
    own = world.draft("1.001193", by=world.ha)
    ready(cuong)

    for path in (f"/desk/counter/{own.uuid}", f"/drafts/{own.uuid}", "/profile"):
        assert "001160000044" not in cuong.get(path).text
    assert cuong.get(f"/desk/counter/{own.uuid}").status_code == 404


@pytest.mark.parametrize("helper", ["cuong", "minh"])
def test_the_turned_screen_shows_the_answers_and_takes_a_yes_or_a_no(world: World, helper: str) -> None:
    dossier = world.draft(CODE, by=world.cuong if helper == "cuong" else world.minh)
    client = door(helper)
    page = client.get(url(dossier, "/agreement")).text
    assert "Trần Quốc Bình" in page
    assert "desk-side" not in page, "nothing of the desk is turned to the person"
    revision: dict[str, Any] = {"revision": dossier.answers.revision + 1}

    assert client.post(url(dossier, "/agreement"), {"answer": "wrong", **revision})["Location"] == url(dossier)
    stale = client.post(url(dossier, "/agreement"), {"answer": "agreed", "revision": 99})
    assert stale["Location"] == url(dossier, "/agreement")
    yes = client.post(url(dossier, "/agreement"), {"answer": "agreed", **revision})
    assert yes["Location"] == url(dossier, "/check")
    assert "Người dân đã đọc và đồng ý nội dung này" in client.get(url(dossier, "/check")).text

    drafting.save_answers(dossier, changed={"ly_do": "Lý do khác"}, revision=None, at=timezone.now())
    assert "Người dân đã đọc và đồng ý nội dung này" not in client.get(url(dossier, "/check")).text


def test_at_the_counter_a_representative_hands_in_for_the_holder(world: World) -> None:
    client = door("minh")
    dossier = world.draft(CODE, by=world.minh)
    authoriser = {
        **HA,
        "birth_date_day": "12",
        "birth_date_month": "6",
        "birth_date_year": "1960",
        "residence_province": "99",
        "residence_commune": "Phường Minh Tân",
        "residence_detail": "12 phố Chợ",
        "document_number": "12/UQ",
        "document_on_day": "2",
        "document_on_month": "11",
        "document_on_year": "2026",
    }

    chosen = client.post(url(dossier, "/holder"), {"whose": "authorised"})
    assert chosen["Location"] == url(dossier, "/holder/authorised")
    assert client.get(chosen["Location"]).status_code == 200
    assert client.post(chosen["Location"], authoriser).status_code == 422, "its paper is shown"
    kept = client.post(chosen["Location"], {**authoriser, "file": signed_slip()})
    assert kept["Location"] == url(dossier)
    assert "Phạm Thị Hà" in client.get(url(dossier)).text
    drafting.save_answers(dossier, changed=samples.ANSWERS[CODE], revision=None, at=timezone.now())
    received_at = client.post(url(dossier, "/reception"), {"key": uuid4().hex})

    dossier.refresh_from_db()
    assert received_at["Location"] == f"/desk/dossiers/{dossier.code}"
    assert dossier.subject_name == "Phạm Thị Hà"
    assert (dossier.holder_id, dossier.representative_id) == (world.ha.person_id, world.lan.person_id)
    page = client.get(received_at["Location"]).text
    assert "được ủy quyền theo văn bản số 12/UQ" in page
    assert "Văn bản ủy quyền" in page
