"""Telex and VNI typed where no input method was listening: "ddanwg kys", "d9a8ng ky1"."""

import re

from motcua.blueprints.catalogue.search.syllables import is_syllable

_DOUBLED = re.compile("(aa|ee|oo|dd)")
_TONE_KEY = re.compile("^([^aeiouy]*[aeiouy].*)[sfrxjz](.*)$")
_W_FOR_U = re.compile("(?<![aou])w")
_LATE_D = re.compile("^(d.*)d")
_VNI = re.compile("[a-z]+[1-9][a-z1-9]*")
#: Shorter ones are classes of driving licences and numbers of houses: a1, b2.
_SHORTEST_VNI = 2


def decoded(plain: str) -> str:
    """The syllable that the keys would have made, without its marks; the text itself where they would make none."""
    if is_syllable(plain):
        return plain
    return next((candidate for candidate in _candidates(plain) if is_syllable(candidate)), plain)


def _candidates(plain: str) -> list[str]:
    if _VNI.fullmatch(plain):
        letters = re.sub("[1-9]", "", plain)
        return [letters] if len(letters) >= _SHORTEST_VNI else []
    if not plain.isascii() or not plain.isalpha():
        return []
    shaped = _DOUBLED.sub(lambda pair: pair[0][0], plain)
    shapes = [shaped, _LATE_D.sub(r"\1", shaped)]
    shapes += [shape.replace("w", "") for shape in shapes] + [
        _W_FOR_U.sub("u", shape).replace("w", "") for shape in shapes
    ]
    return [*shapes, *(_TONE_KEY.sub(r"\1\2", shape) for shape in shapes)]
