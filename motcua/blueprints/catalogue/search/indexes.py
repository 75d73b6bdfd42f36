"""What is published now, made searchable: kept in the memory of the process until the catalogue changes."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from django.db import DatabaseError, connection

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion, Vocabulary
from motcua.blueprints.catalogue.national import queries as national
from motcua.blueprints.catalogue.parsing import parse
from motcua.blueprints.catalogue.search.index import Document, Index
from motcua.blueprints.catalogue.search.lexicon import Lexicon
from motcua.foundation.text.folding import fold

#: The present one, and the former one while a change is on its way.
KEPT = 2
#: How much a text tells about its procedure, where a name tells all.
DESCRIPTION, RESULT, SECTOR, QUESTION, PAPER, AGENCY = 0.6, 0.5, 0.3, 0.25, 0.2, 0.1

#: Longer names of the national catalogue fill a telephone's screen and are not suggested.
LONGEST_SUGGESTED = 110

Stamp = tuple[str, ...]
#: Changes with every publication, every withdrawal and every entry that says something else.
_STAMP = """
SELECT coalesce((SELECT content_hash FROM catalogue_vocabulary LIMIT 1), ''),
    (SELECT concat_ws(' ', count(*), max(current_version_id), sum(current_version_id)) FROM catalogue_procedure
        WHERE current_version_id IS NOT NULL),
    (SELECT concat_ws(' ', count(*), sum(hashtext(code || content_hash)::bigint)) FROM catalogue_nationalentry)
"""


@dataclass(frozen=True, slots=True)
class Named:
    """What a list of results shows of a procedure."""

    code: str
    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Searchable:
    """`spelt` are the names without their marks, each behind a space: " dang ky khai sinh"."""

    index: Index
    named: dict[str, Named]
    spelt: tuple[tuple[str, str], ...]

    def begun_with(self, parts: Iterable[str], *, at_most: int) -> list[str]:
        """The shortest names in which every one of the parts begins at a word."""
        begun = [f" {fold(part)}" for part in parts]
        found = (name for spelt, name in self.spelt if all(part in spelt for part in begun))
        return list(islice(found, at_most))


@dataclass(frozen=True, slots=True)
class Indexes:
    lexicon: Lexicon
    fileable: Searchable
    national: Searchable


def current() -> Indexes:
    """One small question to the database says whether what we have is still what is published."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        vocabulary, ours, theirs = cursor.fetchone()
    return Indexes(_lexicon(vocabulary), _fileable((vocabulary, ours)), _national((vocabulary, ours, theirs)))


def warm() -> None:
    """Before the first visitor, who would wait a second or two. While there is no database yet, he does.

    What was read stays for the life of the process: the collector need not walk through it again and again.
    """
    with suppress(DatabaseError):
        current()
        gc.freeze()
    connection.close()


@lru_cache(maxsize=KEPT)
def _lexicon(digest: str) -> Lexicon:
    return Lexicon(Vocabulary.objects.values_list("content", flat=True).get(content_hash=digest) if digest else {})


@lru_cache(maxsize=KEPT)
def _fileable(stamp: Stamp) -> Searchable:
    versions = ProcedureVersion.objects.filter(pk__in=Procedure.objects.values("current_version_id"))
    definitions = [parse(document) for document in versions.values_list("definition", flat=True)]
    named = {each.code: Named(each.code, each.short_name, each.description) for each in definitions}
    return Searchable(Index(map(_of_definition, definitions), _lexicon(stamp[0])), named, _spelt(named.values()))


@lru_cache(maxsize=KEPT)
def _national(stamp: Stamp) -> Searchable:
    """Without those that can be filed here: they are found as ours."""
    rows = list(national.readable().values_list("code", "name", "keywords", "sector_name", "agency_name"))
    named = {code: Named(code, name, sector) for code, name, _, sector, _ in rows}
    documents = (
        Document(code, _titles(name, keywords), ((sector, SECTOR), (agency, AGENCY)))
        for code, name, keywords, sector, agency in rows
    )
    short = (each for each in named.values() if len(each.name) <= LONGEST_SUGGESTED)
    return Searchable(Index(documents, _lexicon(stamp[0])), named, _spelt(short))


def _spelt(named: Iterable[Named]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((f" {fold(each.name)}", each.name) for each in named), key=lambda pair: len(pair[0])))


def _titles(name: str, keywords: str) -> tuple[str, ...]:
    return (name, *filter(None, map(str.strip, keywords.replace(";", ",").split(","))))


def _of_definition(each: Definition) -> Document:
    former = (entry.name for entry in each.former_codes)
    return Document(each.code, (each.short_name, each.name, *each.keywords, *filter(None, former)), tuple(_parts(each)))


def _parts(each: Definition) -> Iterator[tuple[str, float]]:
    yield each.description, DESCRIPTION
    yield each.sector.name, SECTOR
    yield from ((result.name, RESULT) for result in each.results)
    yield from ((question.label, QUESTION) for question in each.form.questions)
    yield from ((condition, QUESTION) for condition in each.conditions)
    yield from ((paper.name, PAPER) for group in each.paper_groups for paper in group.papers)
