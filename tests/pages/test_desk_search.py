"""One box: a code, any word of a name, an identity number, a telephone number; and the trace that a number leaves."""

from typing import Any

import pytest
from lxml import html

from motcua.foundation.accounts.models import Person
from motcua.foundation.audit.models import Look, Seen
from tests.doors import door
from tests.world import World, account


def searched(who: str, text: str) -> Any:
    return door(who).post("/desk/search", {"q": text}, follow=True)


def found(page: Any) -> list[str]:
    return [str(href).rsplit("/", 1)[1] for href in html.fromstring(page.text).xpath("//tbody/tr/td/a/@href")]


@pytest.fixture
def lan(db: None, world: World) -> Person:
    return account("lan").person


def test_a_name_is_found_by_any_of_its_words(world: World, lan: Person) -> None:
    dossier = world.submitted("1.001612")
    last = lan.full_name.split()[-1]

    assert found(searched("minh", last)) == [dossier.code]
    assert found(searched("minh", f"{last[:2]}")) == [dossier.code], "the last word may be half typed"
    assert found(searched("minh", f"{last} {lan.full_name.split()[0]}")) == [dossier.code]
    assert found(searched("minh", f"{last} zzz")) == []


def test_identity_and_telephone_numbers_find_a_person_s_dossiers_and_leave_a_trace(world: World, lan: Person) -> None:
    dossier = world.submitted("1.001612")
    number, telephone = lan.personal_id, lan.phone

    assert found(searched("minh", " ".join((number[:4], number[4:])))) == [dossier.code]
    assert found(searched("minh", f"+84{telephone[1:]}")) == [dossier.code]
    assert found(searched("minh", number[:-1] + str((int(number[-1]) + 1) % 10))) == []

    looks = Look.objects.filter(dossier_id=dossier.pk)
    assert [(look.seen, look.part) for look in looks] == [(Seen.LIST, "search")] * 2
    assert "tra cứu theo số định danh" in door("lan").get(f"/dossiers/{dossier.code}").text


def test_a_name_leaves_no_trace_and_numbers_of_others_find_nothing_abroad(world: World, lan: Person) -> None:
    world.submitted("1.001612")

    searched("minh", lan.full_name)
    assert found(searched("quy", lan.personal_id)) == []

    assert not Look.objects.exists()


def test_what_was_typed_stands_in_no_address(world: World, lan: Person) -> None:
    page = door("minh").post("/desk/search", {"q": lan.personal_id}, follow=True)

    addresses = [address for address, _ in page.redirect_chain]
    assert len(addresses) == 1
    assert lan.personal_id not in addresses[0]


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA", "' or 1=1", "%00"])
def test_an_address_that_we_did_not_make_finds_nothing(world: World, sealed: str) -> None:
    page = door("minh").get("/desk/search", {"s": sealed})

    assert page.status_code == 200
    assert found(page) == []


@pytest.mark.parametrize("typed", ["&", "!!", "a & | b", ":*", "'", "\\", "Ω", "(", "đ"])
def test_signs_of_the_search_language_are_no_error(world: World, typed: str) -> None:
    assert searched("minh", typed).status_code == 200


def test_codes_of_former_years_are_read_in_today_s_order(world: World) -> None:
    dossier = world.submitted("1.001612")
    agency, *rest = str(dossier.code).split("-")
    head, *small = agency.split(".")
    old = "-".join([".".join(["000", "00", *reversed(small), head]), *rest])

    assert found(searched("minh", old)) == [dossier.code]
