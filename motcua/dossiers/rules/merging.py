"""Two devices fill in one draft: whose answer to which question counts. Pure.

A page remembers a mark of every answer it was drawn with. What still has that mark was not touched there; only a
question that was answered otherwise on both sides is for the person to decide.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

#: Twelve hexadecimal digits: two answers to one question have the same by chance once in 10^14.
_MARK_BYTES = 6


def mark(answer: object) -> str:
    """A short name of an answer; no answer has one too."""
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2s(text.encode(), digest_size=_MARK_BYTES).hexdigest()


def typed(stored: Mapping[str, Any], posted: Mapping[str, Any], drawn_from: Mapping[str, str]) -> dict[str, Any]:
    """What was answered here: it differs from what is stored, and from what the page was drawn with."""
    return {
        key: answer
        for key, answer in posted.items()
        if stored.get(key) != answer and drawn_from.get(key) != mark(answer)
    }


def changed_on_both_sides(
    stored: Mapping[str, Any], typed: Mapping[str, Any], drawn_from: Mapping[str, str], *, is_old: bool
) -> list[str]:
    """Questions answered here whose stored answer is no longer the one the page was drawn with.

    `is_old`: the draft was saved since; that decides for pages that brought no marks.
    """
    return [key for key in typed if (drawn_from[key] != mark(stored.get(key)) if key in drawn_from else is_old)]
