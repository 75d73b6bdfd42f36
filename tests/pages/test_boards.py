"""The head's board: her agencies and no others, numbers that open into their dossiers, and reminding with an answer."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting import facts
from motcua.effects.steering import forecasts, reminding
from motcua.effects.steering.models import Forecast, Reminder, StepPace
from motcua.effects.steering.reminding import Asked
from motcua.foundation import legal_time
from motcua.foundation.audit.models import Look, Seen
from motcua.foundation.organisations.models import Post
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World, moment

#: 1.013227 has five working days: accepted on Monday the 16th it is due on Monday the 23rd.
LATER = moment("2026-11-25T09:00")


@pytest.fixture
def late(world: World, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """One dossier past due, one that was finished in time; it is Wednesday of the week after."""
    dossier, done = world.accepted("1.013227", at=MONDAY), world.finished("1.013227", at=TUESDAY)
    monkeypatch.setattr(legal_time, "now", lambda: LATER)
    facts.note([dossier.pk, done.pk])
    dossier.refresh_from_db()
    return dossier


def figures_on(page: str) -> list[str]:
    cells = re.findall(r'<dl class="desk-kpi">(.*?)</dl>', page, re.DOTALL)[0]
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"</dt><dd>(.*?)</dd>", cells)]


def test_four_numbers_and_the_lines_beneath_them(world: World, late: Dossier) -> None:
    page = door("tuan", Role.HEAD).get("/desk/board").content.decode()

    assert figures_on(page) == ["2", "100 %", "1", "1"]
    assert "0 trong 1 hồ sơ trễ hẹn" in page
    # The step that lies past its own date is named.
    assert "1 việc trễ bước" in page


def test_a_number_opens_into_its_dossiers_and_that_is_recorded(world: World, late: Dossier) -> None:
    client = door("tuan", Role.HEAD)
    page = client.get("/desk/board").content.decode()
    href = re.search(r'href="(/desk/board/dossiers\?of=past_due[^"]*)"', page)
    assert href is not None

    listed = client.get(href[1].replace("&amp;", "&")).content.decode()

    assert str(late.code) in listed
    assert late.subject_name not in listed
    assert Look.objects.filter(dossier_id=late.pk, seen=Seen.LIST, part="board").exists()


def test_a_head_sees_nothing_of_a_neighbour(world: World, late: Dossier) -> None:
    """Sơn is head in the other commune: not in his numbers, not in his lists, and no address leads there."""
    client = door("son", Role.HEAD)

    page = client.get("/desk/board").content.decode()
    listed = client.get("/desk/board/dossiers?of=past_due&to=2026-11-25").content.decode()

    assert figures_on(page) == ["0", "–", "0", "0"]
    assert str(late.code) not in listed
    assert client.get("/desk/board?agency=H99.1").status_code == 404
    assert client.get("/desk/board/dossiers?of=past_due&agency=H99.1").status_code == 404
    assert client.get(f"/desk/board/reminder?codes={late.code}").status_code == 404


def test_the_province_sees_every_agency_and_no_persons(world: World, late: Dossier) -> None:
    client = door("dat")

    page = client.get("/desk/board").content.decode()
    listed = client.get("/desk/board/dossiers?of=past_due&to=2026-11-25").content.decode()

    assert "Ủy ban nhân dân phường Minh Tân" in page
    assert figures_on(page)[0] == "2"
    assert str(late.code) in listed
    # She may not open it: the province is no party to it.
    assert f'href="/desk/dossiers/{late.code}"' not in listed
    assert late.subject_name not in listed


@pytest.mark.parametrize("query", ["of=", "of=secret", "of=past_due&procedure=9.999999", "of=open&agency=X"])
def test_what_is_no_number_of_hers_is_not_there(world: World, late: Dossier, query: str) -> None:
    assert door("tuan", Role.HEAD).get(f"/desk/board/dossiers?{query}").status_code == 404


@pytest.mark.parametrize(
    "query", ["after=x", "after=2026-13-45~1", "from=never&to=2026-02-31", "after=2026-11-16~99999999999999999999"]
)
def test_made_up_addresses_break_nothing(world: World, late: Dossier, query: str) -> None:
    assert door("tuan", Role.HEAD).get(f"/desk/board/dossiers?of=open&{query}").status_code == 200


def test_who_is_no_head_has_no_board(world: World) -> None:
    for sign_in, role in (("tuan", Role.SIGNATORY), ("hoa", None), ("minh", None)):
        assert door(sign_in, role).get("/desk/board").status_code == 404


def test_the_head_reminds_from_the_list_and_the_officer_answers(world: World, late: Dossier) -> None:
    client = door("tuan", Role.HEAD)
    address = f"/desk/board/reminder?codes={late.code}"
    hoa = Post.objects.get(account=world.hoa.account_id or 0)
    assert f'value="{hoa.pk}"' in client.get(address).content.decode()

    sent = client.post(
        address,
        {
            "post": str(hoa.pk),
            "words": "Vì sao quá hạn?",
            "answer_by_day": "26",
            "answer_by_month": "11",
            "answer_by_year": "2026",
        },
    )

    assert sent.status_code == 302, sent.content.decode()
    reminder = Reminder.objects.get()
    assert (reminder.post, reminder.answer_by) == (hoa, date(2026, 11, 26))
    assert [each.dossier_id for each in reminder.reminded.all()] == [late.pk]
    officer = door("hoa")
    assert "Vì sao quá hạn?" in officer.get("/desk/reminders").content.decode()
    assert officer.post(f"/desk/reminders/{reminder.pk}", {"words": " "}).status_code == 422
    assert officer.post(f"/desk/reminders/{reminder.pk}", {"words": "Chiều nay xong"}).status_code == 302
    assert "Chiều nay xong" in client.get("/desk/reminders").content.decode()
    assert "Chiều nay xong" in client.get(f"/desk/reminders/{reminder.pk}").content.decode()


def test_what_is_missing_is_said_and_what_was_typed_stays(world: World, late: Dossier) -> None:
    client = door("tuan", Role.HEAD)

    answer = client.post(
        "/desk/board/reminder",
        {"post": "head", "words": "", "answer_by_day": "1", "answer_by_month": "11", "answer_by_year": "2026"},
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Có 2 chỗ cần sửa" in page
    assert 'value="11"' in page
    assert not Reminder.objects.exists()


def test_the_province_reminds_each_agency_for_itself(world: World, late: Dossier) -> None:
    other = world.accepted("1.013227", at=MONDAY)
    Dossier.objects.filter(pk=other.pk).update(deciding_agency=Post.objects.get(pk=officer_post("son")).agency)

    client = door("dat")
    address = f"/desk/board/reminder?codes={late.code}&codes={other.code}"
    typed = {"words": "Báo cáo", "answer_by_day": "27", "answer_by_month": "11", "answer_by_year": "2026"}
    assert client.post(address, typed).status_code == 302

    assert set(Reminder.objects.values_list("about__code", "role")) == {("H99.1", "head"), ("H99.2", "head")}
    assert not Reminder.objects.exclude(post=None).exists()


def officer_post(sign_in: str) -> int:
    return Post.objects.filter(account__identities__subject=sign_in, role="head").values_list("pk", flat=True).get()


def test_a_reminder_is_there_for_its_two_sides_only(world: World, late: Dossier) -> None:
    asked = reminding.remind(world.minh_tan, Asked("Chậm", date(2026, 11, 27)), actor=world.head, at=MONDAY)

    for stranger, role in (("hoa", None), ("minh", None), ("son", Role.HEAD), ("tuan", Role.SIGNATORY), ("dat", None)):
        assert door(stranger, role).get(f"/desk/reminders/{asked.pk}").status_code == 404
        assert door(stranger, role).post(f"/desk/reminders/{asked.pk}", {"words": "x"}).status_code == 404


def test_the_forecast_says_why_with_its_numbers(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    item = world.open_item(dossier)
    StepPace.objects.create(
        agency=item.agency,
        procedure_id=dossier.procedure_version.procedure_id,
        step=item.step,
        sample=30,
        median_minutes=3000,
        p90_minutes=9000,
    )
    morning = moment("2026-11-18T07:15")
    monkeypatch.setattr(legal_time, "now", lambda: morning + timedelta(hours=2))
    forecasts.look(at=morning)

    page = door("tuan", Role.HEAD).get("/desk/board/forecast").content.decode()

    assert str(dossier.code) in page
    assert "thường mất 6 ngày 2 giờ làm việc (theo 30 hồ sơ gần đây)" in page
    assert "đã mở 1 ngày 6 giờ làm việc" in page
    assert door("son", Role.HEAD).get("/desk/board/forecast").content.decode().count(str(dossier.code)) == 0


def test_the_board_asks_the_database_as_often_for_many_agencies_as_for_few(world: World, late: Dossier) -> None:
    client = door("dat")
    client.get("/desk/board")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/desk/board")
    for agency in ("H99.2", "H99.3", "H99.4"):
        other = world.accepted("1.013227", at=MONDAY)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE dossiers_dossier SET deciding_agency_id = (SELECT id FROM organisations_agency WHERE code = %s)"
                " WHERE id = %s",
                [agency, other.pk],
            )
        facts.note([other.pk])

    with CaptureQueriesContext(connection) as many:
        page = client.get("/desk/board").content.decode()

    assert "Sở Tài chính tỉnh Sông Lam" in page
    assert len(many) <= len(few)


def test_an_empty_board_says_so(world: World) -> None:
    page = door("son", Role.HEAD).get("/desk/board").content.decode()

    assert "Tháng này chưa có hồ sơ nào." in page
    assert not Forecast.objects.exists()
    assert not WorkItem.objects.filter(status=WorkStatus.OPEN).exists()
