"""A question: what is asked for, how much of it a procedure answers, and whether we may be sure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.blueprints.catalogue.search.index import PAIR_WEIGHT, WORD_WEIGHT, Asked, Scored
from motcua.blueprints.catalogue.search.lexicon import Lexicon
from motcua.blueprints.catalogue.search.tokens import typed
from motcua.blueprints.catalogue.search.understanding import Understood, understand

_CODE = re.compile(r"(?<!\d)(\d)[.,\s]?(\d{3})[.,\s]?(\d{3})(?!\d)")
#: We are sure where so much of the question is answered and so much of the answer's name was asked for.
ANSWERED, OF_ITS_NAME = 0.67, 0.4
#: A thing counts as answered where it stands in a name or a keyword, and not somewhere in a description.
IN_ITS_NAME = 0.7
#: What a word weighs, when we ask how much of the question is answered, that stands in no phrase.
UNKNOWN = 2.0


@dataclass(frozen=True, slots=True)
class Question:
    """`whole` is what a full answer would weigh, with a weight for each word that we do not understand.

    `literally` are the words that stand for concepts, as they were typed: among many that have the concept, those with
    the very words are meant.
    """

    units: tuple[Asked, ...]
    literally: tuple[Asked, ...]
    whole: float
    things: frozenset[str]


def code_in(text: str) -> str | None:
    """The code of a procedure, however its points were typed."""
    found = _CODE.search(text)
    return f"{found[1]}.{found[2]}{found[3]}" if found else None


def question(text: str, *, lexicon: Lexicon) -> Question:
    understood = understand(typed(text, known=lexicon.known, unheard=lexicon.unheard), lexicon)
    concepts = _concepts(understood, lexicon)
    places = understood.left if concepts or understood.left else list(range(len(understood.words)))
    whole = sum(lexicon.weights[each.unit[1:]] for each in concepts) + UNKNOWN * len(understood.left)
    units = (*concepts, *_words(understood, places))
    spelt = [at for reading in understood.readings if reading.concepts for at in range(reading.start, reading.end)]
    return Question(units, tuple(_words(understood, spelt)), whole, frozenset(f"#{thing}" for thing in lexicon.things))


def is_sure(asked: Question, best: Scored) -> bool:
    """Every thing that was asked for is what it is about, most of the rest is there, and it is no small part of it."""
    concepts = [each for each in asked.units if each.is_concept]
    answered = sum(best.told.get(each.unit, 0.0) for each in concepts)
    things = [each for each in concepts if each.unit in asked.things]
    has_all = all(best.told.get(thing.unit, 0.0) >= IN_ITS_NAME * thing.weight for thing in things)
    is_most = answered >= ANSWERED * asked.whole and best.share >= OF_ITS_NAME
    return bool(things) and has_all and is_most


def _concepts(understood: Understood, lexicon: Lexicon) -> list[Asked]:
    surest: dict[str, float] = {}
    for reading in understood.readings:
        for concept in reading.concepts:
            surest[concept] = max(surest.get(concept, 0.0), reading.quality)
    return [Asked(f"#{concept}", lexicon.weights[concept] * quality) for concept, quality in surest.items()]


def _words(understood: Understood, places: list[int]) -> Iterator[Asked]:
    """The words that stand in no phrase; where there are only small words, these."""
    words, there = understood.words, set(places)
    for at in places:
        yield Asked(words[at].plain, WORD_WEIGHT, words[at])
        if at + 1 in there:
            yield Asked(f"{words[at].plain} {words[at + 1].plain}", PAIR_WEIGHT)
