"""Reasons and steps are counted as things happen, once, and the same from nothing."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.dossiers.commands import processing, stopping
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.reporting import reasons, steps
from motcua.effects.reporting.report_models import ReasonFact, ReasonTally, StepTally
from motcua.foundation.jobs.queue import JOBS
from motcua.foundation.organisations.models import Agency
from tests.world import TUESDAY, WEDNESDAY, World, run_jobs

DAYS = st.dates(date(2024, 12, 20), date(2025, 12, 31))
_JOBS = ("reporting.note_reasons", "reporting.note_steps")


def lived(world: World) -> None:
    """Two finished, one of them twice as slow, two asked for more and then stopped, both by the same officers."""
    world.finished()
    world.finished(at=WEDNESDAY)
    for _ in range(2):
        asked = world.accepted("1.013227")
        processing.request_supplement(
            asked, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu bản chính"
        )
        stopping.stop(
            asked, actor=world.tuan, at=WEDNESDAY, ground=StopGround.NOTHING_TO_DECIDE, reason="Đất tranh chấp"
        )


def rows() -> tuple[list[tuple[object, ...]], ...]:
    of_steps = StepTally.objects.order_by("month", "agency", "procedure", "step")
    return (
        list(ReasonFact.objects.order_by("event", "reason").values_list("event", "reason", "items", "on", "post")),
        list(ReasonTally.objects.order_by("action", "reason").values_list("month", "post", "reason", "acts", "items")),
        list(of_steps.values_list("step", "steps", "waited_seconds", "total_seconds", "late", "returned")),
    )


def test_what_is_kept_as_it_happens_is_what_is_counted_from_nothing(world: World) -> None:
    lived(world)
    run_jobs()
    kept = rows()

    assert len(kept[0]) == 4
    assert len(kept[1]) == 2
    assert len(kept[2]) > 2
    assert (reasons.differences(), steps.differences()) == ([], [])

    reasons.rebuild()
    steps.rebuild()

    assert rows() == kept


def test_a_job_that_runs_twice_counts_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(world)
    again: list[tuple[str, int]] = []
    for name in _JOBS:
        run = JOBS[name].run

        def twice(*, event_id: int, name: str = name, run: object = run) -> None:
            again.append((name, event_id))
            run(event_id=event_id)  # type: ignore[operator]
            run(event_id=event_id)  # type: ignore[operator]

        monkeypatch.setitem(JOBS, name, type(JOBS[name])(name, twice))
    run_jobs()

    assert {name for name, _ in again} == set(_JOBS)
    assert (reasons.differences(), steps.differences()) == ([], [])


def test_a_job_that_is_lost_is_found_by_the_check(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(world)
    for name in _JOBS:
        monkeypatch.setitem(JOBS, name, type(JOBS[name])(name, lambda **_ids: None))
    run_jobs()

    assert len(reasons.differences()) == 4
    assert steps.differences()


def test_a_month_that_does_not_add_up_is_found_by_the_check(world: World) -> None:
    lived(world)
    run_jobs()
    ReasonTally.objects.filter(action=Action.STOP).update(acts=3)

    (found,) = reasons.differences()
    assert found.startswith("reasons of 2026-11 at ")


@pytest.fixture
def reasoned(world: World) -> None:
    """Acts of three officers at two agencies over a year, as if long ago."""
    lived(world)
    run_jobs()
    chance = Random(5)  # noqa: S311 - a history, not a secret
    one = ReasonFact.objects.select_related("agency")[0]
    other = Agency.objects.exclude(pk=one.agency_id)[0]
    ReasonFact.objects.bulk_create(
        ReasonFact(
            event_id=10**6 + number,
            reason=chance.choice(["", "missing"]),
            items=chance.randint(1, 3),
            action=chance.choice([Action.REFUSE, Action.STOP]),
            on=date(2025, 1, 1) + timedelta(days=chance.randint(0, 364)),
            agency=chance.choice([one.agency, other]),
            post_id=chance.choice([None, one.post_id]),
            procedure_id=one.procedure_id,
        )
        for number in range(200)
    )
    reasons.count_months()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=DAYS, length=st.integers(0, 70))
def test_the_reasons_of_any_period_are_those_of_its_days(reasoned: None, first: date, length: int) -> None:
    """Whole months are read from their tallies, and the days around them one by one."""
    last = first + timedelta(days=length)

    told = reasons.reasons(first, last, agencies=None)

    by_day = Counter(
        ReasonFact.objects.filter(on__range=(first, last)).values_list("post", "agency", "action", "reason")
    )
    assert {(each.post, each.agency, each.action, each.reason): each.acts for each in told} == by_day
    items = ReasonFact.objects.filter(on__range=(first, last)).aggregate(n=Sum("items"))["n"]
    assert sum(each.items for each in told) == (items or 0)
