"""Which letters our fonts have. A letter without a drawing would stop the whole paper: the standard forbids it."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
#: Stands where a letter cannot be printed, so that the reader sees that something was there.
UNPRINTABLE = "□"
_WINDOWS_UNICODE = (3, 1)
_SEGMENTS = 4


def printable(text: str) -> str:
    """Invisible marks go: some of them turn the text around. What no font of ours can draw becomes a box."""
    letters = unicodedata.normalize("NFC", text)
    seen = (letter for letter in letters if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})
    return "".join(letter if letter == "\n" or letter in _letters() else UNPRINTABLE for letter in seen)


@cache
def _letters() -> frozenset[str]:
    """What all styles can draw, without the private area: its letters mean nothing outside a font."""
    in_all = frozenset.intersection(*(_letters_of(path) for path in sorted(FONTS.glob("*.ttf"))))
    return frozenset(letter for letter in in_all if unicodedata.category(letter) != "Co")


def _letters_of(path: Path) -> frozenset[str]:
    """The character map of a TrueType font, in the form that covers the basic plane (OpenType `cmap`, format 4)."""
    font = path.read_bytes()
    table = _table(font, b"cmap")
    count = struct.unpack_from(">H", table, 2)[0]
    maps = {(platform, encoding): at for platform, encoding, at in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count])}
    drawn = table[maps[_WINDOWS_UNICODE] :]
    kind, length, _, twice = struct.unpack_from(">HHHH", drawn)
    assert kind == _SEGMENTS, "our fonts map the basic plane by segments"
    numbers = struct.unpack(f">{(length - 14) // 2}H", drawn[14:length])
    segments = twice // 2
    # The last segment closes the list and draws nothing; a spare number stands between ends and starts.
    ends, starts = numbers[: segments - 1], numbers[segments + 1 : 2 * segments]
    return frozenset(chr(code) for start, end in zip(starts, ends, strict=True) for code in range(start, end + 1))


def _table(font: bytes, name: bytes) -> bytes:
    count = struct.unpack_from(">H", font, 4)[0]
    for tag, _, at, length in struct.iter_unpack(">4sLLL", font[12 : 12 + 16 * count]):
        if tag == name:
            return font[at : at + length]
    raise LookupError(name)
