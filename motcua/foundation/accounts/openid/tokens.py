"""Whether an ID token is the provider's word, for us, about this visit (OpenID Connect Core 1.0, section 3.1.3.7)."""

from collections.abc import Mapping
from typing import Any

import jwt

from motcua.foundation.refusals import Refusal

#: Signed with a key that only the provider has. "none" is no signature, and HS256 would take its public key for one.
_ALGORITHMS = ("RS256", "PS256", "ES256")
#: Clocks of two houses.
_LEEWAY_SECONDS = 60
_REQUIRED = ("iss", "sub", "aud", "exp", "iat")


class TokenDoubtful(Refusal):
    """It is not signed by the provider, is for somebody else, is too old, or answers another question."""


def claims(token: str, *, keys: Mapping[str, Any], issuer: str, audience: str) -> dict[str, Any]:
    """What the token says. Raises TokenDoubtful."""
    try:
        found: dict[str, Any] = jwt.decode(
            token,
            key=_key(token, keys),
            algorithms=_ALGORITHMS,
            issuer=issuer,
            audience=audience,
            leeway=_LEEWAY_SECONDS,
            options={"require": list(_REQUIRED)},
        )
    except jwt.PyJWTError as doubt:
        raise TokenDoubtful from doubt
    several = isinstance(found["aud"], list) and len(found["aud"]) > 1
    if found.get("azp", "" if several else audience) != audience:
        raise TokenDoubtful
    return found


def _key(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    name = jwt.get_unverified_header(token).get("kid")
    for key in jwt.PyJWKSet.from_dict(dict(keys)).keys:
        if key.key_id == name and key.public_key_use in {None, "sig"}:
            return key
    raise TokenDoubtful
