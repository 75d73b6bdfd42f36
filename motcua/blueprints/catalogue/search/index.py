"""Documents by what they are about and by their words, and how well each answers a question."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from motcua.blueprints.catalogue.search.lexicon import Lexicon
from motcua.blueprints.catalogue.search.tokens import Token, tokens
from motcua.blueprints.catalogue.search.understanding import understand

#: A unit is a concept ("#khai_sinh"), a word ("khai") or two words that stand together ("khai sinh").
Unit = str
#: Two words that stand together tell more than each; a word alone tells little.
PAIR_WEIGHT, WORD_WEIGHT = 1.0, 0.5
#: What a concept in a title that was not asked for costs, as a share of what it would have given.
NOT_ASKED = 0.15

#: However much more a procedure does, so much of its worth is left: one that does six things does each of them.
LEAST = 0.3
#: What is left of a word's weight where it stands with other marks: another word, or a slip.
OTHER_WORD = 0.3
#: How much of a score depends on the whole question being answered, and not only a part of it very well.
TOGETHER = 0.5


@dataclass(frozen=True, slots=True)
class Document:
    """`titles` are the names that a procedure goes by, `parts` other texts, each with how much it tells about it."""

    code: str
    titles: tuple[str, ...]
    parts: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """`share` is how much of its best title was asked for."""

    code: str
    score: float
    told: Mapping[Unit, float]
    share: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit of a question, its weight, and the word as it was typed where it is one word."""

    unit: Unit
    weight: float
    word: Token | None = None

    @property
    def is_concept(self) -> bool:
        return self.unit.startswith("#")


class Index:
    def __init__(self, documents: Iterable[Document], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._told: dict[Unit, dict[str, float]] = defaultdict(dict)
        self._spelt: dict[str, set[str]] = defaultdict(set)
        concepts = {document.code: self._add(document) for document in documents}
        self._count = len(concepts)
        self._rarity = {unit: self._rarity_of(sum(codes.values())) for unit, codes in self._told.items()}
        self._titles = {code: [self._weighed(title) for title in titles] for code, titles in concepts.items()}

    def score(self, question: Iterable[Asked], *, answered_from: float = 0.0) -> list[Scored]:
        """The documents that say something about so much of the question, best first."""
        asked = list(question)
        told: dict[str, dict[Unit, float]] = defaultdict(dict)
        for each in asked:
            weight = each.weight * self._marks_fit(each.word)
            for code, how_much in self._told.get(each.unit, {}).items():
                told[code][each.unit] = weight * how_much
        units, whole = {each.unit for each in asked}, sum(each.weight for each in asked)
        shares = {code: sum(of_each.values()) / whole for code, of_each in told.items()}
        scored = (
            self._scored(code, told[code], units, answered=share)
            for code, share in shares.items()
            if share >= answered_from
        )
        return sorted(scored, key=lambda each: (-each.score, each.code))

    def _scored(self, code: str, told: dict[Unit, float], asked: set[Unit], *, answered: float) -> Scored:
        """`answered` is the share of the question that the document says something about."""
        worth = sum(weight * self._rarity[unit] for unit, weight in told.items())
        share, missing = max(_title_fit(title, asked) for title in self._titles[code])
        fit = max(worth + missing, LEAST * worth)
        return Scored(code, fit * (1 - TOGETHER + TOGETHER * answered), told, share)

    def _rarity_of(self, having: float) -> float:
        """Between a little above nought for what all tell and one for what one tells, or some in passing."""
        return math.log(1 + self._count / max(1.0, having)) / math.log(1 + self._count)

    def _weighed(self, title: frozenset[Unit]) -> dict[Unit, float]:
        return {unit: self._lexicon.weights[unit[1:]] * self._rarity[unit] for unit in title}

    def _marks_fit(self, word: Token | None) -> float:
        if word is None or not word.has_marks or word.marked in self._spelt.get(word.plain, ()):
            return 1.0
        return OTHER_WORD

    def _add(self, document: Document) -> list[frozenset[Unit]]:
        """The concepts of each of its titles."""
        concepts = []
        for text in document.titles:
            told = self._units(text)
            concepts.append(frozenset(unit for unit in told if unit.startswith("#")))
            self._tell(document.code, told, 1.0)
        for text, weight in document.parts:
            self._tell(document.code, self._units(text), weight)
        return concepts

    def _tell(self, code: str, told: Iterable[Unit], weight: float) -> None:
        for unit in told:
            self._told[unit][code] = max(self._told[unit].get(code, 0.0), weight)

    def _units(self, text: str) -> set[Unit]:
        words = tokens(text, limit=None)
        for word in words:
            self._spelt[word.plain].add(word.marked)
        alone = {word.plain for word in words}
        pairs = {f"{one.plain} {other.plain}" for one, other in pairwise(words)}
        readings = understand(words, self._lexicon, forgiving=False).readings
        return alone | pairs | {f"#{concept}" for reading in readings for concept in reading.concepts}


def _title_fit(title: Mapping[Unit, float], asked: set[Unit]) -> tuple[float, float]:
    """The share of the title that was asked for, and what the rest costs."""
    whole, rest = sum(title.values()), sum(weight for unit, weight in title.items() if unit not in asked)
    return (1 - rest / whole if whole else 0.0), -NOT_ASKED * rest
