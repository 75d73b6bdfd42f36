"""What a text says in the words of the lexicon: which phrases stand in it, and which words are left."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from motcua.blueprints.catalogue.search.lexicon import GAP, LONGEST_WITH_GAP, Lexicon, Phrase, Plain
from motcua.blueprints.catalogue.search.spelling import is_slip
from motcua.blueprints.catalogue.search.syllables import sound
from motcua.blueprints.catalogue.search.tokens import Token

#: How sure we are of a phrase that is spelt otherwise: with other marks, as it sounds, with a slip of the finger.
OTHER_MARKS, AS_IT_SOUNDS, WITH_A_SLIP = 0.75, 0.85, 0.8
#: What sounds alike is less likely meant where the word that was typed is a word itself.
A_WORD_ITSELF = 0.7
#: A single word shorter than this is not taken for another that sounds like it.
LONG_ENOUGH = 4
#: Long phrases tell more than the sum of their words.
_LONGER_IS_SURER = 1.3


@dataclass(frozen=True, slots=True)
class Reading:
    """The concepts that words stand for, and how sure we are; none for small words."""

    start: int
    end: int
    concepts: frozenset[str]
    quality: float

    @property
    def value(self) -> float:
        return self.quality * math.pow(self.end - self.start, _LONGER_IS_SURER)


@dataclass(frozen=True, slots=True)
class Understood:
    words: tuple[Token, ...]
    readings: tuple[Reading, ...]

    @property
    def left(self) -> list[int]:
        """The places of the words that stand in no phrase."""
        read = {at for reading in self.readings for at in range(reading.start, reading.end)}
        return [at for at in range(len(self.words)) if at not in read]


def understand(words: list[Token], lexicon: Lexicon, *, forgiving: bool = True) -> Understood:
    """The phrases that together cover most of the text. Our own texts are read without forgiving."""
    said = _Said(words, [word.plain for word in words], [sound(word.plain) for word in words])
    best: list[tuple[float, tuple[Reading, ...]]] = [(0.0, ())] * (len(words) + 1)
    for start in range(len(words)):
        value, before = best[start]
        if value >= best[start + 1][0]:
            best[start + 1] = best[start]
        for length in lexicon.lengths(said.sounds[start], forgiving=forgiving):
            end = start + length
            reading = _reading(said, start, end, lexicon, forgiving=forgiving) if end <= len(words) else None
            if reading is not None and value + reading.value > best[end][0]:
                best[end] = (value + reading.value, (*before, reading))
    return Understood(tuple(words), best[-1][1])


@dataclass(frozen=True, slots=True)
class _Said:
    words: list[Token]
    plain: list[str]
    sounds: list[str]


def _reading(said: _Said, start: int, end: int, lexicon: Lexicon, *, forgiving: bool) -> Reading | None:
    """The phrase or phrases that fit these words best; none where none does."""
    words, plain = said.words[start:end], tuple(said.plain[start:end])
    fit = _quality_of_marks if forgiving else _is_as_written
    found = [(phrase, fit(words, phrase)) for phrase in lexicon.exactly(plain)]
    if forgiving and not found:
        alike = lexicon.by_sound.get(tuple(said.sounds[start:end]), ())
        found = [*_alike(words, plain, alike, lexicon), *_slipped(words, plain, lexicon)]
    if not found:
        return None
    surest = max(quality for _, quality in found)
    if not surest:
        return None
    return Reading(start, end, frozenset().union(*(p.concepts for p, quality in found if quality == surest)), surest)


def _is_as_written(said: list[Token], phrase: Phrase) -> float:
    return float(all(one.marked == other.marked for one, other in zip(said, phrase.words, strict=True)))


def _quality_of_marks(said: list[Token], phrase: Phrase) -> float:
    """A single word with other marks is another word; in a phrase, one may be wrong."""
    wrong = sum(one.contradicts(other) for one, other in zip(said, phrase.words, strict=True))
    if not wrong:
        return 1.0
    return OTHER_MARKS if len(said) > 1 and wrong * 2 <= len(said) else 0.0


def _alike(
    said: list[Token], plain: Plain, alike: Iterable[Phrase], lexicon: Lexicon
) -> Iterator[tuple[Phrase, float]]:
    """What sounds the same; of a single word only where it is no word that we know."""
    if len(said) == 1 and (plain[0] in lexicon.known or len(plain[0]) < LONG_ENOUGH):
        return
    for phrase in alike:
        pairs = list(zip(said, phrase.words, strict=True))
        has_anchor = len(said) == 1 or any(one.plain == other.plain for one, other in pairs)
        if has_anchor and not any(one.sings_unlike(other) for one, other in pairs):
            is_word = any(one.plain != other.plain and one.plain in lexicon.known for one, other in pairs)
            yield phrase, A_WORD_ITSELF if is_word else AS_IT_SOUNDS


def _slipped(said: list[Token], plain: Plain, lexicon: Lexicon) -> Iterator[tuple[Phrase, float]]:
    """One word of several is misspelt by one letter, or by two that have changed places."""
    if not 1 < len(said) <= LONGEST_WITH_GAP:
        return
    for at, wrong in enumerate(plain):
        for phrase in lexicon.with_gap.get((*plain[:at], GAP, *plain[at + 1 :]), ()):
            if is_slip(wrong, phrase.words[at].plain, known=wrong in lexicon.known):
                yield phrase, WITH_A_SLIP
