"""The national providers of identities and their words. None of the claims but the first four can be relied on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings

from motcua.foundation.accounts.vouched import Vouched
from motcua.foundation.refusals import Refusal


class OrganisationIdentity(Refusal):
    """It belongs to a company or body; whoever acts for one comes in as herself and says so afterwards."""


class ClaimsMissing(Refusal):
    """The provider did not say who came."""


@dataclass(frozen=True, slots=True)
class Profile:
    """`acr` is the assurance that is asked for; `levels` are the claims that say which one was given."""

    key: str
    name: str
    acr: str
    levels: tuple[str, ...]


PROFILES: Mapping[str, Profile] = {
    "vneid": Profile("vneid", "VNeID", acr="", levels=("loAs", "IAL")),
    "vnconnect": Profile("vnconnect", "Cổng Dịch vụ công quốc gia", acr="LoA1", levels=("loAs",)),
}
#: LoaiTaiKhoan: 1 for people, 2 for enterprises, 3 for organisations.
_ORGANISATIONS = {"2", "3"}
_HIGHEST = 3
#: Nowhere is it written how they write a day; these were seen.
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d-%m-%Y")


def offered() -> list[Profile]:
    """The providers that the operator has agreed with."""
    return [profile for profile in PROFILES.values() if setting(profile, "ID")]


def setting(profile: Profile, name: str) -> str:
    return str(getattr(settings, f"{profile.key.upper()}_{name}"))


def read(key: str, claims: Mapping[str, Any]) -> Vouched:
    """Whom these claims speak of. Raises OrganisationIdentity, ClaimsMissing."""
    if _text(claims, "LoaiTaiKhoan") in _ORGANISATIONS:
        raise OrganisationIdentity
    subject, name = _text(claims, "sub"), _text(claims, "HoVaTen")
    if not (subject and name):
        raise ClaimsMissing
    return Vouched(
        provider=key,
        subject=subject,
        level=max(_level(_text(claims, claim)) for claim in PROFILES[key].levels),
        full_name=name,
        birth_date=_day(_text(claims, "NgayThangNamSinh")),
        personal_id=_text(claims, "SoDinhDanh"),
    )


def _text(claims: Mapping[str, Any], name: str) -> str:
    found = claims.get(name)
    return str(found).strip() if isinstance(found, str | int) else ""


def _level(said: str) -> int:
    """LoA2, loa2 and 2 are the same; what is none of these is no assurance at all."""
    found = re.fullmatch(r"(?:loa|ial)?\s*([1-9])", said, re.IGNORECASE)
    return min(int(found[1]), _HIGHEST) if found else 0


def _day(said: str) -> date | None:
    for shape in _DAYS:
        try:
            return datetime.strptime(said, shape).date()  # noqa: DTZ007 - a birth date has no hour and no zone
        except ValueError:
            continue
    return None
