"""Issue receipts: one for phí and one for lệ phí of a duty that is paid; the same duty again gives the same ones.

Those of a series that a provider issues are asked for instead (`asking.py`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from motcua.dossiers.models import FeeDuty, SettledHow
from motcua.effects.fee_receipts import asking, drawing, signature, xml
from motcua.effects.fee_receipts.facts import Facts, Payer, facts_of, numbered, payer_of
from motcua.effects.fee_receipts.keeping import kept
from motcua.effects.fee_receipts.models import FeeReceipt, Part, ReceiptRequest, ReceiptSymbol
from motcua.effects.fee_receipts.numbering import NoReceiptSymbol, next_of, series_of, symbols_of
from motcua.foundation.calendar.arithmetic import VIETNAM, legal_day
from motcua.foundation.organisations.models import Agency

#: Money that came to us. Whoever paid the treasury has the treasury's receipt.
RECEIPTED = frozenset({SettledHow.TRANSFER, SettledHow.CASH, SettledHow.POST})
READ_WITH = (
    "dossier__procedure_version__procedure",
    "dossier__deciding_agency",
    "dossier__receiving_unit",
    "dossier__applicant",
    "dossier__holder_organisation",
)


@transaction.atomic
def issue(duty_id: int) -> list[FeeReceipt]:
    """Those that are ours; of a provider they are only asked for. Raises NoReceiptSymbol, ReceiptsUsedUp, SealExpired.

    Job and desk may both ask at once: the duty's row lets one of them make them and the other find them. A part whose
    receipt was cancelled stays without one, until the cashier replaces it.
    """
    duty = FeeDuty.objects.select_for_update(of=("self",)).select_related(*READ_WITH).get(pk=duty_id)
    has = {part for of in (duty.fee_receipts, duty.receipt_requests) for part in of.values_list("part", flat=True)}
    made_now = [_first(duty, part, lines) for part, lines in parts_of(duty) if part not in has]
    return [each for each in made_now if isinstance(each, FeeReceipt)]


def parts_of(duty: FeeDuty) -> Sequence[tuple[Part, list[dict[str, Any]]]]:
    """Of each kind what was paid to us; nothing of a duty that is open, free, or paid elsewhere."""
    if duty.settled_how not in RECEIPTED:
        return ()
    of = {part: [line for line in duty.lines if line["kind"] == part and line["amount"]] for part in Part}
    return [(part, lines) for part, lines in of.items() if lines]


def _first(duty: FeeDuty, part: Part, lines: Sequence[dict[str, Any]]) -> FeeReceipt | ReceiptRequest:
    assert duty.settled_at is not None, "only what is paid has parts"
    kept = [{"name": line["name"], "amount": line["amount"], "basis": line.get("basis", "")} for line in lines]
    return made(duty, part=part, lines=kept, payer=payer_of(duty.dossier), at=duty.settled_at)


def made(
    duty: FeeDuty,
    *,
    part: str,
    lines: Sequence[dict[str, Any]],
    payer: Payer,
    at: datetime,
    replaces: FeeReceipt | None = None,
) -> FeeReceipt | ReceiptRequest:
    """The duty is held. The series comes late: its lock is shared by everyone who pays this agency."""
    agency = collector_of(duty, at=at)
    symbol = series_of(agency, on=legal_day(at))
    receipt = FeeReceipt(
        id=uuid4(),
        duty=duty,
        part=part,
        symbol=symbol,
        collector={"name": agency.name, "tax_code": symbol.tax_code, "address": agency.address},
        payer_name=payer.name,
        payer_address=payer.address,
        payer_tax_code=payer.tax_code,
        lines=list(lines),
        amount=sum(line["amount"] for line in lines),
        how=duty.settled_how,
        issued_at=_not_before_the_last(symbol, at),
        replaces=replaces,
    )
    receipt.payer_id = payer.personal_id
    if symbol.provider:
        return asking.request_of(receipt)
    receipt.number = next_of(symbol)
    _sign_and_keep(receipt)
    return receipt


def collector_of(duty: FeeDuty, *, at: datetime) -> Agency:
    """The agency that decides collects, where it has receipts of its own; otherwise its one-stop unit does.

    Raises NoReceiptSymbol.
    """
    dossier, day = duty.dossier, legal_day(at)
    found = next(
        (each for each in (dossier.deciding_agency, dossier.receiving_unit) if symbols_of(each, on=day).exists()), None
    )
    if found is None:
        raise NoReceiptSymbol(code=dossier.code)
    return found


def stamp_of(receipt: FeeReceipt) -> drawing.Stamp:
    signed_at = f"{receipt.issued_at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}"
    return drawing.Stamp(
        receipt.signed_by, signed_at, f"ĐÃ HỦY: {receipt.cancelled_why}" if receipt.cancelled_why else ""
    )


def _sign_and_keep(receipt: FeeReceipt) -> None:
    facts, at = facts_of(receipt), receipt.issued_at
    receipt.xml = _xml(receipt, facts)
    receipt.pdf = kept(drawing.paper(facts, stamp_of(receipt), at=at), name=f"bien-lai-{numbered(receipt)}.pdf", at=at)
    receipt.save(force_insert=True)


def _xml(receipt: FeeReceipt, facts: Facts) -> bytes:
    root, seal = xml.built(facts), signature.seal()
    if seal is not None:
        signature.sign(root, by=seal, at=receipt.issued_at)
        receipt.signed_by = seal.name
    return xml.written(root)


def _not_before_the_last(symbol: ReceiptSymbol, at: datetime) -> datetime:
    """Numbers follow the days: a receipt that was held up bears no earlier moment than the number before it."""
    ours = symbol.receipts.order_by("-number").values_list("issued_at", flat=True).first()
    last = asking.last_day_of(symbol) if symbol.provider else ours
    return max(at, last) if last else at
