"""Which gateways of this family this installation may use, and with what."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, ReplyChecksum, Verb

_PREFIXES = {"platform": "PLATFORM", "vnptpay": "VNPTPAY"}


@dataclass(frozen=True, slots=True)
class Access:
    profile: Profile
    url: str
    partner: str
    secret: str
    token: str
    #: Where a payer may be sent, as scheme://host: an answer that names another place is not followed.
    pages: frozenset[str]
    reply_checksum: ReplyChecksum
    #: From where its CONFIRM is taken; empty for anywhere.
    addresses: str

    @property
    def is_open(self) -> bool:
        return bool(self.url and self.partner and self.secret)

    def address(self, verb: Verb) -> str:
        return f"{self.url.rstrip('/')}/{self.profile.paths[verb]}"

    def allows(self, page: str) -> bool:
        parts = urlsplit(page)
        return f"{parts.scheme}://{parts.netloc}" in self.pages


def access_to(profile: Profile) -> Access:
    prefix = _PREFIXES[profile.key]
    return Access(
        profile=profile,
        url=getattr(settings, f"{prefix}_URL"),
        partner=getattr(settings, f"{prefix}_PARTNER"),
        secret=getattr(settings, f"{prefix}_SECRET"),
        token=getattr(settings, f"{prefix}_TOKEN"),
        pages=frozenset(filter(None, getattr(settings, f"{prefix}_PAGES").split(","))),
        reply_checksum=ReplyChecksum(getattr(settings, f"{prefix}_REPLY_CHECKSUM")),
        addresses=getattr(settings, f"{prefix}_ADDRESSES"),
    )
