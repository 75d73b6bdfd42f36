"""The portal's few doors, in the words that everybody knows, and how a person likes the pages to look."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    path: str
    word: str | Promise
    icon: str


#: Public addresses, so the pages that know no site (an error, the sign-in) can show them too.
PORTAL: tuple[Entry, ...] = (
    Entry("/procedures", _("Nộp hồ sơ"), "file-up"),
    Entry("/tracking", _("Tra cứu hồ sơ"), "track"),
    Entry("/dossiers", _("Hồ sơ của tôi"), "inbox"),
    Entry("/petitions", _("Phản ánh, kiến nghị"), "comment"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """Size of the text and theme; empty means what the device says."""

    size: str = ""
    theme: str = ""


DEFAULT_LOOK: Final = Look()
SIZES: Final = ("", "large", "largest")
THEMES: Final = ("", "light", "dark")
SIZE_COOKIE: Final = "size"
THEME_COOKIE: Final = "theme"


def look(request: HttpRequest) -> Look:
    """From two cookies that hold nothing about the person; anything else in them is ignored."""
    size, theme = request.COOKIES.get(SIZE_COOKIE, ""), request.COOKIES.get(THEME_COOKIE, "")
    return Look(size if size in SIZES else "", theme if theme in THEMES else "")
