"""The national catalogue is kept up to date, and what changed in it is said in words; nothing of ours changes by it."""

from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from motcua.blueprints.catalogue.models import NationalChange, NationalEntry, NationalFetch, ProcedureVersion
from motcua.blueprints.catalogue.national import comparing, queries, updates
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.blueprints.catalogue.national.updates import Listed, ListingTooShort
from motcua.effects.national_portal import client
from motcua.effects.national_portal import stand_in as national_portal
from motcua.effects.national_portal.catalogue import NationalCatalogue
from motcua.effects.national_portal.stand_in import PortalStandIn
from motcua.effects.national_portal.wire import PortalDown, PortalSaysNo
from motcua.sites.studio import national_words
from tests.national import Document, procedure, taken_in, time, way
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, account

pytestmark = pytest.mark.django_db
Kind = NationalChange.Kind


class Nation:
    """What it would answer; `down_at` is the code at which it falls silent."""

    def __init__(self, *documents: Document) -> None:
        self.documents = {document["MATTHC"]: document for document in documents}
        self.asked: list[str] = []
        self.down_at = ""

    def listing(self) -> list[Listed]:
        return [Listed(code, document["TENTTHC"]) for code, document in self.documents.items()]

    def detail(self, code: str) -> Mapping[str, Any] | None:
        if code == self.down_at:
            raise PortalDown
        self.asked.append(code)
        return self.documents.get(code)


def many(count: int) -> list[Document]:
    return [procedure(f"9.{number:06d}", TENTTHC=f"Thủ tục số {number}") for number in range(1, count + 1)]


def kinds() -> list[tuple[str, str]]:
    return sorted(NationalChange.objects.values_list("kind", "entry__code"))


def test_what_is_new_otherwise_and_gone_is_noted(tmp_path: Path) -> None:
    documents = many(6)
    taken_in(tmp_path, *documents)
    changed = {**documents[1], "CACHTHUCTHUCHIEN": [way("1", time("5"))]}
    nation = Nation(documents[0], changed, *documents[2:5], procedure("9.000099", TENTTHC="Thủ tục mới"))

    told = updates.fetch(nation, at=TUESDAY)

    assert kinds() == [(Kind.CHANGED, "9.000002"), (Kind.ENDED, "9.000006"), (Kind.NEW, "9.000099")]
    assert (told.listed, told.new, told.changed, told.ended, told.broken) == (6, 1, 1, 1, 0)
    assert NationalEntry.objects.get(code="9.000006").ended_at == TUESDAY
    assert "9.000006" not in queries.readable().values_list("code", flat=True)
    assert "9.000006" in queries.described().values_list("code", flat=True), "an old address still leads there"


def test_the_same_again_is_no_news(tmp_path: Path) -> None:
    taken_in(tmp_path, *many(4))

    updates.fetch(Nation(*many(4)), at=TUESDAY)
    updates.fetch(Nation(*many(4)), at=WEDNESDAY)

    assert kinds() == []
    assert set(NationalEntry.objects.values_list("checked_at", flat=True)) == {WEDNESDAY}


def test_the_first_round_fills_an_empty_catalogue_and_is_no_news() -> None:
    told = updates.fetch(Nation(*many(4)), at=TUESDAY)

    assert (told.new, kinds()) == (4, [])


def test_what_is_listed_again_is_back(tmp_path: Path) -> None:
    documents = many(6)
    taken_in(tmp_path, *documents)
    updates.fetch(Nation(*documents[:5]), at=TUESDAY)

    updates.fetch(Nation(*documents), at=WEDNESDAY)

    assert kinds() == [(Kind.BACK, "9.000006"), (Kind.ENDED, "9.000006")]
    assert NationalEntry.objects.get(code="9.000006").ended_at is None


@pytest.mark.parametrize("left", [0, 1, 7], ids=["none", "one", "seven of ten"])
def test_half_a_listing_ends_nothing(tmp_path: Path, left: int) -> None:
    taken_in(tmp_path, *many(10))

    with pytest.raises(ListingTooShort):
        updates.fetch(Nation(*many(10)[:left]), at=TUESDAY)

    assert not NationalEntry.objects.filter(ended_at__isnull=False).exists()
    assert NationalFetch.objects.get().problem == "ListingTooShort"


def test_what_was_found_before_the_nation_fell_silent_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(updates, "_AT_ONCE", 2)
    documents = many(6)
    taken_in(tmp_path, *documents)
    nation = Nation(*[{**each, "TENTTHC": f"{each['TENTTHC']} mới"} for each in documents])
    nation.down_at = "9.000005"

    with pytest.raises(PortalDown):
        updates.fetch(nation, at=TUESDAY)

    assert [code for _kind, code in kinds()] == ["9.000001", "9.000002", "9.000003", "9.000004"]
    assert NationalFetch.objects.get().problem == "PortalDown"
    nation.down_at = ""
    updates.fetch(nation, at=WEDNESDAY)
    assert NationalChange.objects.count() == 6


def test_a_round_asks_for_ours_then_the_new_and_renamed_then_the_oldest(tmp_path: Path, world: World) -> None:
    taken_in(tmp_path, *many(4), procedure("1.001193"))
    NationalEntry.objects.filter(code="9.000001").update(checked_at=MONDAY)
    renamed = procedure("9.000003", TENTTHC="Tên khác")
    listed = [*many(2), renamed, many(4)[3], procedure("1.001193"), procedure("9.000050")]
    nation = Nation(*listed)

    updates.fetch(nation, at=TUESDAY, most=5)

    assert nation.asked == ["1.001193", "9.000050", "9.000003", "9.000002", "9.000004"]


