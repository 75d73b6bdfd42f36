"""Slips of the finger: one letter too many, too few or another, or two that have changed places."""

from itertools import takewhile

#: In shorter words another letter makes another word.
_SHORTEST = 3


def is_slip(typed: str, meant: str, *, known: bool) -> bool:
    """A word that we know was meant as it stands, unless its letters have only changed places."""
    if max(len(typed), len(meant)) < _SHORTEST or typed == meant:
        return False
    if _is_swapped(typed, meant):
        return True
    return not known and _is_one_letter_off(typed, meant)


def _is_swapped(typed: str, meant: str) -> bool:
    """Two neighbours have changed places, and nothing else."""
    swapped = (typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(len(typed) - 1))
    return len(typed) == len(meant) and meant in swapped


def _is_one_letter_off(typed: str, meant: str) -> bool:
    start = _same_at_start(typed, meant)
    rest, other = typed[start:], meant[start:]
    return max(len(rest), len(other)) - _same_at_start(rest[::-1], other[::-1]) == 1


def _same_at_start(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
