"""A hand signature in blue and a seal in red, drawn by chance from a name: clearly nobody's, and marked MẪU."""

from io import BytesIO
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFont

from motcua.foundation.typesetting.coverage import FONTS

_BLUE, _RED = (26, 63, 160, 255), (200, 16, 30, 235)
_NOTHING = (255, 255, 255, 0)
#: 60 × 28 mm and 36 mm at 200 dots to the inch, drawn three times as large.
_SIGNATURE, _SEAL, _LARGER = (472, 220), 283, 3
_BOLD = FONTS / "LiberationSerif-Bold.ttf"
_STAR = 5


def signature(name: str) -> bytes:
    wide, high = (each * _LARGER for each in _SIGNATURE)
    picture = Image.new("RGBA", (wide, high), _NOTHING)
    draw = ImageDraw.Draw(picture)
    chance = Random(name)  # noqa: S311 - a drawing
    _scribble(draw, chance, wide, high)
    font = ImageFont.truetype(_BOLD, high // 8)
    draw.text((wide * 0.5, high * 0.9), f"{name} · MẪU", font=font, fill=_BLUE, anchor="mm")
    return _png(picture, _SIGNATURE)


def seal(name: str) -> bytes:
    size = _SEAL * _LARGER
    picture = Image.new("RGBA", (size, size), _NOTHING)
    draw = ImageDraw.Draw(picture)
    middle = size / 2
    for share, width in ((0.98, 14), (0.92, 4), (0.6, 4)):
        reach = middle * share
        draw.ellipse((middle - reach,) * 2 + (middle + reach,) * 2, outline=_RED, width=width)
    _around(picture, name.upper(), middle, middle * 0.76)
    draw.polygon(_star(middle, middle * 0.78, middle * 0.26), fill=_RED)
    draw.text((middle, middle * 1.28), "MẪU", font=ImageFont.truetype(_BOLD, size // 10), fill=_RED, anchor="mm")
    return _png(picture, (_SEAL, _SEAL))


def _scribble(draw: ImageDraw.ImageDraw, chance: Random, wide: int, high: int) -> None:
    """Loops that run to the right, wilder at the beginning, and a line underneath."""
    turns, reach = chance.uniform(5, 8), chance.uniform(0.2, 0.3)
    points = []
    for step in range(600):
        t = step / 600
        loop = 2 * pi * turns * t
        x = wide * (0.12 + 0.7 * t + 0.05 * sin(loop))
        y = high * (0.42 + reach * (1 - 0.6 * t) * cos(loop + sin(3 * loop / turns)))
        points.append((x, y))
    draw.line(points, fill=_BLUE, width=9, joint="curve")
    rise = chance.uniform(-0.05, 0.08)
    draw.line([(wide * 0.1, high * 0.72), (wide * 0.9, high * (0.68 - rise))], fill=_BLUE, width=7)


def _around(picture: Image.Image, text: str, middle: float, reach: float) -> None:
    """Letters that stand on a circle, the first at the lower left."""
    size = int(min(reach * 0.2, 2 * pi * reach * 0.85 / max(len(text), 1) * 1.45))
    font = ImageFont.truetype(_BOLD, size)
    step = min(0.21, 1.7 * pi / max(len(text), 1))
    start = -step * (len(text) - 1) / 2
    for place, letter in enumerate(text):
        angle = start + place * step
        tile = Image.new("RGBA", (size * 2, size * 2), _NOTHING)
        ImageDraw.Draw(tile).text((size, size), letter, font=font, fill=_RED, anchor="mm")
        turned = tile.rotate(-angle * 180 / pi, resample=Image.Resampling.BICUBIC)
        x, y = middle + reach * sin(angle) - size, middle - reach * cos(angle) - size
        picture.alpha_composite(turned, (int(x), int(y)))


def _star(x: float, y: float, reach: float) -> list[tuple[float, float]]:
    points = []
    for corner in range(2 * _STAR):
        far = reach if corner % 2 == 0 else reach * 0.42
        angle = pi * corner / _STAR
        points.append((x + far * sin(angle), y - far * cos(angle)))
    return points


def _png(picture: Image.Image, size: tuple[int, int]) -> bytes:
    out = BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
