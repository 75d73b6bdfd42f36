"""Accounts of the imaginary province: every agency that decides has one, at a bank that there is."""

from motcua.effects.payments.models import PayeeAccount
from motcua.foundation.organisations.demo import SINCE
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency
from motcua.foundation.text.folding import fold

_WITHOUT = (AgencyKind.PROVINCIAL_SERVICE_CENTRE, AgencyKind.COMMUNE_SERVICE_CENTRE)
_BANK_BIN, _BANK_NAME = "970436", "Vietcombank"
_FIRST_ACCOUNT = 9900_0000_0000


def load() -> None:
    """Twice is once. The numbers are invented."""
    for agency in Agency.objects.exclude(kind__in=_WITHOUT):
        PayeeAccount.objects.get_or_create(
            agency=agency,
            valid_to=None,
            defaults={
                "bank_bin": _BANK_BIN,
                "bank_name": _BANK_NAME,
                "account": str(_FIRST_ACCOUNT + agency.pk),
                "name": fold(agency.name).upper()[:120],
                "valid_from": SINCE,
            },
        )
