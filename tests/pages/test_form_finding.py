"""A page of questions finds its draft where its person began it, and asks further only then; nobody else finds it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.access import begun_by, visible_to
from motcua.dossiers.models import Dossier
from tests.doors import door
from tests.world import World


def page_of(dossier: Dossier) -> str:
    key = definition_of(dossier.procedure_version_id).form.sections[0].key
    return f"/drafts/{dossier.uuid}/form/{key}"


def saved(client: Client, dossier: Dossier) -> int:
    return client.post(
        f"{page_of(dossier)}/fields", {"asked": "nyc_ho_ten", "nyc_ho_ten": "Nguyễn Thị Lan"}
    ).status_code


def test_a_page_of_questions_asks_the_database_little(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lan, where = door("lan"), page_of(world.draft())
    lan.get(where)

    # Session, account, draft, time, calendar; and what she declared before.
    with django_assert_max_num_queries(6):
        lan.get(where)


def test_what_a_helper_began_for_her_she_goes_on_with_at_home(world: World) -> None:
    dossier, lan = world.draft(by=world.cuong), door("lan")

    assert not begun_by(world.lan).exists()
    assert lan.get(page_of(dossier)).status_code == 200
    assert saved(lan, dossier) == 200
    dossier.answers.refresh_from_db()
    assert dossier.answers.data["nyc_ho_ten"] == "Nguyễn Thị Lan"


@pytest.mark.parametrize("name", ["binh", "minh", "cuong"])
def test_nobody_else_finds_it(world: World, name: str) -> None:
    dossier, other = world.draft(), door(name)

    assert other.get(page_of(dossier)).status_code == 404
    assert saved(other, dossier) == 404


@pytest.mark.parametrize("name", ["lan", "binh", "minh", "hoa", "cuong", "quy"])
def test_what_somebody_began_is_a_part_of_what_she_may_see(world: World, name: str) -> None:
    world.draft()
    world.draft(by=world.cuong)
    world.submitted()
    actor = getattr(world, name)

    assert set(begun_by(actor)) <= set(visible_to(actor))
    assert begun_by(actor).exists() is (name == "lan")
