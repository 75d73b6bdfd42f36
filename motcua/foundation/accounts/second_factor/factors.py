"""Which factors an account has, and whether one that is shown is good. allauth.mfa does the arithmetic.

A code is good once: the period of the last one is kept with the secret, in the database, so that neither another
process nor another second takes it again (RFC 6238, section 5.2).
"""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction

from motcua.foundation.accounts.models import Account
from motcua.foundation.refusals import Refusal

Type = Authenticator.Type
_LAST = "last_period"


class FactorWrong(Refusal):
    """The code or key that was shown is not this account's, or was used already."""


class LastFactor(Refusal):
    """Officers come in with a second factor here: the last one is not taken away."""


def of(account: Account) -> list[Authenticator]:
    """Without the codes for a bad day, which are no factor of their own."""
    return list(Authenticator.objects.filter(user=account).exclude(type=Type.RECOVERY_CODES).order_by("pk"))


def has_any(account: Account) -> bool:
    return bool(Authenticator.objects.filter(user=account).exclude(type=Type.RECOVERY_CODES).exists())


@transaction.atomic
def check_code(account: Account, code: str, *, at: datetime) -> str:
    """The type of the factor that a typed code belongs to. Raises FactorWrong."""
    typed = "".join(code.split())
    rows = {row.type: row for row in Authenticator.objects.select_for_update().filter(user=account)}
    if Type.TOTP in rows and _is_now(rows[Type.TOTP], typed):
        used = rows[Type.TOTP]
    elif Type.RECOVERY_CODES in rows and RecoveryCodes(rows[Type.RECOVERY_CODES]).validate_code(typed):
        used = Authenticator.objects.get(pk=rows[Type.RECOVERY_CODES].pk)
    else:
        raise FactorWrong
    used.last_used_at = at
    used.save(update_fields=["data", "last_used_at"])
    return str(used.type)


def check_passkey(account: Account, credential: dict[str, Any], *, at: datetime) -> str:
    """Raises FactorWrong."""
    try:
        used = webauthn.complete_authentication(account, credential)
    except (ValidationError, ValueError, TypeError, KeyError) as wrong:
        raise FactorWrong from wrong
    used.last_used_at = at
    used.save(update_fields=["last_used_at"])
    return str(used.type)


@transaction.atomic
def add_app(account: Account, *, secret: str, code: str) -> None:
    """The telephone shows that it has the secret before we ask it for codes. Raises FactorWrong."""
    if not totp.validate_totp_code(secret, "".join(code.split())):
        raise FactorWrong
    Authenticator.objects.filter(user=account, type=Type.TOTP).delete()
    totp.TOTP.activate(account, secret)


def add_passkey(account: Account, *, name: str, credential: dict[str, Any]) -> None:
    """Raises FactorWrong."""
    try:
        webauthn.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError) as wrong:
        raise FactorWrong from wrong
    webauthn.WebAuthn.add(account, name, credential)


@transaction.atomic
def new_recovery_codes(account: Account) -> list[str]:
    """Ten codes, each good once, instead of those that there were."""
    Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    return codes


def recovery_codes_left(account: Account) -> int:
    row = Authenticator.objects.filter(user=account, type=Type.RECOVERY_CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


@transaction.atomic
def remove(account: Account, *, number: int, required: bool) -> None:
    """Raises Authenticator.DoesNotExist, LastFactor. Codes for a bad day go with the last factor."""
    Account.objects.select_for_update().get(pk=account.pk)
    rows = of(account)
    row = Authenticator.objects.exclude(type=Type.RECOVERY_CODES).get(pk=number, user=account)
    if required and len(rows) == 1:
        raise LastFactor
    row.delete()
    if len(rows) == 1:
        forget(account)


def forget(account: Account) -> None:
    """Everything: for an officer who has lost all of it and shown who she is."""
    Authenticator.objects.filter(user=account).delete()


def _is_now(row: Authenticator, typed: str) -> bool:
    secret = decrypt(row.data["secret"])
    for period in totp.yield_hotp_counters_from_time():
        fits = totp.compare_user_code(actual=typed, expected=totp.format_hotp_value(totp.hotp_value(secret, period)))
        if fits and period > row.data.get(_LAST, 0):
            row.data[_LAST] = period
            return True
    return False
