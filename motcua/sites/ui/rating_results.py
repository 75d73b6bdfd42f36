"""What ratings and events say of agencies in a period, ready to be drawn at the desk and in the studio."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.effects.fee_receipts.report import Span
from motcua.effects.ratings.index import Index, indices
from motcua.effects.ratings.results import Results, results
from motcua.effects.ratings.surveys import LEAST_ANSWERS
from motcua.sites.ui import rating_words
from motcua.sites.ui.rating_words import Word


@dataclass(frozen=True, slots=True)
class Shown:
    results: Results
    indices: Sequence[Index]
    levels: Mapping[int, Word]
    aspects: Mapping[str, Word]
    index_words: Mapping[int, Word]
    least: int = LEAST_ANSWERS


def shown(agency_ids: Collection[int], *, span: Span) -> Shown:
    return Shown(
        results(agency_ids, first=span.first, last=span.last),
        indices(agency_ids, first=span.first, last=span.last),
        rating_words.LEVELS,
        rating_words.ASPECTS,
        rating_words.INDICES,
    )
