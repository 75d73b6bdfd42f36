"""What a search found: what can be filed here first, what the national catalogue describes below it."""

from dataclasses import dataclass

from motcua.blueprints.catalogue.models import FormerCode
from motcua.blueprints.catalogue.search import indexes
from motcua.blueprints.catalogue.search.asking import Question, code_in, is_sure, question
from motcua.blueprints.catalogue.search.index import Scored
from motcua.blueprints.catalogue.search.indexes import Indexes, Searchable

#: So much worse than the best one, and it is not worth showing.
WORTH_SHOWING = 0.3
#: A procedure is shown where so much of the question stands in it: of many that cannot be filed here, more.
OURS_FROM, THEIRS_FROM = 0.25, 0.5
#: What we are not sure of is offered in small numbers.
OFFERED, SHOWN = 5, 50


@dataclass(frozen=True, slots=True)
class Hit:
    """`fileable` procedures are ours; the others are described by the national catalogue and cannot be filed here."""

    code: str
    name: str
    description: str
    fileable: bool
    score: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """`confident` says whether the first fileable one may be called the answer; `is_code`, that its code was typed."""

    hits: tuple[Hit, ...] = ()
    confident: bool = False
    is_code: bool = False

    @property
    def fileable(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if hit.fileable)

    @property
    def national(self) -> tuple[Hit, ...]:
        return tuple(hit for hit in self.hits if not hit.fileable)


def search(text: str) -> Outcome:
    """By code where one stands in the text; otherwise by what is meant."""
    return _search(text, indexes.current())


def suggestions(text: str, *, at_most: int) -> list[str]:
    """Names that the text may be the beginning of, and then what it seems to mean. Ours come first."""
    now = indexes.current()
    ours, theirs = (
        now.fileable.begun_with(text.split(), at_most=at_most),
        now.national.begun_with([text], at_most=at_most),
    )
    meant = [hit.name for hit in _search(text, now).fileable]
    return list(dict.fromkeys([*ours, *meant, *theirs]))[:at_most]


def _search(text: str, now: Indexes) -> Outcome:
    code = code_in(text)
    if code is not None:
        found = tuple(_by_code(code, now.fileable, now.national))
        return Outcome(found, confident=bool(found) and found[0].fileable, is_code=bool(found))
    asked = question(text, lexicon=now.lexicon)
    ours, sure = _ours(asked, now.fileable)
    return Outcome((*ours, *_theirs(asked, now.national)), confident=sure)


def _by_code(code: str, ours: Searchable, theirs: Searchable) -> list[Hit]:
    present = FormerCode.objects.filter(code=code).values_list("procedure__code", flat=True).first() or code
    for searchable, fileable in ((ours, True), (theirs, False)):
        if present in searchable.named:
            return [_hit(present, 1.0, searchable, fileable=fileable)]
    return []


def _ours(asked: Question, ours: Searchable) -> tuple[list[Hit], bool]:
    scored = _worth_showing(ours.index.score(asked.units, answered_from=OURS_FROM))
    sure = bool(scored) and is_sure(asked, scored[0])
    shown = scored[: SHOWN if sure else OFFERED]
    return [_hit(each.code, each.score, ours, fileable=True) for each in shown], sure


def _theirs(asked: Question, theirs: Searchable) -> list[Hit]:
    scored = theirs.index.score((*asked.units, *asked.literally), answered_from=THEIRS_FROM)[:SHOWN]
    return [_hit(each.code, each.score, theirs, fileable=False) for each in _worth_showing(scored)]


def _worth_showing(scored: list[Scored]) -> list[Scored]:
    return [each for each in scored if each.score > 0 and each.score >= WORTH_SHOWING * scored[0].score]


def _hit(code: str, score: float, searchable: Searchable, *, fileable: bool) -> Hit:
    named = searchable.named[code]
    return Hit(named.code, named.name, named.description, fileable, round(score, 3))
