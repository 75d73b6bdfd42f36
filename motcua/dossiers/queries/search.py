"""Find dossiers in one box: by code, by any word of a name, by an identity number or a telephone number."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from motcua.blueprints.forms.field_types import phone
from motcua.dossiers.access import at_agency, visible_to
from motcua.dossiers.models import Dossier, Representation
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.codes import normalised, spellings
from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.text.folding import fold

#: Nobody reads further; a longer name finds fewer.
MOST = 50
#: Of more dossiers than these nobody asks who may see them: the name or the code is too common.
CONSIDERED = 5000
#: People who share a telephone number, such as a family or a firm.
MOST_PEOPLE = 200
_COLUMNS = (
    "pk",
    "code",
    "procedure_version__procedure__short_name",
    "subject_name",
    "channel",
    "state",
    "submitted_at",
    "due_at",
)
#: As on cards of before 2016, and since.
_IDENTITY = re.compile(r"\d{9}|\d{12}")
_PHONE = re.compile(r"(0|\+|84)\d{9,14}")
_WORD = re.compile(r"[^\W_]+")
#: A code begins with the letters of its agency and has its day; a name has no digits.
_CODE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9.]*(-\d*){0,2}")


class Kind(StrEnum):
    """What was typed."""

    CODE = "code"
    NAME = "name"
    IDENTITY = "identity"
    PHONE = "phone"

    @property
    def is_of_one_person(self) -> bool:
        """Such a search opens what we hold of one person, so each dossier that it shows was looked at."""
        return self in (Kind.IDENTITY, Kind.PHONE)


@dataclass(frozen=True, slots=True)
class Found:
    dossier_id: int
    code: str
    procedure: str
    subject: str
    channel: str
    state: str
    submitted_at: datetime | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    kind: Kind
    found: tuple[Found, ...]


def find(actor: Actor, text: str) -> Answer:
    """What the officer may see of it, the newest first, at most MOST. Marks, capitals and spaces do not matter."""
    digits = re.sub(r"[\s.\-()]", "", text)
    if _IDENTITY.fullmatch(digits):
        return Answer(Kind.IDENTITY, _rows(_of_people(actor, _with_number(digits), digits)))
    if _PHONE.fullmatch(digits):
        people = Person.objects.filter(phone_hash=search_hash(_as_kept(digits)))
        return Answer(Kind.PHONE, _rows(_of_people(actor, people, "")))
    code = normalised(text)
    if _CODE.fullmatch(code):
        return Answer(Kind.CODE, _rows(_by_code(actor, each) for each in spellings(code)))
    words = _WORD.findall(fold(text))
    return Answer(Kind.NAME, _rows(_by_words(actor, words)) if words else ())


def _with_number(digits: str) -> QuerySet[Person]:
    return Person.objects.filter(personal_id_hash=search_hash(digits))


def _as_kept(digits: str) -> str:
    """The spelling in which a telephone number was filled in: +84 and 0 are the same telephone."""
    return phone.as_dialled(digits)


def _of_people(actor: Actor, people: QuerySet[Person], number: str) -> list[QuerySet[Dossier]]:
    """In whichever part somebody stands in a dossier; each part has an index of its own."""
    ids = list(people.values_list("pk", flat=True)[:MOST_PEOPLE])
    parts = [Q(**{f"{part}_id__in": ids}) for part in ("applicant", "holder", "representative")] if ids else []
    if number:
        named = Representation.objects.filter(holder_hash=search_hash(number))
        parts.append(Q(pk__in=list(named.values_list("pk", flat=True)[:MOST])))
    return [visible_to(actor).filter(part) for part in parts]


def _by_code(actor: Actor, code: str) -> QuerySet[Dossier]:
    """The beginning of a code is enough; where half the province begins so, more of it has to be typed."""
    return visible_to(actor).filter(pk__in=_first(Dossier.objects.filter(code__startswith=code)))


def _by_words(actor: Actor, words: Sequence[str]) -> list[QuerySet[Dossier]]:
    """Every word stands anywhere in the name; the last one may be half typed.

    A rare name is looked up among all, and what the officer may see of it is shown. Of a common one there are so many
    that the newest of what her agency receives or decides are soon found by reading from the newest on.
    """
    wanted = SearchQuery(" & ".join([*words[:-1], f"{words[-1]}:*"]), config="simple", search_type="raw")
    everywhere = _named(Dossier.objects.all(), wanted)
    if _expected(everywhere) <= CONSIDERED:
        found = _first(everywhere)
        if len(found) <= CONSIDERED:
            return [visible_to(actor).filter(pk__in=found)]
    return [_named(at_agency(actor, seat), wanted) for seat in ("receiving_unit", "deciding_agency")]


def _named(dossiers: QuerySet[Dossier], wanted: SearchQuery) -> QuerySet[Dossier]:
    return dossiers.annotate(words=SearchVector("subject_folded", config="simple")).filter(words=wanted)


def _expected(dossiers: QuerySet[Dossier]) -> int:
    """How many the database expects, without looking: it knows which words are common."""
    return int(json.loads(dossiers.explain(format="json"))[0]["Plan"]["Plan Rows"])


def _first(dossiers: QuerySet[Dossier]) -> list[int]:
    """By an index in any case: where the database takes a name for a common one, it would rather read the table."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        return list(dossiers.values_list("pk", flat=True)[: CONSIDERED + 1])


def _rows(queries: Iterable[QuerySet[Dossier]]) -> tuple[Found, ...]:
    """The newest of all together; a dossier that several of them find stands there once."""
    found: dict[int, Sequence[Any]] = {}
    for query in queries:
        if len(found) < MOST:
            found |= {row[0]: row for row in query.order_by("-submitted_at", "-pk").values_list(*_COLUMNS)[:MOST]}
    newest = sorted(found.values(), key=lambda row: (row[6], row[0]), reverse=True)
    return tuple(Found(*row) for row in newest[:MOST])
