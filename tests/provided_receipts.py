"""A collecting body that buys its receipts: its series is the provider's, and the provider is a stand-in."""

import json
from pathlib import Path

from django.conf import LazySettings

from motcua.effects.fee_receipts.models import ReceiptSymbol
from motcua.effects.fee_receipts.providers.vnpt import stand_in
from motcua.effects.fee_receipts.providers.vnpt.stand_in import VnptStandIn

NAME = "vnpt-minh-tan"


def led_to(opened: VnptStandIn, settings: LazySettings, folder: Path) -> None:
    file = folder / "receipt-providers.json"
    file.write_text(json.dumps({NAME: stand_in.access(opened.url)}))
    settings.RECEIPT_PROVIDERS = str(file)


def bought() -> ReceiptSymbol:
    """In place of the agency's own series."""
    own = ReceiptSymbol.objects.filter(agency__code="H99.1", year=2026)
    own.update(ended_on="2026-01-31")
    first = own.get()
    return ReceiptSymbol.objects.create(
        agency=first.agency,
        form=stand_in.FORM,
        symbol=stand_in.SYMBOL,
        year=2026,
        tax_code=first.tax_code,
        stock=100,
        registered_on="2026-02-01",
        provider=NAME,
    )
