"""What a receipt says, for its XML and its paper alike (NĐ 123/2020/NĐ-CP, on the contents of receipts)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from motcua.blueprints.forms.display import address
from motcua.dossiers.models import Dossier, Representation, SettledHow
from motcua.effects.fee_receipts.models import FeeReceipt, Part
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.money.dong import dong, in_words

TITLES: dict[str, str] = {Part.PHI: "Biên lai thu phí", Part.LE_PHI: "Biên lai thu lệ phí"}
#: What the XML calls the kind of a line, as providers of receipts do.
KIND_CODES: dict[str, str] = {Part.PHI: "0", Part.LE_PHI: "1"}
HOW: dict[str, str] = {
    SettledHow.TRANSFER: "Chuyển khoản",
    SettledHow.CASH: "Tiền mặt",
    SettledHow.POST: "Qua bưu chính",
}


@dataclass(frozen=True, slots=True)
class Payer:
    name: str
    address: str
    tax_code: str = ""
    personal_id: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    kind: str
    name: str
    basis: str
    amount: int


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    form: str
    symbol: str
    number: str
    issued_on: date
    how: str
    collector: Mapping[str, str]
    payer: Payer
    lines: tuple[Line, ...]
    amount: int
    dossier: str
    procedure: str
    address: str
    #: The number of the receipt in whose place this one stands.
    replaces: str = ""

    @property
    def amount_in_figures(self) -> str:
        return dong(self.amount)

    @property
    def amount_in_words(self) -> str:
        words = in_words(self.amount)
        return words[0].upper() + words[1:]


def facts_of(receipt: FeeReceipt) -> Facts:
    dossier, symbol = receipt.duty.dossier, receipt.symbol
    return Facts(
        title=TITLES[receipt.part],
        form=symbol.form,
        symbol=symbol.symbol,
        number=numbered(receipt),
        issued_on=legal_day(receipt.issued_at),
        how=HOW[receipt.how],
        collector=receipt.collector,
        payer=Payer(receipt.payer_name, receipt.payer_address, receipt.payer_tax_code, receipt.payer_id),
        lines=tuple(
            Line(number, KIND_CODES[receipt.part], line["name"], line["basis"], line["amount"])
            for number, line in enumerate(receipt.lines, start=1)
        ),
        amount=receipt.amount,
        dossier=str(dossier.code),
        procedure=dossier.procedure_version.procedure.short_name,
        address=f"{settings.PUBLIC_URL}/dossiers/{dossier.code}/fee-receipts/{receipt.pk}",
        replaces=numbered(receipt.replaces) if receipt.replaces else "",
    )


def numbered(receipt: FeeReceipt) -> str:
    """Seven digits, as receipts have always been numbered."""
    return f"{receipt.number:07d}"


def payer_of(dossier: Dossier) -> Payer:
    """Whose dossier it is: the organisation, the person for whom somebody files, or whoever files for herself."""
    if organisation := dossier.holder_organisation:
        return Payer(organisation.name, address(organisation.address), tax_code=organisation.registration_code or "")
    ground = Representation.objects.filter(dossier=dossier).first()
    # In the words of whoever files: the receipt is handed to her, so it says nothing that only we know.
    who = (ground.holder_facts if ground else None) or dossier.applicant
    return Payer(who.full_name, address(who.residence or {}), personal_id=who.personal_id)
