"""Where allauth hands over to us: which providers there are, who has arrived, and what went wrong."""

from collections.abc import Iterator
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest

from motcua.foundation.accounts.openid.profiles import offered, setting
from motcua.sites.ui import sign_in_elsewhere


class Arrivals(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is not typed
    def list_apps(self, _request: HttpRequest, provider: str | None = "", **_: object) -> list[SocialApp]:
        """From the settings alone: nobody adds a provider of identities by a row in a table."""
        return [app for app in _apps() if provider in {"", None, "openid_connect", app.provider_id}]

    def populate_user(self, _request: HttpRequest, sociallogin: SocialLogin, _data: object) -> Any:
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        raise ImmediateHttpResponse(sign_in_elsewhere.arrived(request, sociallogin))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        **_: object,
    ) -> None:
        raise ImmediateHttpResponse(
            sign_in_elsewhere.failed(request, provider.app.provider_id, error=error or "", exception=exception)
        )


def _apps() -> Iterator[SocialApp]:
    for profile in offered():
        yield SocialApp(
            provider="openid_connect",
            provider_id=profile.key,
            name=profile.name,
            client_id=setting(profile, "ID"),
            secret=setting(profile, "SECRET"),
            settings={
                "server_url": setting(profile, "URL"),
                "metadata": setting(profile, "METADATA"),
                # integrations: the secret goes in the body, at both.
                "token_auth_method": "client_secret_post",
            },
        )
