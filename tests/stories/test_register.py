"""Sổ theo dõi hồ sơ: a number for each accepted dossier, without gap or twin, and a year that is closed for good."""

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.effects.slips import register
from motcua.effects.slips.issuing import receipt_for
from motcua.effects.slips.models import RegisterBook, RegisterEntry
from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Agency
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, World, moment, run_jobs

NEW_YEAR = moment("2027-01-04T08:00")


def unit() -> Agency:
    return Agency.objects.get(code="H99.1.1")


def entered(dossier: Dossier) -> RegisterEntry:
    assert dossier.accepted_at is not None
    return register.enter(dossier.pk, accepted_at=dossier.accepted_at)


def test_each_accepted_dossier_stands_once_in_the_book_of_its_year(world: World) -> None:
    first, second = (world.accepted("1.001612") for _ in range(2))
    run_jobs()

    again = entered(first)

    assert [entered(first).number, again.number, entered(second).number] == [1, 1, 2]
    assert RegisterBook.objects.get().last == 2


def test_the_receipt_names_the_place_in_the_book(world: World) -> None:
    world_first = world.accepted("1.001612")
    second = world.accepted("1.001612")
    entered(world_first)

    slip = receipt_for(second, at=MONDAY)

    with storage.open_file(slip.file) as content, pypdfium2.PdfDocument(content) as document:
        said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "quyển số 2026, số thứ tự 02" in said


def test_sixteen_desks_enter_without_gap_and_twin(committed_world: World) -> None:
    dossiers = [committed_world.accepted("1.001612") for _ in range(16)]

    at_once([lambda dossier=dossier: entered(dossier) for dossier in dossiers])  # type: ignore[misc]

    assert sorted(RegisterEntry.objects.values_list("number", flat=True)) == list(range(1, 17))


def test_a_book_is_closed_when_its_year_is_over_and_not_before(world: World) -> None:
    world.accepted("1.001612")
    run_jobs()

    with pytest.raises(register.YearNotOver):
        register.close(unit(), year=2026, actor=world.head, at=moment("2026-12-31T17:00"))
    with pytest.raises(register.NotYoursToClose):
        register.close(unit(), year=2026, actor=world.minh, at=NEW_YEAR)
    with pytest.raises(register.NotYoursToClose):
        register.close(unit(), year=2026, actor=world.quy, at=NEW_YEAR)
    book = register.close(unit(), year=2026, actor=world.head, at=NEW_YEAR)

    assert (book.closed_at, book.last) == (NEW_YEAR, 1)
    with pytest.raises(register.RegisterClosed):
        register.close(unit(), year=2026, actor=world.head, at=NEW_YEAR)


def test_closing_enters_what_the_worker_had_not_reached(world: World) -> None:
    dossiers = [world.accepted("1.001612") for _ in range(3)]

    book = register.close(unit(), year=2026, actor=world.head, at=NEW_YEAR)

    assert book.last == 3
    assert [entered(dossier).book_id for dossier in dossiers] == [book.pk] * 3


def test_a_dossier_that_comes_after_the_closing_stands_in_the_next_book(world: World) -> None:
    world.accepted("1.001612")
    register.close(unit(), year=2026, actor=world.head, at=NEW_YEAR)

    late = entered(world.accepted("1.001612", at=moment("2026-12-31T16:00")))

    assert (late.book.year, late.number) == (2027, 1)


def test_the_database_itself_keeps_a_closed_book_closed(world: World) -> None:
    dossier = world.accepted("1.001612")
    book = register.close(unit(), year=2026, actor=world.head, at=NEW_YEAR)
    other = world.submitted("1.001612")
    intake.accept(other, actor=world.minh, at=MONDAY)

    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterBook.objects.filter(pk=book.pk).update(last=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(book=book, number=2, dossier=other, entered_at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.filter(dossier=dossier).update(number=5)


def test_an_entry_that_fails_gives_its_number_back(world: World) -> None:
    first, second = (world.accepted("1.001612") for _ in range(2))
    with transaction.atomic():
        entered(first)
        transaction.set_rollback(True)

    assert entered(second).number == 1


def test_the_closed_book_is_kept_as_the_paper_it_was(world: World) -> None:
    dossier = world.accepted("1.001612")

    book = register.close(unit(), year=2026, actor=world.head, at=NEW_YEAR)

    assert book.file is not None
    with storage.open_file(book.file) as content, pypdfium2.PdfDocument(content) as document:
        said = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    for expected in ("SỔ THEO DÕI HỒ SƠ NĂM 2026", str(dossier.code), "Nguyễn Thị Ngọc Lan", "Sổ này có 1 hồ sơ"):
        assert expected in said
