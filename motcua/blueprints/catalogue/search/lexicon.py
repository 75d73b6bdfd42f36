"""How people speak: phrases, and the concepts that they mean. Read from catalogue/words.yaml, written out in full."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from motcua.blueprints.catalogue.search.syllables import sound
from motcua.blueprints.catalogue.search.tokens import Token, tokens

Plain = tuple[str, ...]

#: What a concept tells about which procedure is meant: a thing most, an act with it less, a circumstance little.
WEIGHTS = {"things": 3.0, "acts": 2.0, "circumstances": 0.8}
#: In a longer phrase with a slip, the shorter ones in it are found.
LONGEST_WITH_GAP = 3
_SHORT = frozenset(range(1, LONGEST_WITH_GAP + 1))
#: Stands in the place of the word that may be misspelt.
GAP = "*"
_REFERENCE = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """`concepts` is empty for small words: they are understood and mean nothing here."""

    words: tuple[Token, ...]
    concepts: frozenset[str]

    @property
    def plain(self) -> Plain:
        return tuple(word.plain for word in self.words)


class Lexicon:
    """The phrases by their words, by their sound, and by their words with one left open."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.weights = {key: weight for kind, weight in WEIGHTS.items() for key in content.get(kind, {})}
        self.things = frozenset(content.get("things", {}))
        self.by_words: dict[Plain, list[Phrase]] = defaultdict(list)
        self.by_sound: dict[Plain, list[Phrase]] = defaultdict(list)
        self.with_gap: dict[Plain, list[Phrase]] = defaultdict(list)
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for phrase in _phrases(content):
            self.by_words[phrase.plain].append(phrase)
        for plain, phrases in self.by_words.items():
            self.by_sound[tuple(map(sound, plain))] += phrases
            if 1 < len(plain) <= LONGEST_WITH_GAP:
                for at in range(len(plain)):
                    self.with_gap[*plain[:at], GAP, *plain[at + 1 :]] += phrases
            self._lengths[sound(plain[0])].add(len(plain))
        self.unheard = frozenset(word.marked for word in tokens(content.get("unheard", ""), limit=None))
        self.known = frozenset(word for plain in self.by_words for word in plain)

    def lengths(self, first_sound: str, *, forgiving: bool) -> set[int]:
        """How many words the phrases have that may begin with that sound; any short one, if it may be a slip."""
        begun = self._lengths.get(first_sound, set())
        return begun | _SHORT if forgiving else begun

    def exactly(self, plain: Plain) -> Sequence[Phrase]:
        return self.by_words.get(plain, ())


def phrases_in(text: str) -> list[str]:
    """Phrases stand between commas; a dash is the empty one."""
    return [" ".join(phrase.split()).removeprefix("-") for phrase in text.split(",") if phrase.strip()]


def references(phrase: str) -> list[str]:
    """The names of the sets and concepts that a phrase refers to."""
    return [name for part in _REFERENCE.findall(phrase) for name in part.split("|")]


def _phrases(content: Mapping[str, Any]) -> Iterator[Phrase]:
    out = _Written(content).out
    for kind in WEIGHTS:
        for key, text in content.get(kind, {}).items():
            yield from (_phrase(words, {key} | more) for line in phrases_in(text) for words, more in out(line))
    for situation in content.get("situations", []):
        meant = set(situation["means"])
        yield from (_phrase(words, meant | more) for line in phrases_in(situation["says"]) for words, more in out(line))
    yield from (_phrase(words, set()) for line in phrases_in(content.get("small_words", "")) for words, _ in out(line))


def _phrase(words: str, concepts: set[str]) -> Phrase:
    return Phrase(tuple(tokens(words)), frozenset(concepts))


class _Written:
    """Lines with their references written out: `mất [giay_to]` once for each word of the set, with what that means."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._sets = {name: phrases_in(text) for name, text in content.get("sets", {}).items()}
        self._concepts = {key: phrases_in(text) for kind in WEIGHTS for key, text in content.get(kind, {}).items()}

    def out(self, line: str) -> Iterator[tuple[str, set[str]]]:
        parts = re.split(r"(\[[^\]]*\])", line)
        choices = [list(self._choices(part)) for part in parts]
        for chosen in product(*choices):
            yield " ".join(words for words, _ in chosen), set().union(*(more for _, more in chosen))

    def _choices(self, part: str) -> Iterator[tuple[str, set[str]]]:
        reference = _REFERENCE.fullmatch(part)
        if reference is None:
            yield part, set()
            return
        for name in reference[1].split("|"):
            yield from ((word, set()) for word in self._sets.get(name, ()))
            yield from ((line, {name}) for line in self._concepts.get(name, ()) if "[" not in line)
