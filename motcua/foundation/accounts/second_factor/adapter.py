"""What allauth asks of us: seal its secrets, and name the house and the officer."""

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from motcua.foundation.accounts.models import Account
from motcua.foundation.accounts.sealed import seal, unseal


class Sealed(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is not typed
    def encrypt(self, text: str) -> str:
        return seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text.encode())

    def get_totp_issuer(self) -> str:
        return settings.PROVINCE_NAME

    def get_totp_label(self, user: Account) -> str:
        return user.person.full_name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": context.request.get_host().partition(":")[0], "name": settings.PROVINCE_NAME}

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, object]:
        name = user.person.full_name
        return {"id": str(user.pk).encode(), "display_name": name, "name": name}
