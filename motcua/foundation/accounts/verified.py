"""Since when an account is known to be a verified person's. What is filed afterwards carries it (K4.5 of QĐ 766).

Others read the rows `accounts_identityverification` beside the dossiers, with the same condition: an account's first
`at` is not after the filing.
"""

from datetime import datetime
from typing import Protocol

from django.db.models import Min

from motcua.foundation.accounts.models import IdentityVerification


class Filed(Protocol):
    """A dossier, as far as this ring needs to know it."""

    @property
    def applicant_account_id(self) -> int | None: ...

    @property
    def submitted_at(self) -> datetime | None: ...


def verified_since(account_id: int | None) -> datetime | None:
    """Since when a provider of identities has vouched for the person behind the account."""
    rows = IdentityVerification.objects.filter(account=account_id)
    first: datetime | None = rows.aggregate(first=Min("at"))["first"]
    return first


def verified_at_filing(filed: Filed) -> bool:
    """What the national portal calls TaiKhoanDuocXacThucVoiVNeID. Whoever files at the counter has no account here."""
    since = verified_since(filed.applicant_account_id) if filed.applicant_account_id else None
    return since is not None and filed.submitted_at is not None and since <= filed.submitted_at
