"""The code on a photograph of a card. The photograph is looked at and not kept."""

from typing import IO

import zxingcpp
from PIL import Image, ImageOps

from motcua.foundation.files.images import MOST_PIXELS, ImageTooLarge
from motcua.foundation.refusals import Refusal

#: Enough for the small squares of a card's code when the card fills a third of the picture.
_LONGEST_SIDE = 2400


class NoCodeFound(Refusal):
    """The picture opens, and no code can be read in it."""


class NotAPhoto(Refusal):
    """The file is no picture that we can open."""


def read_photo(file: IO[bytes]) -> str:
    """The text of the first QR code. Raises NotAPhoto, ImageTooLarge or NoCodeFound."""
    codes = zxingcpp.read_barcodes(_grey(file), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    text = next((code.text for code in codes if code.text), "")
    if not text:
        raise NoCodeFound
    return text


def _grey(file: IO[bytes]) -> Image.Image:
    """Upright, without colours, and no larger than it must be."""
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ImageTooLarge(pixels=image.width * image.height, most=MOST_PIXELS)
            image.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
            grey = ImageOps.exif_transpose(image.convert("L"))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise NotAPhoto from problem
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return grey
