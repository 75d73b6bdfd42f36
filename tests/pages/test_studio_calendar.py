"""The calendar in the studio: entered, looked over, applied."""

from datetime import date

import pytest

from motcua.dossiers.models import CalendarChange, DossierEvent
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation.calendar.models import CalendarDay, CalendarVersion, OfficeHoursEntry
from tests.doors import door
from tests.world import MONDAY, World, moment, run_jobs

STORM = {
    "day_day": "20",
    "day_month": "11",
    "day_year": "2026",
    "kind": "closed",
    "name": "Bão số 12",
    "source": "Công điện 15/CĐ-UBND",
}


def test_a_year_is_read_with_its_days_their_names_and_sources(world: World) -> None:
    page = door("phuc").get("/studio/calendar?year=2026").text

    for words in ("24/11/2026", "Ngày Văn hóa Việt Nam", "Nghị quyết 28/2026/QH16", "07:30–11:30", "Làm bù ngày 02/01"):
        assert words in page


def test_a_day_is_entered_shown_before_it_counts_and_then_applied(world: World) -> None:
    dossier = world.accepted("1.013227", at=MONDAY)
    run_jobs()
    client = door("phuc")

    client.post("/studio/calendar/days/new", STORM)
    year = client.get("/studio/calendar?year=2026").text
    dossier.refresh_from_db()
    assert "Bão số 12" in year
    assert "Lịch đang soạn khác lịch đang dùng" in year
    assert dossier.due_at == moment("2026-11-23T17:00")

    asked = client.post("/studio/calendar/changes")
    assert "worker.calendar_change" in run_jobs()
    shown = client.get(asked["Location"]).text
    for words in (
        str(dossier.code),
        "thứ Hai 23/11/2026",
        "thứ Tư 25/11/2026",
        "Gia hạn giấy phép xây dựng",
        "Áp dụng lịch mới",
    ):
        assert words in shown
    assert str(dossier.subject_name) not in shown

    applied = client.post(f"{asked['Location']}/application")
    run_jobs()
    dossier.refresh_from_db()
    assert dossier.due_at == moment("2026-11-25T17:00")
    assert "ghi vào 1 hồ sơ" in client.get(applied["Location"]).text
    assert "Lịch đang soạn khác" not in client.get("/studio/calendar").text


def test_a_day_is_changed_and_taken_back(world: World) -> None:
    client = door("phuc")
    client.post("/studio/calendar/days/new", STORM)
    entry = CalendarDay.objects.get(day=date(2026, 11, 20))

    client.post(f"/studio/calendar/days/{entry.pk}", {**STORM, "day_day": "19"})
    assert CalendarDay.objects.filter(name="Bão số 12").get().day == date(2026, 11, 19)
    client.post(f"/studio/calendar/days/{CalendarDay.objects.get(name='Bão số 12').pk}/removal")

    assert not CalendarDay.objects.filter(name="Bão số 12").exists()


def test_without_a_source_a_day_is_not_taken(world: World) -> None:
    page = door("phuc").post("/studio/calendar/days/new", {**STORM, "source": ""})

    assert page.status_code == 422
    assert "Căn cứ" in page.text
    assert not CalendarDay.objects.filter(name="Bão số 12").exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("7:00", "11:00", "13:30", "17:00"), [["07:00", "11:00"], ["13:30", "17:00"]]),
        (("8:00", "12:00", "", ""), [["08:00", "12:00"]]),
        (("11:00", "7:00", "13:30", "17:00"), None),
        (("7:00", "14:00", "13:30", "17:00"), None),
    ],
)
def test_hours_are_taken_when_they_follow_one_another(
    world: World, typed: tuple[str, ...], kept: list[list[str]] | None
) -> None:
    names = ("morning_opens", "morning_closes", "afternoon_opens", "afternoon_closes")
    when = {"valid_from_day": "1", "valid_from_month": "4", "valid_from_year": "2027", "source": "Quyết định 3/QĐ"}

    page = door("phuc").post("/studio/calendar/hours/new", {**when, **dict(zip(names, typed, strict=True))})

    assert page.status_code == (422 if kept is None else 302)
    assert list(OfficeHoursEntry.objects.values_list("sessions", flat=True)) == ([] if kept is None else [kept])


def test_who_runs_the_system_looks_and_changes_nothing(world: World) -> None:
    world.accepted("1.013227", at=MONDAY)
    client = door("phuc")
    client.post("/studio/calendar/days/new", STORM)
    asked = client.post("/studio/calendar/changes")
    run_jobs()
    kien = door("kien")

    assert kien.get("/studio/calendar").status_code == kien.get(asked["Location"]).status_code == 200
    assert "Áp dụng lịch mới" not in kien.get(asked["Location"]).text
    assert kien.post(f"{asked['Location']}/application").status_code == 404
    assert kien.post("/studio/calendar/days/new", STORM).status_code == 404
    assert CalendarVersion.objects.count() == 1
    assert not DossierEvent.objects.filter(action=Action.CHANGE_CALENDAR).exists()


def test_the_queries_of_the_page_do_not_grow_with_the_dossiers(
    world: World, django_assert_max_num_queries: object
) -> None:
    client = door("phuc")
    client.post("/studio/calendar/days/new", STORM)
    for _ in range(4):
        world.accepted("1.013227", at=MONDAY)
    client.post("/studio/calendar/changes")
    run_jobs()

    number = CalendarChange.objects.get().pk
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture of pytest-django
        client.get(f"/studio/calendar/changes/{number}")
