"""A receipt on paper: which drawing holds on which day, and the facts as it shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from motcua.effects.fee_receipts.facts import Facts
from motcua.foundation.money.dong import dong
from motcua.foundation.typesetting.press import qr, typeset

FOLDER = Path(__file__).parent / "layouts"


@dataclass(frozen=True, slots=True)
class Drawing:
    valid_from: date

    @property
    def path(self) -> Path:
        return FOLDER / f"fee-receipt-{self.valid_from.isoformat()}.typ"


#: The official drawing of an electronic receipt was not seen; the contents are those that the decree lists.
DRAWINGS: tuple[Drawing, ...] = (Drawing(date(2025, 6, 1)),)


class NoDrawingYet(LookupError):
    """No drawing was in force on that day."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who signed the XML, and when; or that nobody did. `cancelled` is what stands across the paper."""

    signed_by: str
    signed_at: str
    cancelled: str = ""


def drawing_for(*, on: date) -> Drawing:
    in_force = [drawing for drawing in DRAWINGS if drawing.valid_from <= on]
    if not in_force:
        raise NoDrawingYet(on)
    return max(in_force, key=lambda drawing: drawing.valid_from)


def paper(facts: Facts, stamp: Stamp, *, at: datetime) -> bytes:
    day = facts.issued_on
    shown = {
        "title": facts.title,
        "form": facts.form,
        "symbol": facts.symbol,
        "number": facts.number,
        "issued_on": f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        "how": facts.how,
        "collector": {key: facts.collector[key] for key in ("name", "tax_code", "address")},
        "payer": {
            "name": facts.payer.name,
            "address": facts.payer.address,
            "tax_code": facts.payer.tax_code,
            "personal_id": facts.payer.personal_id,
        },
        "lines": [{"name": line.name, "basis": line.basis, "amount": dong(line.amount)} for line in facts.lines],
        "amount": facts.amount_in_figures,
        "words": facts.amount_in_words,
        "dossier": facts.dossier,
        "procedure": facts.procedure,
        "replaces": facts.replaces,
        "signed_by": stamp.signed_by,
        "signed_at": stamp.signed_at,
        "cancelled": stamp.cancelled,
        "qr": qr(facts.address),
    }
    return typeset(drawing_for(on=day).path, facts=shown, at=at)
