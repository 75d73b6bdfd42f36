"""Series of the invented province: one for each agency that decides about dossiers with a fee."""

from datetime import date

from motcua.effects.fee_receipts.models import ReceiptSymbol
from motcua.foundation.organisations.models import Agency

#: Invented, and of no collecting body.
TAX_CODES = {
    "H99.1": "2900000011",
    "H99.2": "2900000022",
    "H99.4": "2900000033",
    "H99.5": "2900000044",
    "H99.3.1": "2900000055",
    "H99.3.2": "2900000066",
    "G01.99": "2900000077",
    "G01.99.1": "2900000088",
    "G01.99.2": "2900000099",
}
STOCK = 100_000
YEARS = (2026, 2027)


def load() -> None:
    """Twice is once."""
    for agency in Agency.objects.filter(code__in=TAX_CODES):
        for year in YEARS:
            ReceiptSymbol.objects.get_or_create(
                agency=agency,
                form="01BLP0-001",
                symbol=f"AA-{year % 100}E",
                defaults={
                    "year": year,
                    "tax_code": TAX_CODES[agency.code],
                    "stock": STOCK,
                    "registered_on": date(year, 1, 1),
                },
            )
