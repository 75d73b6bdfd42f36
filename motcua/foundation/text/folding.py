"""The one stored spelling of a text, and the form in which it is searched: people type without marks."""

import unicodedata

#: Letters that Unicode does not take apart. Eth and the African D look like Đ and are typed for it.
_BARRED_D = str.maketrans("đðɖ", "ddd")


def nfc(text: str) -> str:
    """One spelling per text: keyboards and file systems send "ế" as one, two or three code points."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower-case, without marks, single-spaced: "  Đặng  Thị Ứng 2" becomes "dang thi ung 2"."""
    letters = unicodedata.normalize("NFD", text).lower().translate(_BARRED_D)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return nfc(" ".join(bare.split()))
