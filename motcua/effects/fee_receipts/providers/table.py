"""Which providers there are, and who issues a series."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings

from motcua.effects.fee_receipts.models import ReceiptSymbol
from motcua.effects.fee_receipts.providers.port import Hindered, Issuer, Obstacle
from motcua.effects.fee_receipts.providers.vnpt import client as vnpt

KINDS: dict[str, Callable[[Mapping[str, str]], Issuer]] = {"vnpt": vnpt.issuer}


def issuer_of(series: ReceiptSymbol) -> Issuer:
    """Read anew each time: a changed password needs no restart. Raises Hindered."""
    try:
        accounts = json.loads(Path(settings.RECEIPT_PROVIDERS).read_text(encoding="utf-8"))
        access = accounts[series.provider]
        return KINDS[access["kind"]](access)
    except (OSError, ValueError, KeyError, TypeError):
        raise Hindered(Obstacle.NOT_SET_UP) from None