def test_an_answer_about_another_procedure_is_no_answer(tmp_path: Path) -> None:
    taken_in(tmp_path, *many(2))
    nation = Nation(*many(2))
    nation.documents["9.000002"] = many(1)[0]

    told = updates.fetch(nation, at=TUESDAY)

    assert told.broken == 1
    assert kinds() == []


def test_a_procedure_of_ours_stays_as_it_was_published(tmp_path: Path, world: World) -> None:
    before = list(ProcedureVersion.objects.order_by("pk").values_list("pk", "content_hash"))
    taken_in(tmp_path, procedure("1.001193"))

    updates.fetch(Nation(procedure("1.001193", TENTTHC="Đăng ký khai sinh kiểu mới")), at=TUESDAY)

    assert kinds() == [(Kind.CHANGED, "1.001193")]
    assert list(ProcedureVersion.objects.order_by("pk").values_list("pk", "content_hash")) == before
    proposal = queries.proposals().get(code="1.001193")
    assert proposal.settled_hash != proposal.content_hash, "it waits for the catalogue officer"


def test_the_difference_is_said_in_words() -> None:
    before = procedure(CACHTHUCTHUCHIEN=[way("1", time("3"))], YEUCAU="Đủ 18 tuổi")
    after = procedure(CACHTHUCTHUCHIEN=[way("1", time("5"))], YEUCAU="Đủ 16 tuổi")

    found = {each.part: each for each in comparing.between(parse(before), parse(after))}

    assert set(found) == {"time", "requirements"}
    assert set(found) <= set(national_words.PARTS)
    assert national_words.said("time", found["time"].ours) == ["3 ngày làm việc (Tại quầy)"]
    assert national_words.said("time", found["time"].theirs) == ["5 ngày làm việc (Tại quầy)"]
    assert (found["requirements"].ours, found["requirements"].theirs) == (("Đủ 18 tuổi",), ("Đủ 16 tuổi",))


def test_every_part_that_can_differ_has_a_word() -> None:
    assert set(comparing._SAID) <= set(national_words.PARTS)


def test_a_change_is_seen_once(tmp_path: Path, world: World) -> None:
    taken_in(tmp_path, *many(2))
    updates.fetch(Nation(*many(2), procedure("9.000099")), at=TUESDAY)
    change = updates.unseen().get()

    updates.note_seen(change.pk, by=account("phuc").pk, at=WEDNESDAY)

    assert not updates.unseen().exists()
    with pytest.raises(updates.AlreadySeen):
        updates.note_seen(change.pk, by=account("phuc").pk, at=WEDNESDAY)


# --- over the wire


@pytest.fixture
def portal(settings: Settings) -> Iterator[PortalStandIn]:
    opened = national_portal.stand_in()
    opened.start()
    for name, value in national_portal.settings(opened.adapter_url).items():
        setattr(settings, name, value)
    yield opened
    client.forget()
    opened.stop()


def test_the_catalogue_comes_over_the_wire(portal: PortalStandIn) -> None:
    told = updates.fetch(NationalCatalogue(), at=TUESDAY)

    assert (told.listed, told.new, told.broken) == (4, 4, 0)
    assert portal.book.complaints == []
    portal.catalogue.documents["9.100001"]["YEUCAU"] = "Có chuồng đúng quy cách"
    updates.fetch(NationalCatalogue(), at=WEDNESDAY)
    assert kinds() == [(Kind.CHANGED, "9.100001")]


@pytest.mark.parametrize("fault", ["html", "half", "broken_gateway", "reset", "refuse"])
def test_a_portal_that_misbehaves_changes_nothing(portal: PortalStandIn, fault: str) -> None:
    updates.fetch(NationalCatalogue(), at=TUESDAY)
    portal.book.order(fault, 10)

    with pytest.raises((PortalDown, PortalSaysNo)) as caught:
        updates.fetch(NationalCatalogue(), at=WEDNESDAY)

    assert kinds() == []
    assert NationalFetch.objects.latest("begun_at").problem == type(caught.value).__name__


def test_a_listing_that_was_cut_off_ends_nothing(portal: PortalStandIn) -> None:
    updates.fetch(NationalCatalogue(), at=TUESDAY)
    portal.book.order("short_listing")

    with pytest.raises(ListingTooShort):
        updates.fetch(NationalCatalogue(), at=WEDNESDAY)
    assert kinds() == []


def test_a_session_that_ran_out_is_renewed(portal: PortalStandIn) -> None:
    updates.fetch(NationalCatalogue(), at=TUESDAY)
    portal.book.order("expired_session")

    assert updates.fetch(NationalCatalogue(), at=WEDNESDAY).problem == ""


def test_the_command_says_what_it_did(portal: PortalStandIn, settings: Settings) -> None:
    out = StringIO()
    call_command("fetch_national_catalogue", stdout=out)
    assert out.getvalue() == "4 listed, 4 asked for: 4 new, 0 changed, 0 ended, 0 broken\n"

    settings.NATIONAL_PORTAL_URL = ""
    with pytest.raises(CommandError, match="no line"):
        call_command("fetch_national_catalogue")
