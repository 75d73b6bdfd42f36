"""Numbers of issued documents: one row for each agency, book and year (NĐ 30/2020 art. 15), without gaps by habit.

The system suggests the next number; the clerk's word counts, and a number is given once.
"""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from motcua.dossiers.models import BookNumber, Result
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.refusals import Refusal

_SHAPE = re.compile(r"0*(\d{1,6})\s*/\s*(\S.{0,29})")


class NumberTaken(Refusal):
    """Another document of this agency has that number in the book of the year."""


def suggestion(book: str, *, agency_id: int, at: datetime) -> str:
    """The next number of the book, as it stands on the document: "15/GP-UBND"."""
    return f"{_last(book, agency_id=agency_id, at=at) + 1:02d}/{book}"


def take(result: Result, number: str, *, at: datetime) -> None:
    """Keep the number for the result. What has another shape stands in no book. Raises NumberTaken.

    The result's dossier is held.
    """
    BookNumber.objects.filter(result=result).delete()
    found = _SHAPE.fullmatch(number.strip())
    if found is None or int(found[1]) == 0:
        return
    book, agency_id = found[2].strip(), result.dossier.deciding_agency_id
    try:
        with transaction.atomic():
            BookNumber.objects.create(
                agency_id=agency_id, book=book, year=_year(at), number=int(found[1]), result=result
            )
    except IntegrityError as taken:
        raise NumberTaken(number=number, next=suggestion(book, agency_id=agency_id, at=at)) from taken


def following(first: str, count: int) -> str:
    """The number that is `count` after the first one: "12/GXN" and then "13/GXN"."""
    return re.sub(r"\d+", lambda digits: str(int(digits[0]) + count).zfill(len(digits[0])), first, count=1)


def give_back(result_id: int) -> None:
    """The document did not go out: the next one may have its number."""
    BookNumber.objects.filter(result_id=result_id, result__published_at=None).delete()


def _last(book: str, *, agency_id: int, at: datetime) -> int:
    given = BookNumber.objects.filter(agency_id=agency_id, book=book, year=_year(at))
    return int(given.aggregate(last=Max("number"))["last"] or 0)


def _year(at: datetime) -> int:
    return at.astimezone(VIETNAM).year
