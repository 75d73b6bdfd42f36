"""allauth's OpenID Connect, as strict as dossiers deserve: a verified token, PKCE, state and nonce."""

import json
from pathlib import Path
from typing import Any

from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string

from motcua.foundation.accounts.openid import tokens
from motcua.foundation.accounts.openid.profiles import PROFILES
from motcua.foundation.accounts.openid.tokens import TokenDoubtful

#: What a provider says of itself, and its keys, are asked for again after so long.
_REMEMBERED_SECONDS = 600
_NONCE_LENGTH = 32
_NEEDED = {"issuer", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"}


class NationalAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth is not typed
    """The wire: addresses, tokens, and what the provider says of the person."""

    @property
    def openid_config(self) -> dict[str, Any]:
        app = self.get_provider().app
        if written := app.settings.get("metadata"):
            return _read(written)
        return self._remembered(self.get_provider().server_url)

    @property
    def issuer(self) -> str:
        return str(self.openid_config["issuer"])

    def get_callback_url(self, request: HttpRequest, _app: object) -> str:
        return request.build_absolute_uri(reverse("ui:sign-in-back", kwargs={"provider": self.provider_id}))

    def complete_login(self, request: HttpRequest, app: Any, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """The token is verified although it came by TLS: a proxy between the two houses ends it, and reads along."""
        said = tokens.claims(
            str(kwargs["response"].get("id_token", "")), keys=self._keys(), issuer=self.issuer, audience=app.client_id
        )
        person = self._fetch_user_info(token.token)
        if not isinstance(person, dict) or not constant_time_compare(str(person.get("sub", "")), str(said["sub"])):
            raise TokenDoubtful
        return self.get_provider().sociallogin_from_response(request, {"id_token": said, "userinfo": person})

    def _keys(self) -> dict[str, Any]:
        return self._remembered(self.openid_config["jwks_uri"])

    def _remembered(self, address: str) -> dict[str, Any]:
        found: Any = cache.get_or_set(f"openid-{address}", lambda: self._get(address), _REMEMBERED_SECONDS)
        return _whole(found)

    def _get(self, address: str) -> Any:
        from allauth.socialaccount.adapter import get_adapter

        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
            return _whole(answer.json())


class NationalProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth is not typed
    """One provider of identities, by its profile."""

    oauth2_adapter_class = NationalAdapter
    pkce_enabled_default = True

    def leave(self, request: HttpRequest, *, onward: str, joining: bool) -> HttpResponse:
        """To the provider. What we want to know on the way back stays with us, under a state nobody can guess."""
        nonce = get_random_string(_NONCE_LENGTH)
        acr = PROFILES[self.app.provider_id].acr
        asked = {"nonce": nonce} | ({"acr_values": acr} if acr else {})
        response: HttpResponse = self.redirect(
            request, process="login", next_url=onward, scope=["openid"], auth_params=asked, nonce=nonce, joining=joining
        )
        return response

    def extract_common_fields(self, _data: object) -> dict[str, Any]:
        """Nothing of theirs goes into allauth's own tables: `foundation.accounts.identities` knows what to keep."""
        return {}

    def extract_email_addresses(self, _data: object) -> list[Any]:
        return []


def answers_this_visit(login: SocialLogin) -> bool:
    """Whether the token was made for the visit that is coming back, and not for another that somebody watched."""
    asked, answered = login.state.get("nonce", ""), login.account.extra_data["id_token"].get("nonce", "")
    return bool(asked) and constant_time_compare(str(asked), str(answered))


def _whole(found: Any) -> dict[str, Any]:
    """Half a description is none. Raises ValueError."""
    if not isinstance(found, dict) or not ("keys" in found or found.keys() >= _NEEDED):
        message = "not what a provider of identities says of itself"
        raise ValueError(message)
    return found


def _read(path: str) -> dict[str, Any]:
    """For a provider that does not publish what it is: the same facts, entered by hand."""
    return _whole(json.loads(Path(path).read_text(encoding="utf-8")))
