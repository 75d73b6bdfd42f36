"""Finding procedures: by code, old codes included, by words and by life event; and their definitions."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import FormerCode, LifeEvent, Procedure, ProcedureVersion
from motcua.blueprints.catalogue.parsing import parse
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold

#: More versions than any province has procedures in use.
VERSIONS_KEPT = 4096
#: Of a phrase as long as this, some words may be missing; of shorter ones none.
WORDS_TO_SPARE = 3
#: The share of a phrase's words that must be there at least.
MOST = 0.6


class ProcedureUnknown(Refusal):
    """No procedure has this code, now or formerly."""


@dataclass(frozen=True, slots=True)
class Found:
    """`redirected_from` is the former code that was asked for."""

    procedure: Procedure
    version: ProcedureVersion
    redirected_from: FormerCode | None = None


@dataclass(frozen=True, slots=True)
class LifeEventGroup:
    key: str
    name: str
    audience: str
    procedures: tuple[Procedure, ...]


def published() -> QuerySet[Procedure]:
    """Every procedure that can be shown, by name."""
    return Procedure.objects.filter(current_version__isnull=False).order_by("name_folded")


def find(code: str) -> Found:
    """The procedure with that code; a former or local code leads to it. Raises ProcedureUnknown."""
    wanted = code.strip().upper()
    procedures = published().select_related("current_version").defer("current_version__definition")
    procedure = procedures.filter(code=wanted).first()
    if procedure is not None:
        return Found(procedure, _current(procedure))
    former = FormerCode.objects.filter(code=wanted, procedure__current_version__isnull=False).first()
    if former is None:
        raise ProcedureUnknown(code=wanted)
    procedure = procedures.get(pk=former.procedure_id)
    return Found(procedure, _current(procedure), redirected_from=former)


@lru_cache(maxsize=VERSIONS_KEPT)
def definition_of(version_id: int) -> Definition:
    """Kept for the life of the process: a published version never changes."""
    return parse(ProcedureVersion.objects.values_list("definition", flat=True).get(pk=version_id))


def search(text: str) -> QuerySet[Procedure]:
    """Procedures that have the code or, in name and keywords, the words; where none has all of them, most of them.

    A keyword that is the very phrase comes first, then names with the phrase, then the others; short names first.
    """
    phrase = fold(text)
    if not phrase:
        return published().none()
    by_code = Q(code=phrase) | Q(Exists(FormerCode.objects.filter(procedure=OuterRef("pk"), code=phrase)))
    words = phrase.split()
    ranked = published().annotate(
        rank=_rank(phrase, by_code), words=sum(map(_has, words), Value(0)), length=Length("short_name")
    )
    ordered = ranked.order_by("rank", "-words", "length", "code")
    exact = ordered.filter(by_code | Q(words=len(words)))
    return exact if len(words) < WORDS_TO_SPARE or exact.exists() else ordered.filter(words__gte=len(words) * MOST)


def by_life_event() -> tuple[LifeEventGroup, ...]:
    """The life events that have procedures, each with its own."""
    procedures = list(published())
    groups = (
        LifeEventGroup(
            event.key, event.name, event.audience, tuple(p for p in procedures if event.key in p.life_events)
        )
        for event in LifeEvent.objects.order_by("-audience", "position")
    )
    return tuple(group for group in groups if group.procedures)


def _current(procedure: Procedure) -> ProcedureVersion:
    version = procedure.current_version
    assert version is not None, "published procedures have a version"
    return version


def _rank(phrase: str, by_code: Q) -> Case:
    return Case(
        When(by_code, then=Value(0)),
        When(keywords_folded__contains=f"|{phrase}|", then=Value(1)),
        When(Q(name_folded__contains=phrase) | Q(keywords_folded__contains=phrase), then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )


def _has(word: str) -> Case:
    """1 where the name or a keyword has the word."""
    there = Q(name_folded__contains=word) | Q(keywords_folded__contains=word)
    return Case(When(there, then=Value(1)), default=Value(0), output_field=IntegerField())
