"""Lists find their rows by a shorter way than the rule of who may see what, and never show more than the rule."""

import pytest

from motcua.dossiers.access import at_agency, visible_to
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from tests.world import World, moment

LATER = moment("2026-12-30T09:00")


@pytest.fixture
def many(world: World) -> World:
    """One in each place of the road, and a draft."""
    for situation in (world.draft, world.submitted, world.accepted, world.worked, world.decided, world.finished):
        situation("1.013227")
    return world


def officers(world: World) -> list[Actor]:
    return [world.minh, world.hoa, world.tuan, world.van, world.quy]


def test_what_an_agency_receives_or_decides_is_a_part_of_what_it_sees(many: World) -> None:
    found = 0
    for officer in officers(many):
        seen = set(visible_to(officer).values_list("pk", flat=True))
        for seat in ("receiving_unit", "deciding_agency"):
            rows = set(at_agency(officer, seat).values_list("pk", flat=True))
            found += len(rows)
            assert rows <= seen
    assert found, "the rule above was tried on something"


def test_no_list_shows_what_its_officer_may_not_see(many: World) -> None:
    shown = 0
    for officer in officers(many):
        seen = set(visible_to(officer).values_list("pk", flat=True))
        for name in worklists.LISTS:
            rows = {row.dossier_id for row in worklists.page(name, officer, at=LATER).rows}
            shown += len(rows)
            assert rows <= seen, name
    assert shown


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.CATALOGUE_OFFICER, Role.TECHNICAL_ADMINISTRATOR, Role.STRANGER])
def test_who_reads_no_dossiers_has_no_lists(many: World, role: Role) -> None:
    nobody = Actor(role=role, agency_id=many.minh.agency_id, account_id=many.minh.account_id)

    assert not at_agency(nobody, "receiving_unit").exists()


def test_who_has_no_lists_has_nothing_to_count(many: World) -> None:
    assert worklists.counts(many.minh, of=(), at=LATER) == {}
