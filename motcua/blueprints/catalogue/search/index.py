"""Documents by what they are about and by their words, and how well each answers a question."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.blueprints.catalogue.search.lexicon import Lexicon
from motcua.blueprints.catalogue.search.tokens import Token, tokens
from motcua.blueprints.catalogue.search.understanding import understand

#: A unit is a concept ("#khai_sinh"), a word ("khai") or two words that stand together ("khai sinh").
Unit = str
#: Two words that stand together tell more than each; a word alone tells little.
PAIR_WEIGHT, WORD_WEIGHT = 1.0, 0.5
#: What a concept in a title that was not asked for costs, as a share of what it would have given.
NOT_ASKED = 0.15

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
        self._titles: dict[str, list[frozenset[Unit]]] = {}
        for document in documents:
            self._add(document)
        self._count = len(self._titles)

    def __contains__(self, word: str) -> bool:
        return word in self._spelt

    def score(self, question: Iterable[Asked]) -> list[Scored]:
        """The documents that have anything of it, best first."""
        asked = list(question)
        told: dict[str, dict[Unit, float]] = defaultdict(dict)
        for each in asked:
            for code, weight in self._told.get(each.unit, {}).items():
                told[code][each.unit] = each.weight * weight * self._marks_fit(each.word)
        units, whole = {each.unit for each in asked}, sum(each.weight for each in asked)
        scored = (
            self._scored(code, of_each, units, answered=sum(of_each.values()) / whole)
            for code, of_each in told.items()
        )
        return sorted(scored, key=lambda each: (-each.score, each.code))

    def rarity(self, unit: Unit) -> float:
        """Between a little above nought for what all have and one for what one has."""
        return math.log(1 + self._count / max(1, len(self._told.get(unit, ())))) / math.log(1 + max(1, self._count))

    def _scored(self, code: str, told: dict[Unit, float], asked: set[Unit], *, answered: float) -> Scored:
        """`answered` is the share of the question that the document says something about."""
        worth = sum(weight * self.rarity(unit) for unit, weight in told.items())
        share, missing = max(self._title_fit(title, asked) for title in self._titles[code])
        return Scored(code, (worth + missing) * (1 - TOGETHER + TOGETHER * answered), told, share)

    def _title_fit(self, title: frozenset[Unit], asked: set[Unit]) -> tuple[float, float]:
        """The share of the title that was asked for, and what the rest costs."""
        weights = {unit: self._lexicon.weights[unit[1:]] * self.rarity(unit) for unit in title}
        whole, rest = sum(weights.values()), sum(weight for unit, weight in weights.items() if unit not in asked)
        return (1 - rest / whole if whole else 0.0), -NOT_ASKED * rest

    def _marks_fit(self, word: Token | None) -> float:
        if word is None or not word.has_marks or word.marked in self._spelt.get(word.plain, ()):
            return 1.0
        return 0.3

    def _add(self, document: Document) -> None:
        self._titles[document.code] = []
        for text in document.titles:
            told = dict(self._units(text))
            self._titles[document.code].append(frozenset(unit for unit in told if unit.startswith("#")))
            self._tell(document.code, told, 1.0)
        for text, weight in document.parts:
            self._tell(document.code, dict(self._units(text)), weight)

    def _tell(self, code: str, told: Mapping[Unit, float], weight: float) -> None:
        for unit, of_unit in told.items():
            there = self._told[unit].get(code, 0.0)
            self._told[unit][code] = max(there, weight * of_unit)

    def _units(self, text: str) -> Iterator[tuple[Unit, float]]:
        words = tokens(text, limit=None)
        for word in words:
            self._spelt[word.plain].add(word.marked)
        counted = Counter(word.plain for word in words)
        yield from ((plain, 1.0) for plain in counted)
        yield from ((f"{one.plain} {other.plain}", 1.0) for one, other in zip(words, words[1:], strict=False))
        for reading in understand(words, self._lexicon, forgiving=False).readings:
            yield from ((f"#{concept}", 1.0) for concept in reading.concepts)
