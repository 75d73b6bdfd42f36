"""Slips of the finger: one letter too many, too few or another, or two that have changed places."""

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
    if len(typed) != len(meant):
        return False
    wrong = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and typed[wrong[0]] == meant[wrong[1]] and (
        typed[wrong[1]] == meant[wrong[0]]
    )


def _is_one_letter_off(typed: str, meant: str) -> bool:
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(typed), len(meant)) - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    return max(len(typed), len(meant)) - start - end == 1
