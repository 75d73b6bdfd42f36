"""Where a procedure is filed when it is not filed on these pages: a sentence that says so, and the address."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.handling import Handled
from motcua.dossiers.commands import routes
from motcua.dossiers.commands.routes import CitizenPart
from motcua.foundation.calendar.arithmetic import legal_day

NATIONAL_PORTAL = "https://dichvucong.gov.vn"
_NATIONAL_HOST = "dichvucong.gov.vn"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`at_counter`: at our counters it is received all the same."""

    title: str | Promise
    sentence: str | Promise
    address: str
    at_counter: bool


_AT_THE_PORTAL = (
    _("Nộp tại Cổng Dịch vụ công quốc gia"),
    _("Thủ tục này nộp trực tuyến tại Cổng Dịch vụ công quốc gia. Hồ sơ nộp ở đó về thẳng nơi giải quyết."),
)
_AT_A_MINISTRY = (
    _("Cơ quan trung ương nhận và giải quyết"),
    _("Thủ tục này do bộ, ngành trung ương nhận và giải quyết. Ông/bà xem cách nộp tại Cổng Dịch vụ công quốc gia."),
)
_NOT_ON_THESE_PAGES = (
    _("Nộp tại Cổng Dịch vụ công quốc gia"),
    _("Trang này không nhận hồ sơ trực tuyến mới. Hồ sơ đã nộp vẫn xem và tra cứu được ở đây."),
)


def elsewhere(definition: Definition, *, at: datetime) -> Elsewhere | None:
    """None: on these pages, as ever."""
    address = national_address(definition.portal_url)
    where = definition.handled_on(legal_day(at))
    if where is Handled.MINISTRY:
        return Elsewhere(*_AT_A_MINISTRY, address, at_counter=False)
    if where is Handled.PORTAL:
        return Elsewhere(*_AT_THE_PORTAL, address, at_counter=definition.channels.counter)
    if routes.citizen_part() is not CitizenPart.FULL:
        return Elsewhere(*_NOT_ON_THESE_PAGES, address, at_counter=definition.channels.counter)
    return None


def is_closed() -> bool:
    """Whether the front page says so."""
    return routes.citizen_part() is not CitizenPart.FULL


def national_address(address: str) -> str:
    """A page of the national portal; an address that leads anywhere else is not offered."""
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    is_national = host == _NATIONAL_HOST or host.endswith(f".{_NATIONAL_HOST}")
    return address if parts.scheme == "https" and is_national else NATIONAL_PORTAL
