"""Keys of the cast: an authority for trying issues them, and they lie in files."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings

from motcua.dossiers.rules.actor import Actor
from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.trial.authority import Authority, Issued
from tests.world import MONDAY

_SINCE = MONDAY - timedelta(days=300)
_PASSWORD = "khoa-thu"


@lru_cache(maxsize=1)
def authority() -> Authority:
    return Authority.founded("Cơ quan chứng thực thử", at=_SINCE)


@lru_cache(maxsize=16)
def issued(name: str) -> Issued:
    """Made once for a run: a key takes longer than a test."""
    return authority().issue(name, at=_SINCE)


def folder_of_keys(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(settings, "SIGNING_KEYS_DIR", folder)
    monkeypatch.setattr(settings, "SIGNING_PASSWORD", _PASSWORD)


def key_of(actor: Actor) -> SigningKey:
    account = Account.objects.select_related("person").get(pk=actor.account_id or 0)
    return _noted(issued(account.person.full_name), f"account-{account.pk}.p12", account=account)


def seal_of(agency: Agency) -> SigningKey:
    return _noted(issued(agency.name), f"agency-{agency.pk}.p12", agency=agency)


def _noted(made: Issued, reference: str, **whose: Account | Agency) -> SigningKey:
    (Path(settings.SIGNING_KEYS_DIR) / reference).write_bytes(made.pkcs12(_PASSWORD))
    return SigningKey.objects.create(
        kind=KeyKind.FILE, reference=reference, certificate=made.pem, noted_at=_SINCE, **whose
    )
