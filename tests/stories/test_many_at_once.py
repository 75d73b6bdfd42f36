"""Sixteen writers at once: no twin, no gap. Two officers at once: one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, connections

from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import NotAllowed
from tests.world import MONDAY, TUESDAY, World

WRITERS, EACH = 16, 3


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """Run the calls in threads with connections of their own; a refusal is its result."""

    def run(call: Callable[[], Any]) -> Any:
        try:
            return call()
        except NotAllowed as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_sixteen_writers_give_no_twin_and_no_gap(committed_world: World) -> None:
    lan = committed_world.lan
    drafts = [committed_world.draft("1.001612") for _ in range(WRITERS * EACH)]

    def file_some(start: int) -> None:
        for dossier in drafts[start::WRITERS]:
            intake.submit(dossier, actor=lan, at=MONDAY, key=f"key {dossier.pk}")

    at_once([lambda n=n: file_some(n) for n in range(WRITERS)])  # type: ignore[misc]

    codes = sorted(str(dossier) for dossier in Dossier.objects.exclude(code=None))
    assert codes == [f"H99.1-261116-{n:04d}" for n in range(1, WRITERS * EACH + 1)]


def test_the_counter_test_can_fail(committed_world: World) -> None:
    """Negative control: MAX() + 1 gives twins to writers who read before either has committed."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE wrong_code (number integer)")
    try:

        def max_plus_one() -> None:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO wrong_code SELECT coalesce(max(number), 0) + 1 FROM wrong_code, pg_sleep(0.05)"
                )

        at_once([max_plus_one] * 8)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) - count(DISTINCT number) FROM wrong_code")
            assert cursor.fetchone()[0] > 0
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE wrong_code")


def test_a_double_click_is_one_dossier(committed_world: World) -> None:
    lan, dossier = committed_world.lan, committed_world.draft("1.001612")

    filings = at_once([lambda: intake.submit(Dossier.objects.get(pk=dossier.pk), actor=lan, at=MONDAY, key="one")] * 4)

    assert len({filing.pk for filing in filings}) == 1
    assert dossier.events.count() == 1


def test_of_two_officers_one_accepts_and_the_other_reads_a_sentence(committed_world: World) -> None:
    dossier, minh = committed_world.submitted("1.001612"), committed_world.minh

    results = at_once(
        [
            lambda: intake.accept(Dossier.objects.get(pk=dossier.pk), actor=minh, at=TUESDAY),
            lambda: intake.refuse(Dossier.objects.get(pk=dossier.pk), actor=minh, at=TUESDAY, reason="Trùng"),
        ]
    )

    assert sum(isinstance(result, NotAllowed) for result in results) == 1
    assert dossier.events.count() == 2
