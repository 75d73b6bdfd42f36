"""How gateways differ: in the path, and in what they want to see besides the token."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Profile:
    """`names_versions`: the version of an interface stands in its path, as at the national gateway."""

    names_versions: bool
    #: Another vendor's gateway wants a header with keys of its own, on the token and on every call.
    wants_access_header: bool = False
    token_path: str = "/token"  # noqa: S105 - a path


PROFILES: Mapping[str, Profile] = {
    "ndxp": Profile(names_versions=True),
    "province": Profile(names_versions=False),
    "province_access": Profile(names_versions=False, wants_access_header=True),
}


@dataclass(frozen=True, slots=True)
class Access:
    """What the header `lgspaccesstoken` says, in the names that its gateway gives them."""

    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    app_name: str = ""
    partner: str = ""
    partner_branch: str = ""

    def header(self) -> str:
        said = {
            "AccessKey": self.access_key,
            "SecretKey": self.secret_key,
            "AppName": self.app_name,
            "PartnerCode": self.partner,
            "PartnerCodeCus": self.partner_branch,
        }
        return base64.b64encode(json.dumps(said).encode()).decode()


@dataclass(frozen=True, slots=True)
class Gateway:
    """One gateway as this installation reaches it."""

    url: str
    profile: Profile
    key: str
    secret: str = field(repr=False)
    #: Where the token is given, if not at the gateway itself.
    token_url: str = ""
    access: Access = Access()

    def path(self, api: str, operation: str, *, version: str) -> str:
        parts = (self.url.rstrip("/"), api, version if self.profile.names_versions else "", operation)
        return "/".join(part for part in parts if part)

    def token_address(self) -> str:
        return self.token_url or f"{self.url.rstrip('/')}{self.profile.token_path}"

    def own_headers(self) -> dict[str, str]:
        return {"lgspaccesstoken": self.access.header()} if self.profile.wants_access_header else {}


def gateway() -> Gateway:
    """As the operator has set it."""
    return Gateway(
        url=settings.LGSP_URL,
        profile=PROFILES[settings.LGSP_PROFILE],
        key=settings.LGSP_KEY,
        secret=settings.LGSP_SECRET,
        token_url=settings.LGSP_TOKEN_URL,
        access=Access(
            settings.LGSP_ACCESS_KEY,
            settings.LGSP_ACCESS_SECRET,
            settings.LGSP_APP_NAME,
            settings.LGSP_PARTNER,
            settings.LGSP_PARTNER_BRANCH,
        ),
    )
