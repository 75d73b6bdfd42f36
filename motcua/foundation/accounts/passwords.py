"""Sign-in with a name and a password, looked up through the sign-in identities."""

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from motcua.foundation.accounts.models import Account, SignInIdentity

PROVIDER = "password"


class PasswordSignIn(BaseBackend):
    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> Account | None:
        """The account, or None as Django wants it. An unknown name costs as much time as a wrong password."""
        identity = (
            SignInIdentity.objects.select_related("account")
            .filter(provider=PROVIDER, subject=(username or "").strip().lower())
            .first()
        )
        if identity is None:
            Account().set_password(password)
            return None
        account = identity.account
        return account if account.check_password(password or "") and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """On every page: without an order to work out, as `first` would."""
        found = Account.objects.select_related("person").filter(pk=user_id, is_active=True)
        return next(iter(found), None)
