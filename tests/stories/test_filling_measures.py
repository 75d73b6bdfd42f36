"""How long filling took and where it was left: kept when a draft ends, without a person."""

from datetime import date, timedelta

import pytest

from motcua.dossiers.commands import drafting, intake
from motcua.dossiers.models import Answers, Dossier, Ending, FillingMeasure
from motcua.dossiers.queries import measures
from tests.world import FRIDAY, MONDAY, TUESDAY, World

pytestmark = pytest.mark.django_db


def test_filing_leaves_a_measure_without_a_person(world: World) -> None:
    dossier = world.draft("1.001193")
    drafting.save_answers(
        dossier,
        changed={"tre_ho_ten": "Vũ An"},
        revision=None,
        at=MONDAY + timedelta(seconds=40),
        at_field="tre_ho_ten",
    )

    intake.submit(dossier, actor=world.lan, at=MONDAY + timedelta(minutes=3), key="k")

    found = FillingMeasure.objects.get()
    assert (found.how, found.seconds, found.active_seconds) == (Ending.FILED, 180, 40)
    assert (found.last_field, found.channel) == ("tre_ho_ten", "online")
    assert found.ended_on == date(2026, 11, 16)
    columns = {field.name for field in FillingMeasure._meta.get_fields()}
    assert not columns & {"dossier", "account", "applicant", "person", "holder", "ended_at"}


def test_filing_twice_with_one_key_is_measured_once(world: World) -> None:
    dossier = world.draft("1.001193")
    for _press in range(2):
        intake.submit(dossier, actor=world.lan, at=TUESDAY, key="k")

    assert FillingMeasure.objects.count() == 1


def test_throwing_away_and_expiring_are_told_apart(world: World) -> None:
    drafting.discard(world.draft("1.001193"), at=TUESDAY)
    drafting.discard(world.draft("1.013227"), at=TUESDAY, how=Ending.EXPIRED)

    assert sorted(FillingMeasure.objects.values_list("how", flat=True)) == ["discarded", "expired"]


def test_practice_is_never_measured_nor_filed(world: World) -> None:
    dossier = world.draft("1.001193")
    Dossier.objects.filter(pk=dossier.pk).update(is_practice=True)
    dossier.refresh_from_db()

    with pytest.raises(intake.PracticeIsNotFiled):
        intake.submit(dossier, actor=world.lan, at=TUESDAY, key="k")
    drafting.discard(dossier, at=TUESDAY)

    assert not FillingMeasure.objects.exists()


def test_the_figures_of_a_procedure(world: World) -> None:
    for minutes in (1, 2, 3, 4, 100):
        dossier = world.draft("1.001193")
        intake.submit(dossier, actor=world.lan, at=MONDAY + timedelta(minutes=minutes), key=f"k{minutes}")
    left = world.draft("1.001193")
    drafting.save_answers(left, changed={"tre_ho_ten": "A B"}, revision=None, at=MONDAY, at_field="tre_ho_ten")
    drafting.discard(left, at=TUESDAY)

    [found] = measures.filling(first=MONDAY.date(), last=FRIDAY.date())

    assert (found.ended, found.filed, found.finished_percent) == (6, 5, 83)
    assert (found.median_seconds, found.p90_seconds) == (180, 6000)
    assert measures.filling(first=FRIDAY.date(), last=FRIDAY.date()) == []


def test_people_leave_after_a_field_also_in_drafts_that_lie_untouched(world: World) -> None:
    idle, practice, thrown = (world.draft("1.001193") for _ in range(3))
    Answers.objects.filter(dossier__in=[idle, practice]).update(last_field="me_ho_ten")
    Answers.objects.filter(dossier=thrown).update(last_field="cha_ho_ten")
    Dossier.objects.filter(pk=practice.pk).update(is_practice=True)
    drafting.discard(thrown, at=TUESDAY)
    period: dict[str, date] = {"first": MONDAY.date(), "last": FRIDAY.date()}

    soon = measures.leaving(**period, at=MONDAY + timedelta(days=6))
    later = measures.leaving(**period, at=MONDAY + timedelta(days=8))

    assert [(each.field, each.people) for each in soon] == [("cha_ho_ten", 1)]
    assert sorted((each.field, each.ended, each.idle) for each in later) == [("cha_ho_ten", 1, 0), ("me_ho_ten", 0, 1)]
