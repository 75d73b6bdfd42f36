"""Every figure is the number of its dossiers, whatever it is asked by; and the cells never lose one between writers."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.actor import SYSTEM
from motcua.effects.national_portal.models import Standing
from motcua.effects.reporting import facts, figures, reach, rebuilding, recounting
from motcua.effects.reporting.asking import By, Where, pieces
from motcua.effects.reporting.figures import Balance, Key, Measure
from motcua.effects.reporting.levels import LEVEL_OF
from motcua.effects.reporting.measures import COUNTED
from motcua.effects.reporting.models import DossierFact, Grain, Tally
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from tests.stories.random_histories import begun
from tests.stories.test_many_at_once import at_once
from tests.world import FRIDAY, World, run_jobs

FIRST, LAST = date(2026, 3, 20), date(2026, 8, 9)
COUNTS = [measure for measure in Measure if COUNTED[measure].adds == "1"]
WRITERS = 16
DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))


@pytest.fixture
def counted(world: World) -> None:
    chance = Random(7)  # noqa: S311 - a history, not a secret
    told = [begun(chance.randint, number=number) for number in range(60)]
    for each in told:
        each.go_on(len(each.events))
    Standing.objects.bulk_create([Standing(dossier=each.dossier, known_since=FRIDAY) for each in told[::3]])
    facts.note([each.dossier.pk for each in told])


def pages(measure: Measure | Balance, where: Where = figures.EVERYWHERE, *, last: date = LAST) -> Iterator[str]:
    after = ""
    while True:
        page = figures.dossiers(measure, FIRST, last, where=where, after=after, size=7)
        yield from page.codes
        after = page.after
        if not after:
            return


@given(first=DAYS, length=st.integers(0, 1200))
def test_the_pieces_of_a_period_are_the_period(first: date, length: int) -> None:
    last = first + timedelta(days=length)

    for finest in (Grain.YEAR, Grain.MONTH, Grain.DAY):
        days = Counter(
            piece.first + timedelta(days=ahead)
            for piece in pieces(first, last, finest=finest)
            for ahead in range((piece.until - piece.first).days)
        )
        assert days == Counter(first + timedelta(days=ahead) for ahead in range(length + 1))


def test_a_long_period_is_read_in_few_pieces() -> None:
    assert [(piece.grain, piece.first) for piece in pieces(date(2021, 1, 1), date(2025, 12, 31))] == [
        (Grain.YEAR, date(2021, 1, 1))
    ]
    assert len(pieces(date(2020, 11, 17), date(2026, 2, 3))) == 5


@pytest.mark.parametrize("measure", COUNTS)
def test_each_number_opens_into_as_many_dossiers(counted: None, measure: Measure) -> None:
    (row,) = figures.totals(FIRST, LAST)

    codes = list(pages(measure))
    assert len(codes) == len(set(codes)) == row[measure]


@pytest.mark.parametrize("balance", Balance)
def test_each_balance_opens_into_as_many_dossiers(counted: None, balance: Balance) -> None:
    seen = 0
    for last in (FIRST, date(2026, 5, 31), LAST, date(2027, 1, 1)):
        (row,) = figures.balances(last) or [figures.Row()]
        assert len(list(pages(balance, last=last))) == row[balance]
        seen += row[balance]
    assert seen


@pytest.mark.parametrize(
    "by", [By.AGENCY, By.LEVEL, By.PROCEDURE, By.SECTOR, By.CHANNEL, By.SERVICE_LEVEL, By.MONTH, By.DAY]
)
def test_told_apart_the_figures_add_up_to_the_whole(counted: None, by: By) -> None:
    (whole,) = figures.totals(FIRST, LAST)

    apart = figures.totals(FIRST, LAST, by=[by])
    assert len(apart) > 1
    assert {measure: sum(row[measure] for row in apart) for measure in whole.counts} == whole.counts


def test_the_number_of_one_agency_and_channel_opens_into_its_dossiers(counted: None) -> None:
    for row in figures.totals(FIRST, LAST, by=[By.AGENCY, By.CHANNEL]):
        agency, channel = row.keys[By.AGENCY], row.keys[By.CHANNEL]
        where = Where(agencies=frozenset({int(str(agency))}), channels=frozenset({str(channel)}))
        assert len(list(pages(Measure.RECEIVED, where))) == row[Measure.RECEIVED]
        assert figures.totals(FIRST, LAST, where=where)[0].counts == row.counts


@pytest.mark.parametrize("by", [By.LEVEL, By.PROCEDURE, By.SECTOR, By.SERVICE_LEVEL])
def test_however_it_is_narrowed_a_number_opens_into_its_dossiers(counted: None, by: By) -> None:
    narrowed: dict[By, Callable[[Key], Where]] = {
        By.LEVEL: lambda key: Where(levels=frozenset({str(key)})),
        By.PROCEDURE: lambda key: Where(procedures=frozenset({int(str(key))})),
        By.SECTOR: lambda key: Where(sectors=frozenset({str(key)})),
        By.SERVICE_LEVEL: lambda key: Where(service_levels=frozenset({str(key)})),
    }

    for row in figures.totals(FIRST, LAST, by=[by]):
        assert len(list(pages(Measure.SUPPLEMENT_ROUNDS, narrowed[by](row.keys[by])))) <= row[Measure.SUPPLEMENT_ROUNDS]
        assert len(list(pages(Measure.RECEIVED, narrowed[by](row.keys[by])))) == row[Measure.RECEIVED]


def test_dossiers_stand_in_the_order_of_their_day(counted: None) -> None:
    codes = list(pages(Measure.RECEIVED))

    ordered = DossierFact.objects.filter(received_on__range=(FIRST, LAST)).order_by("received_on", "dossier")
    assert codes == list(ordered.values_list("code", flat=True))


def test_what_few_have_is_looked_for_only_where_it_was_counted(counted: None) -> None:
    """One dossier of a whole year: no other fact is read."""
    DossierFact.objects.update(received_again=False)
    one = DossierFact.objects.filter(received_on__range=(FIRST, LAST)).order_by("received_on")[5]
    DossierFact.objects.filter(pk=one.pk).update(received_again=True)
    for month in recounting.months():
        recounting.mend(month)

    with CaptureQueriesContext(connection) as asked:
        assert list(pages(Measure.RECEIVED_AGAIN)) == [one.code]

    plan = plan_of(asked.captured_queries[-1]["sql"])
    assert "fact_received" in plan
    assert (
        rows_read(plan, "reporting_dossierfact")
        <= DossierFact.objects.filter(received_on=one.received_on, agency=one.agency_id).count()
        < DossierFact.objects.count()
    )


@pytest.mark.parametrize(
    ("balance", "index"), [(Balance.OPEN, "fact_open_days"), (Balance.TO_RECEIVE, "fact_waiting_days")]
)
def test_a_balance_is_found_by_the_index_of_its_days(counted: None, balance: Balance, index: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(pages(balance))

    plan = plan_of(asked.captured_queries[0]["sql"])
    assert re.search(rf" {index} .*\n +Index Cond: \(daterange\(.* @> ", plan), plan


def plan_of(statement: str) -> str:
    """How it goes where there is too much to read all of it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING off, COSTS off) {statement}")
        return "\n".join(line for (line,) in cursor.fetchall())


