"""Reasons and steps are counted as things happen, once, and the same from nothing."""

import pytest

from motcua.dossiers.commands import processing, stopping
from motcua.dossiers.rules.grounds import StopGround
from motcua.effects.reporting import reasons, steps
from motcua.effects.reporting.report_models import ReasonFact, StepTally
from motcua.foundation.jobs.queue import JOBS
from tests.world import TUESDAY, WEDNESDAY, World, run_jobs

_JOBS = ("reporting.note_reasons", "reporting.note_steps")


def lived(world: World) -> None:
    """Two finished, one of them twice as slow, one asked for more and then stopped."""
    world.finished()
    world.finished(at=WEDNESDAY)
    asked = world.accepted("1.013227")
    processing.request_supplement(
        asked, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu bản chính"
    )
    stopping.stop(asked, actor=world.tuan, at=WEDNESDAY, ground=StopGround.NOTHING_TO_DECIDE, reason="Đất tranh chấp")


def rows() -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    of_steps = StepTally.objects.order_by("month", "agency", "procedure", "step")
    return (
        list(ReasonFact.objects.order_by("event", "reason").values_list("event", "reason", "items", "on", "post")),
        list(of_steps.values_list("step", "steps", "waited_seconds", "total_seconds", "late", "returned")),
    )


def test_what_is_kept_as_it_happens_is_what_is_counted_from_nothing(world: World) -> None:
    lived(world)
    run_jobs()
    kept = rows()

    assert len(kept[0]) == 2
    assert len(kept[1]) > 2
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

    assert len(reasons.differences()) == 2
    assert steps.differences()
