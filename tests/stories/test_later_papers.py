"""A paper that the national portal could not give when the dossier came: fetched again when an officer asks for it."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from pytest_django import Settings

from motcua.dossiers.commands import intake
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.national_portal import arrivals, fetching, later_papers
from motcua.effects.national_portal.arrival_models import ArrivedMessage, FiledThere
from motcua.effects.national_portal.later_models import PapersAskedAgain
from motcua.effects.national_portal.later_papers import Lacking
from motcua.foundation import legal_time
from motcua.foundation.files.models import ScanState, StoredFile
from motcua.sites.desk import filed_there
from tests import samples
from tests.arriving import body, brought, door, item
from tests.world import TUESDAY, World, officer, run_jobs

__all__ = ["door"]
pytestmark = pytest.mark.usefixtures("door", "world")
NAME, URL = "Giấy chứng sinh.pdf", "https://files.example.vn/a.pdf"
LIES = {"TenTepDinhKem": NAME, "MaThanhPhanHoSo": "giay_chung_sinh", "DuongDanTaiTepTin": URL}
LATER = TUESDAY + timedelta(hours=6)
Host = Callable[[bytes | None], None]


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Host:
    """What lies there; None while nobody answers. Where it may be fetched from has tests of its own."""
    held: dict[str, bytes | None] = {"content": None}

    @contextmanager
    def opened(url: str) -> Iterator[io.BytesIO]:
        assert url == URL
        if held["content"] is None:
            raise fetching.Unavailable
        yield io.BytesIO(held["content"])

    monkeypatch.setattr(fetching, "opened", opened)
    return lambda content: held.update(content=content)


@pytest.fixture
def there(host: Host, monkeypatch: pytest.MonkeyPatch) -> FiledThere:
    brought(body(item(TaiLieuNop=[LIES])))
    message = ArrivedMessage.objects.get()
    arrivals.take_in(message.pk, at=message.came_at + timedelta(hours=5))
    monkeypatch.setattr(legal_time, "now", lambda: LATER)
    return FiledThere.objects.select_related("dossier").get()


def test_it_comes_and_is_a_paper_of_the_dossier_and_what_was_filed_stays(
    there: FiledThere, host: Host, world: World
) -> None:
    before = there.dossier.filings.get().papers
    assert later_papers.lacking(there) == [Lacking(NAME, "Unavailable")]
    host(samples.pdf("giay"))

    asked = later_papers.ask_again(there, actor=world.minh, at=LATER)
    run_jobs()

    assert later_papers.lacking(there) == []
    paper = there.dossier.papers.get()
    assert (paper.item, paper.file.name) == ("giay_chung_sinh", NAME)
    assert there.dossier.filings.get().papers == before == []
    asked.refresh_from_db()
    assert (asked.asked_by_id, asked.brought, asked.ended_at) == (world.minh.post_id, 1, LATER)
    assert filed_there.came_since(there.dossier) == {"giay_chung_sinh"}


def test_pressing_twice_asks_once_and_a_job_that_runs_twice_adds_once(
    there: FiledThere, host: Host, world: World
) -> None:
    host(samples.pdf("giay"))
    first = later_papers.ask_again(there, actor=world.minh, at=LATER)
    second = later_papers.ask_again(there, actor=world.hoa, at=LATER)
    assert first == second

    later_papers.fetch_again(first.pk, at=LATER)
    later_papers.fetch_again(first.pk, at=LATER)
    run_jobs()

    assert PapersAskedAgain.objects.count() == there.dossier.papers.count() == 1


def test_while_nobody_answers_it_stays_on_the_list_and_may_be_asked_for_again(there: FiledThere, world: World) -> None:
    later_papers.ask_again(there, actor=world.minh, at=LATER)
    run_jobs()

    assert later_papers.lacking(there) == [Lacking(NAME, "Unavailable")]
    assert PapersAskedAgain.objects.get().brought == 0
    assert later_papers.can_be_asked(there, actor=world.minh)


def test_what_comes_later_passes_the_same_door(there: FiledThere, host: Host, world: World) -> None:
    host(b"MZ\x90\x00 a program")

    later_papers.ask_again(there, actor=world.minh, at=LATER)
    run_jobs()

    assert later_papers.lacking(there) == [Lacking(NAME, "FileKindNotAccepted")]
    assert not there.dossier.papers.exists()
    with pytest.raises(later_papers.NoPaperToFetch):
        later_papers.ask_again(there, actor=world.minh, at=LATER)


def test_what_comes_later_is_scanned(
    there: FiledThere, host: Host, world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    monkeypatch.setattr("motcua.foundation.files.clamd.is_infected", lambda *_, **__: True)
    host(samples.pdf("giay"))

    later_papers.ask_again(there, actor=world.minh, at=LATER)
    run_jobs()

    assert StoredFile.objects.get(name=NAME).scan_state == ScanState.INFECTED


def test_it_belongs_to_the_next_filing(there: FiledThere, host: Host, world: World) -> None:
    host(samples.pdf("giay"))
    later_papers.ask_again(there, actor=world.minh, at=LATER)
    run_jobs()
    intake.ask_to_complete(there.dossier, actor=world.minh, at=LATER, items=["tre_ngay_sinh"], reason="Thiếu")

    brought(body(item(TrichYeuHoSo="Đã bổ sung")))
    run_jobs()

    assert [paper["item"] for paper in there.dossier.filings.latest("number").papers] == ["giay_chung_sinh"]


@pytest.mark.parametrize("role", [Role.CASHIER, Role.HEAD, Role.SIGNATORY, Role.CLERK])
def test_who_does_not_work_on_its_papers_asks_for_none(there: FiledThere, role: Role) -> None:
    from dataclasses import replace

    assert not later_papers.can_be_asked(there, actor=replace(officer("minh"), role=role))


def test_nothing_is_added_to_a_dossier_that_has_ended(there: FiledThere, world: World) -> None:
    intake.refuse(there.dossier, actor=world.minh, at=LATER, reason="Không thuộc thẩm quyền")

    with pytest.raises(later_papers.PapersOfAClosedDossier):
        later_papers.ask_again(FiledThere.objects.get(), actor=world.minh, at=LATER)


def test_a_dossier_of_which_nothing_lacks_has_nothing_to_fetch(world: World) -> None:
    brought(body(item()))
    run_jobs()

    with pytest.raises(later_papers.NoPaperToFetch):
        later_papers.ask_again(FiledThere.objects.get(), actor=world.minh, at=LATER)
