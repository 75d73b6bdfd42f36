"""A province is seeded as an article printed it, and the figures say so to the last dossier."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from motcua.config.seeding import province
from motcua.dossiers.models import Dossier
from motcua.effects.reporting import figures, rebuilding
from motcua.effects.reporting.asking import By
from motcua.effects.reporting.figures import Measure
from tests.world import World

SMALL, SMALL_ONLINE = 700, 294


@pytest.mark.parametrize(("dossiers", "online"), [(province.DOSSIERS, province.ONLINE), (SMALL, SMALL_ONLINE)])
@pytest.mark.parametrize("units", [4, 9, 40])
def test_the_shares_of_the_units_add_up_to_the_province(dossiers: int, online: int, units: int) -> None:
    shares = province.plan(range(1, units + 1), dossiers=dossiers, online=online)

    assert (sum(unit.dossiers for unit in shares), sum(unit.online for unit in shares)) == (dossiers, online)
    assert all(0 <= unit.online <= unit.dossiers for unit in shares)


def test_the_whole_one_has_the_printed_ends() -> None:
    first, least, most, *_ = province.plan(range(1, 10))

    assert (first.dossiers, first.online) == (780, 780)
    assert round(least.online / least.dossiers * 100, 2) == 1.35
    assert round(most.online / most.dossiers * 100, 2) == 99.77
    assert round(province.ONLINE / province.DOSSIERS * 100, 2) == 42.06


def test_the_report_gives_back_what_was_seeded_to_the_last_dossier(world: World) -> None:
    call_command(
        "seed", province=True, dossiers=SMALL, online=SMALL_ONLINE, processes=1, stdout=StringIO(), stderr=StringIO()
    )

    units = sorted({*Dossier.objects.values_list("deciding_agency", flat=True)})
    seeded = {
        unit.agency: (unit.dossiers, unit.online) for unit in province.plan(units, dossiers=SMALL, online=SMALL_ONLINE)
    }
    rows = figures.totals(province.FIRST_DAY, province.LAST_DAY, by=[By.AGENCY, By.CHANNEL])
    told: dict[int, tuple[int, int]] = {}
    for row in rows:
        received, online = told.get(int(str(row.keys[By.AGENCY])), (0, 0))
        here = row[Measure.RECEIVED]
        told[int(str(row.keys[By.AGENCY]))] = (received + here, online + here * (row.keys[By.CHANNEL] == "online"))
    assert told == seeded
    (whole,) = figures.totals(date(2023, 1, 1), date(2023, 12, 31))
    assert whole[Measure.RECEIVED] == SMALL
    assert whole[Measure.FINISHED_WITHOUT_RESULT] == 0
    *_, done = rebuilding.check()
    assert (done.facts_differ, done.cells_differ) == (0, 0)