def rows_read(plan: str, table: str) -> int:
    """Found and thrown away, in all loops."""
    lines = plan.splitlines()
    at = next(number for number, line in enumerate(lines) if f" on {table} " in line)
    told = re.search(r"rows=([0-9.]+) loops=([0-9]+)", lines[at])
    assert told is not None
    removed = re.search(r"Rows Removed by Filter: ([0-9]+)", "\n".join(lines[at : at + 4]))
    return round((float(told[1]) + int(removed[1] if removed else 0)) * int(told[2]))


def test_received_and_carried_over_is_ended_and_open(counted: None) -> None:
    """(3) = (7) + (11) of Biểu 06/VPCP/KSTT, with what ended without a result named apart."""
    before, after = figures.balances(FIRST - timedelta(days=1)), figures.balances(LAST)
    (flows,) = figures.totals(FIRST, LAST)
    carried = before[0][Balance.OPEN] if before else 0
    ended = sum(
        flows[each] for each in (Measure.EARLY, Measure.ON_TIME, Measure.LATE, Measure.WITHDRAWN, Measure.STOPPED)
    )

    assert carried + flows[Measure.RECEIVED] == ended + after[0][Balance.OPEN]
    assert carried
    assert flows[Measure.RECEIVED]


def test_medians_are_those_of_the_dossiers(counted: None) -> None:
    lasted = sorted(
        fact.working_days or 0
        for fact in DossierFact.objects.filter(ended_on__range=(FIRST, date(2027, 12, 31)), ended_how="result")
    )
    (told,) = figures.durations(FIRST, date(2027, 12, 31))

    assert told.dossiers == len(lasted) > 1
    assert told.median == lasted[(len(lasted) + 1) // 2 - 1]
    assert told.ninety == lasted[-(-len(lasted) * 9 // 10) - 1]


def test_officers_figures_are_what_they_did(counted: None) -> None:
    received = DossierFact.objects.filter(received_on__range=(FIRST, LAST), accepted_post__isnull=False)
    taken_in = Counter(received.values_list("accepted_post_id", flat=True))

    rows = figures.totals(FIRST, LAST, by=[By.OFFICER])
    assert {row.keys[By.OFFICER]: row[Measure.RECEIVED] for row in rows if row[Measure.RECEIVED]} == taken_in
    post = next(iter(taken_in))
    where = Where(posts=frozenset({int(str(post))}))
    assert len(list(pages(Measure.RECEIVED, where))) == taken_in[post]


@pytest.mark.parametrize(
    "where",
    [Where(agencies=frozenset()), Where(posts=frozenset()), Where(levels=frozenset()), Where(channels=frozenset())],
    ids=["agencies", "posts", "levels", "channels"],
)
def test_who_may_see_nothing_sees_nothing(counted: None, where: Where) -> None:
    assert figures.totals(FIRST, LAST, where=where) == []
    assert list(pages(Measure.FILED, where)) == []
    assert figures.balances(LAST, where=where) == []


def test_officers_are_not_counted_by_procedure(counted: None) -> None:
    with pytest.raises(ValueError, match="Officers"):
        figures.totals(FIRST, LAST, by=[By.OFFICER, By.PROCEDURE])


def test_heads_see_their_agency_and_what_it_manages_and_others_themselves(world: World) -> None:
    own = reach.seen_by(world.head)
    assert own.agencies is not None
    assert world.head.agency_id in own.agencies
    assert set(Agency.objects.filter(managed_by=world.head.agency_id).values_list("pk", flat=True)) <= own.agencies
    assert world.quy.agency_id not in own.agencies
    assert reach.seen_by(world.hoa) == Where(posts=frozenset({world.hoa.post_id or 0}))
    assert reach.seen_by(world.lan) == reach.seen_by(SYSTEM) == reach.NOTHING


def test_every_kind_of_agency_has_a_level() -> None:
    assert set(LEVEL_OF) == set(AgencyKind)


def test_figures_say_how_fresh_they_are(world: World) -> None:
    dossier = world.accepted()
    waiting = figures.as_of(at=FRIDAY + timedelta(days=3650))
    assert waiting.as_of == dossier.events.earliest("number").recorded_at

    run_jobs()

    assert figures.as_of(at=FRIDAY).as_of == FRIDAY


def test_sixteen_writers_of_the_same_cells_lose_nothing(committed_world: World) -> None:
    """All at one agency on the same days, each dossier twice, while the cells are counted anew beside them."""
    chance = Random(3)  # noqa: S311 - a history, not a secret
    agency = Agency.objects.earliest("pk")
    with transaction.atomic():
        told = [begun(chance.randint, number=number) for number in range(WRITERS * 2)]
        for each in told:
            each.go_on(len(each.events))
            each.dossier.deciding_agency = agency
            each.dossier.save(update_fields=["deciding_agency"])
    ids = [each.dossier.pk for each in told]

    def write(number: int) -> None:
        try:
            for dossier_id in (ids[number], ids[-number], ids[number * 2], ids[number]):
                facts.note([dossier_id])
        finally:
            connections.close_all()

    def rebuild() -> None:
        try:
            list(rebuilding.rebuild(at=FRIDAY))
        finally:
            connections.close_all()

    at_once([*(lambda number=number: write(number) for number in range(WRITERS)), rebuild])
    facts.note(ids)

    *_, done = rebuilding.check()
    assert (done.facts_differ, done.cells_differ) == (0, 0)
    of_agency = Tally.objects.filter(grain="y", procedure=None, agency=agency)
    assert sum(cell.filed or 0 for cell in of_agency) == len(ids)
