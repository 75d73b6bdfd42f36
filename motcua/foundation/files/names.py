"""What a file is called: as the person named it, without what a name could do on somebody's machine."""

import unicodedata
from pathlib import PurePath

from motcua.foundation.files.kinds import SUFFIXES
from motcua.foundation.text.folding import nfc

LONGEST_NAME = 200
_NAMELESS = "tệp"
_SURROGATE, _INVISIBLE = "Cs", {"Cc", "Cf"}


def name_as_given(name: str) -> str:
    """Without folders, control characters and the marks that turn "fdp.exe" around on the screen."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    visible = "".join(letter for letter in nfc(last) if unicodedata.category(letter) not in {*_INVISIBLE, _SURROGATE})
    return _shortened(" ".join(visible.split())) or _NAMELESS


def name_for_download(name: str, *, media_type: str) -> str:
    """A picture that was called "giay.bat" must not be run by the officer who opens it."""
    suffixes = SUFFIXES[media_type]
    return name if name.lower().endswith(suffixes) else name + suffixes[0]


def _shortened(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    suffix = PurePath(name).suffix[:10]
    return name[: LONGEST_NAME - len(suffix)] + suffix
