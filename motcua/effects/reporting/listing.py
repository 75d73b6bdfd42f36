"""The dossiers behind a number, by the day on which they were counted: exactly as many as it says.

Of a whole province and a year few may have what is asked for. The cells know on which days and at which agencies they
were counted, so only there are facts looked at: first month by month, and then day by day.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db import connection

from motcua.effects.reporting.asking import EVERYWHERE, By, Where, asked, conditions_on, parameters_of
from motcua.effects.reporting.measures import COUNTED, POST_OF, STANDING, Balance, Measure


@dataclass(frozen=True, slots=True)
class Page:
    """Codes of dossiers in the order of their day, and where the next page begins; empty on the last one."""

    codes: Sequence[str]
    after: str


@dataclass(frozen=True, slots=True)
class _Place:
    """How many were counted on a day, or in the month that begins with it, at an agency."""

    day: date
    agency: int
    count: int


_Found = tuple[str, date, int]
_PLACE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}~[0-9]{1,18}")


def place(told: str) -> str:
    """Where a page ended, as `Page.after` gave it; anything else that comes by an address is the beginning."""
    if not _PLACE.fullmatch(told):
        return ""
    try:
        date.fromisoformat(told.partition("~")[0])
    except ValueError:
        return ""
    return told


def dossiers(
    measure: Measure | Balance, first: date, last: date, *, where: Where = EVERYWHERE, after: str = "", size: int = 100
) -> Page:
    """Of a balance, those at the end of `last`."""
    after_on, _, after_id = after.partition("~")
    parameters = {
        **parameters_of(where),
        "first": first,
        "last": last,
        "on": last,
        "after_on": after_on,
        "after_id": int(after_id or 0),
        "size": size + 1,
    }
    if isinstance(measure, Balance):
        found = _standing(measure, where, parameters)
    elif where.posts is not None:
        found = _of_officers(measure, where, parameters)
    else:
        begin = max(first, date.fromisoformat(after_on)) if after else first
        found = _counted(measure, begin, last, where, parameters)
    more = f"{found[size - 1][1]}~{found[size - 1][2]}" if len(found) > size else ""
    return Page(codes=[code for code, _on, _id in found[:size]], after=more)


def _standing(balance: Balance, where: Where, parameters: Mapping[str, Any]) -> list[_Found]:
    """Those of the day are found first and sorted then: in order, everything that ever was would be passed by."""
    on, standing = "submitted_on" if balance is Balance.TO_RECEIVE else "received_on", STANDING[balance]
    conditions = [
        f"{standing.during} @> %(on)s::date",
        standing.when,
        *conditions_on(where, row="f"),
        *_after(on, parameters),
    ]
    return _rows(
        f"""
        WITH there AS MATERIALIZED (
            SELECT f.code, f.{on} AS day, f.dossier_id FROM reporting_dossierfact f WHERE {" AND ".join(conditions)}
        )
        SELECT code, day, dossier_id FROM there ORDER BY day, dossier_id LIMIT %(size)s""",  # noqa: S608 - our own names
        parameters,
    )


def _of_officers(measure: Measure, where: Where, parameters: Mapping[str, Any]) -> list[_Found]:
    """Their cells do not say at which agency."""
    on = COUNTED[measure].on
    conditions = [*_conditions(measure, where), f"{POST_OF[on]} = ANY(%(posts)s)", *_after(on, parameters)]
    return _rows(
        f"""
        SELECT f.code, f.{on}, f.dossier_id FROM reporting_dossierfact f WHERE {" AND ".join(conditions)}
        ORDER BY f.{on}, f.dossier_id LIMIT %(size)s""",  # noqa: S608 - our own names
        parameters,
    )


def _counted(measure: Measure, first: date, last: date, where: Where, parameters: Mapping[str, Any]) -> list[_Found]:
    on, size = COUNTED[measure].on, parameters["size"]
    conditions = [*_conditions(measure, where), *_after(on, parameters)]
    # Apart for each place, or the planner would rather read the whole period than look into so many places.
    statement = f"""
        SELECT there.code, there.day, there.dossier_id
        FROM unnest(%(days)s::date[], %(places)s::bigint[]) place (day, agency_id)
        CROSS JOIN LATERAL (
            SELECT f.code, f.{on} AS day, f.dossier_id FROM reporting_dossierfact f
            WHERE f.{on} = place.day AND f.agency_id = place.agency_id AND {" AND ".join(conditions)} OFFSET 0
        ) there
        ORDER BY there.day, there.dossier_id LIMIT %(size)s"""  # noqa: S608 - our own names
    found: list[_Found] = []
    for places in _enough(_days(measure, first, last, where, enough=size), enough=size):
        told = {"days": [each.day for each in places], "places": [each.agency for each in places]}
        found += _rows(statement, {**parameters, **told})
        if len(found) >= size:
            break
    return found


def _conditions(measure: Measure, where: Where) -> list[str]:
    counting = COUNTED[measure]
    conditions = [f"f.{counting.on} BETWEEN %(first)s AND %(last)s", *conditions_on(where, row="f")]
    if counting.when:
        conditions.append(counting.when)
    if counting.adds != "1":
        conditions.append(f"{counting.adds} > 0")
    return conditions


def _after(on: str, parameters: Mapping[str, Any]) -> list[str]:
    return [f"(f.{on}, f.dossier_id) > (%(after_on)s::date, %(after_id)s)"] if parameters["after_on"] else []


def _days(measure: Measure, first: date, last: date, where: Where, *, enough: int) -> Iterator[_Place]:
    """Where anything was counted, day by day; in months in which there is nothing no day is looked at."""
    months = _places(measure, first.replace(day=1), _month_end(last), where, by=By.MONTH)
    for those in _enough(months, enough=enough):
        at = replace(where, agencies=frozenset(each.agency for each in those))
        yield from _places(measure, max(first, those[0].day), min(last, _month_end(those[-1].day)), at, by=By.DAY)


def _places(measure: Measure, first: date, last: date, where: Where, *, by: By) -> Iterator[_Place]:
    question = asked(first, last, by=(by, By.AGENCY), where=where)
    rows = _rows(
        f"""
        SELECT {", ".join(question.keys)}, sum(t.{measure}) FROM reporting_tally t {question.joins}
        WHERE {question.where} AND t.{measure} IS NOT NULL GROUP BY 1, 2 HAVING sum(t.{measure}) > 0 ORDER BY 1, 2""",  # noqa: S608 - our own names
        question.parameters,
    )
    return (_Place(*row) for row in rows)


def _enough(places: Iterable[_Place], *, enough: int) -> Iterator[list[_Place]]:
    """Whole days or months, as many at once as have so many dossiers."""
    taken: list[_Place] = []
    for _day, of_day in groupby(places, key=lambda place: place.day):
        taken += of_day
        if sum(each.count for each in taken) >= enough:
            yield taken
            taken = []
    if taken:
        yield taken


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _rows(statement: str, parameters: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
