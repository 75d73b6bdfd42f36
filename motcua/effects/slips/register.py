"""Sổ theo dõi hồ sơ: which number an accepted dossier has in the book of its unit, and the closing of a year's book."""

import io
from datetime import date, datetime

from django.db import connection, transaction

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.slips import wording
from motcua.effects.slips.models import RegisterBook, RegisterEntry
from motcua.effects.slips.register_facts import book_pdf
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

# The row stays locked until the entry commits, so an entry that fails gives its number back. A closed book gives none.
_NEXT = """
    INSERT INTO slips_registerbook AS book (unit_id, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (unit_id, year) DO UPDATE SET last = book.last + 1 WHERE book.closed_at IS NULL
    RETURNING id, last
"""


class YearNotOver(Refusal):
    """A register is closed when its year is over (TT 01/2018/TT-VPCP art. 10.2)."""


class RegisterClosed(Refusal):
    """This register was closed already."""


class NotYoursToClose(Refusal):
    """The head of the unit, or of the agency that manages it, closes its register."""


@transaction.atomic
def enter(dossier_id: int, *, accepted_at: datetime) -> RegisterEntry:
    """The number of a dossier in the book of the year in which it was accepted; the same one at every asking.

    A dossier that reaches us when that book is closed (a counter without a line) stands in the next open one.
    """
    dossier = Dossier.objects.select_for_update(of=("self",)).only("receiving_unit_id").get(pk=dossier_id)
    entered = RegisterEntry.objects.select_related("book").filter(dossier_id=dossier_id).first()
    if entered is not None:
        return entered
    year = legal_day(accepted_at).year
    while (place := _next(dossier.receiving_unit_id, year)) is None:
        year += 1
    book_id, number = place
    return RegisterEntry.objects.create(book_id=book_id, number=number, dossier_id=dossier_id, entered_at=accepted_at)


def may_close(unit: Agency, actor: Actor) -> bool:
    return actor.role is Role.HEAD and actor.agency_id in (unit.pk, unit.managed_by_id)


@transaction.atomic
def close(unit: Agency, *, year: int, actor: Actor, at: datetime) -> RegisterBook:
    """Khóa sổ: enter what is still missing, keep the book as a file, and add nothing more.

    Raises NotYoursToClose, YearNotOver, RegisterClosed.
    """
    if not may_close(unit, actor):
        raise NotYoursToClose
    if legal_day(at) <= date(year, 12, 31):
        raise YearNotOver(year=year)
    _enter_missing(unit, year=year)
    book, _ = RegisterBook.objects.select_for_update().get_or_create(unit=unit, year=year)
    if book.closed_at is not None:
        raise RegisterClosed(year=year)
    assert actor.post_id is not None, "heads have posts"
    book.closed_at, book.closed_by_id = at, actor.post_id
    document = book_pdf(book, at=at)
    book.file = storage.store(io.BytesIO(document), name=f"Sổ theo dõi hồ sơ {year}.pdf", by=None, at=at)
    book.save(update_fields=["closed_at", "closed_by", "file"])
    return book


def _next(unit_id: int, year: int) -> tuple[int, int] | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [unit_id, year])
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


def _enter_missing(unit: Agency, *, year: int) -> None:
    """What the worker has not entered yet, in the order of acceptance."""
    missing = Dossier.objects.filter(
        receiving_unit=unit,
        accepted_at__gte=wording.first_moment(year),
        accepted_at__lt=wording.first_moment(year + 1),
        register_entry=None,
    )
    for dossier in missing.order_by("accepted_at", "pk").only("accepted_at"):
        assert dossier.accepted_at is not None, "they were sought by it"
        enter(dossier.pk, accepted_at=dossier.accepted_at)
