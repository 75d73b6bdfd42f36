"""Finding procedures: by code, old codes included, by words and by life event; and their definitions."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import FormerCode, LifeEvent, Procedure, ProcedureVersion
from motcua.blueprints.catalogue.parsing import parse
from motcua.foundation.refusals import Refusal
from motcua.foundation.text.folding import fold

#: More versions than any province has procedures in use.
VERSIONS_KEPT = 4096


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
    """Procedures whose name, keywords or codes have every word; those whose name has the whole phrase come first."""
    phrase = fold(text)
    if not phrase:
        return published().none()
    by_code = Q(code=phrase) | Q(former_codes__code=phrase)
    words = [_word(word) for word in phrase.split()]
    by_words = Q()
    for word in words:
        by_words &= word
    rank = Case(
        When(by_code, then=Value(0)),
        When(Q(name_folded__contains=phrase) | Q(keywords_folded__contains=phrase), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return published().filter(by_code | by_words).annotate(rank=rank).order_by("rank", "name_folded").distinct()


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


def _word(word: str) -> Q:
    return Q(name_folded__contains=word) | Q(keywords_folded__contains=word)
