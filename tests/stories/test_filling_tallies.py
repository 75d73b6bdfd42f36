"""Months that are over are counted once, by how long forms took; figures of any period are those of the drafts."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from random import Random

import pytest
from django.core.management import call_command
from django.db import connection

from motcua.blueprints.catalogue.models import Procedure
from motcua.dossiers.commands.filling_times import count_months
from motcua.dossiers.models import Channel, Ending, FillingMeasure, FillingTally
from motcua.dossiers.models.filling_cells import STEPS, rounded
from motcua.dossiers.queries import measures
from motcua.dossiers.queries.measures import Filling
from tests.world import World

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 8, 11), date(2026, 11, 20)
AT = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)
CUTS = (
    (FIRST, LAST),
    (AUGUST, date(2026, 10, 31)),
    (AUGUST, date(2026, 10, 30)),
    (date(2026, 8, 2), date(2026, 10, 31)),
    (SEPTEMBER, date(2026, 9, 30)),
    (SEPTEMBER, date(2026, 9, 29)),
    (date(2026, 8, 31), OCTOBER),
    (date(2026, 9, 30), OCTOBER),
    (date(2026, 9, 15), date(2026, 9, 15)),
    (date(2026, 1, 1), date(2026, 12, 31)),
)


@pytest.fixture
def drafts(world: World) -> list[FillingMeasure]:
    """Of two procedures, from a moment to a month, some thrown away."""
    chance = Random(8)  # noqa: S311 - drafts, not a secret
    procedures = list(Procedure.objects.filter(code__in=["1.001193", "1.013227"]))
    days = (LAST - FIRST).days
    FillingMeasure.objects.bulk_create(
        _draft(
            chance.choice(procedures),
            FIRST + timedelta(days=chance.randint(0, days)),
            how=chance.choice([Ending.FILED, Ending.FILED, Ending.EXPIRED]),
            seconds=int(10 ** chance.uniform(0, 6.4)),
            active_seconds=int(10 ** chance.uniform(0, 4)),
        )
        for _ in range(900)
    )
    return list(FillingMeasure.objects.all())


@pytest.mark.parametrize(("first", "last"), CUTS, ids=lambda day: f"{day}")
def test_figures_are_those_of_the_drafts_at_every_cut(drafts: list[FillingMeasure], first: date, last: date) -> None:
    before = _told(first, last)
    count_months(at=AT)
    after = _told(first, last)

    assert after == before
    for told, exact in zip(after, _slowly(drafts, first, last), strict=True):
        assert (told.procedure_id, told.ended, told.filed) == (exact.procedure_id, exact.ended, exact.filed)
        assert told.median_seconds == pytest.approx(exact.median_seconds, rel=0.01)
        assert told.p90_seconds == pytest.approx(exact.p90_seconds, rel=0.01)
        assert told.median_active_seconds == pytest.approx(exact.median_active_seconds, rel=0.01)


def test_some_months_counted_and_some_not_are_all_there(drafts: list[FillingMeasure]) -> None:
    before = _told(FIRST, LAST)
    count_months(at=AT)
    for month in (AUGUST, SEPTEMBER, OCTOBER):
        FillingTally.objects.filter(month=month).delete()
        assert _told(FIRST, LAST) == before
        count_months(at=AT)


def test_a_counted_month_is_not_read_again(drafts: list[FillingMeasure]) -> None:
    """Negative control: were the tally not read, nothing would be left to tell of."""
    count_months(at=AT)
    before = _told(SEPTEMBER, date(2026, 9, 30))
    FillingMeasure.objects.all().delete()

    assert before
    assert _told(SEPTEMBER, date(2026, 9, 30)) == before
    assert _told(SEPTEMBER, date(2026, 9, 29)) == []


def test_only_months_that_are_over_are_counted_and_once(drafts: list[FillingMeasure]) -> None:
    assert count_months(at=AT) == [AUGUST, SEPTEMBER, OCTOBER]
    once = _tallied()
    assert count_months(at=AT) == []
    assert count_months(at=AT, anew=True) == [AUGUST, SEPTEMBER, OCTOBER]
    assert _tallied() == once
    # 00:30 of the first of December in Viet Nam.
    assert count_months(at=datetime(2026, 11, 30, 17, 30, tzinfo=UTC)) == [date(2026, 11, 1)]


def test_what_is_noted_late_is_counted_the_next_night(drafts: list[FillingMeasure]) -> None:
    count_months(at=AT)
    _draft(drafts[0].procedure, date(2026, 9, 30), how=Ending.DISCARDED).save()

    assert measures.differing_months() == [SEPTEMBER]
    assert count_months(at=AT) == [SEPTEMBER]
    assert measures.differing_months() == []


def test_a_wrong_count_is_found_and_mended(drafts: list[FillingMeasure]) -> None:
    call_command("filling_times", rebuild=True)
    call_command("filling_times", check=True)
    wrong = FillingTally.objects.filter(month=OCTOBER, what="active").first()
    assert wrong is not None
    FillingTally.objects.filter(pk=wrong.pk).update(drafts=wrong.drafts + 1)

    with pytest.raises(SystemExit):
        call_command("filling_times", check=True)
    call_command("filling_times", rebuild=True)

    assert measures.differing_months() == []


def test_a_time_is_off_by_at_most_a_hundredth_and_keeps_its_place() -> None:
    near = sorted({max(start + by * step, 0) for start, step in STEPS for by in range(-3, 40)} | {2**31 - 86_401})
    near += sorted({start + by for start, _ in STEPS for by in range(200)})
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT s, {rounded('s')} FROM unnest(%s::int[]) s ORDER BY s", [near])  # noqa: S608 - our own words
        found = cursor.fetchall()

    assert [each for each in found if abs(each[0] - each[1]) > each[0] / 100] == []
    assert [shown for _, shown in found] == sorted(shown for _, shown in found)
    assert all(shown == seconds for seconds, shown in found if seconds <= STEPS[1][0])


def _draft(
    procedure: Procedure, on: date, *, how: Ending, seconds: int = 60, active_seconds: int = 60
) -> FillingMeasure:
    return FillingMeasure(
        procedure=procedure,
        procedure_version_id=procedure.current_version_id or 0,
        ended_on=on,
        channel=Channel.ONLINE,
        how=how,
        seconds=seconds,
        active_seconds=active_seconds,
    )


def _told(first: date, last: date) -> list[Filling]:
    return sorted(measures.filling(first=first, last=last), key=lambda each: each.procedure_id)


def _tallied() -> list[tuple[object, ...]]:
    return sorted(FillingTally.objects.values_list("month", "procedure", "what", "seconds", "drafts"))


def _slowly(drafts: Sequence[FillingMeasure], first: date, last: date) -> list[Filling]:
    ended = [each for each in drafts if first <= each.ended_on <= last]
    return [
        _of(procedure, [each for each in ended if each.procedure_id == procedure])
        for procedure in sorted({each.procedure_id for each in ended})
    ]


def _of(procedure: int, ended: Sequence[FillingMeasure]) -> Filling:
    filed = [each for each in ended if each.how == Ending.FILED]
    whole, active = sorted(each.seconds for each in filed), sorted(each.active_seconds for each in filed)
    return Filling(procedure, len(ended), len(filed), _at(whole, 50), _at(whole, 90), _at(active, 50))


def _at(taken: Sequence[int], percent: int) -> int | None:
    """The smallest that is at least as long as so many of a hundred."""
    return taken[ceil(percent * len(taken) / 100) - 1] if taken else None
