"""The wire of VNPT: SOAP 1.1 around one string, which is OK with the numbers, or ERR with a code."""

import base64
import binascii
import re
from collections.abc import Mapping
from uuid import UUID

from lxml import etree
from lxml.builder import E as Elements

from motcua.dossiers.models import SettledHow
from motcua.effects.fee_receipts.facts import Facts, Line
from motcua.effects.fee_receipts.providers.port import Hindered, Issued, Obstacle, Order
from motcua.foundation.text.folding import nfc

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "http://tempuri.org/"
#: Tiền mặt, chuyển khoản. What the post has taken is cash.
METHODS: dict[str, str] = {SettledHow.TRANSFER: "CK", SettledHow.CASH: "TM", SettledHow.POST: "TM"}
#: Not subject to VAT: phí and lệ phí of the state.
NO_VAT = "-1"
#: A receipt of this key is there already.
KNOWN = "13"
#: The day lies before that of the last receipt.
TOO_EARLY = "30"
#: Cancelled or replaced before.
CANCELLED = "8"
OBSTACLES: dict[str, dict[str, Obstacle]] = {
    "ImportAndPublishInv": {
        "1": Obstacle.LOGIN,
        "3": Obstacle.CONTENT,
        "5": Obstacle.OTHER,
        "6": Obstacle.USED_UP,
        "7": Obstacle.LOGIN,
        "20": Obstacle.SERIES,
        "29": Obstacle.CERTIFICATE,
        TOO_EARLY: Obstacle.DAY,
    },
    "listInvByCusFkey": {"1": Obstacle.LOGIN, "4": Obstacle.SERIES, "7": Obstacle.LOGIN},
    "downloadInvPDFFkeyNoPay": {"1": Obstacle.LOGIN, "6": Obstacle.NOT_FOUND, "7": Obstacle.LOGIN},
    "cancelInv": {"1": Obstacle.LOGIN, "2": Obstacle.NOT_FOUND, "9": Obstacle.STATE},
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class Refused(Exception):
    """ERR with its code, before anybody has said what it means."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fkey(key: UUID) -> str:
    return key.hex


def envelope(method: str, arguments: Mapping[str, str]) -> bytes:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    call = etree.SubElement(
        etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{NAMESPACE}}}{method}", nsmap={None: NAMESPACE}
    )
    for name, value in arguments.items():
        etree.SubElement(call, f"{{{NAMESPACE}}}{name}").text = value
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def answer(body: bytes, *, method: str) -> str:
    """What the method said. Raises Refused; Hindered for whatever is no answer of this method."""
    said: str | None = _root(body).findtext(f".//{{{NAMESPACE}}}{method}Result")
    if said is None:
        raise Hindered(Obstacle.DOWN)
    if said.startswith("ERR:"):
        raise Refused(said.removeprefix("ERR:").strip())
    return said.strip()


def hindered(refused: Refused, *, method: str) -> Hindered:
    return Hindered(OBSTACLES[method].get(refused.code, Obstacle.OTHER))


def written(order: Order) -> str:
    facts = order.facts
    body = Elements.Invoice(*_texts(_head(order)), Elements.Products(*(_product(line) for line in facts.lines)))
    tree = Elements.Invoices(Elements.Inv(Elements.key(fkey(order.key)), body))
    return str(etree.tostring(tree, encoding="unicode"))


def published(said: str, order: Order) -> Issued:
    """`OK:<form>;<symbol>-<fkey>_<number>`, of the very receipt that was asked for."""
    facts = order.facts
    found = re.fullmatch(
        rf"OK:{re.escape(facts.form)};{re.escape(facts.symbol)}-{fkey(order.key)}_0*([1-9]\d{{0,6}})", said
    )
    if found is None:
        raise Hindered(Obstacle.DOWN)
    return Issued(facts.form, facts.symbol, int(found[1]))


def listed(said: str, order: Order) -> Issued | None:
    """The receipt of this key, where there is one."""
    item = _root(said.encode()).find("Item")
    if item is None:
        return None
    form, symbol, number = (item.findtext(name, "") for name in ("pattern", "serial", "invNum"))
    if (form, symbol) != (order.facts.form, order.facts.symbol) or not re.fullmatch(r"0*[1-9]\d{0,6}", number):
        raise Hindered(Obstacle.SERIES)
    return Issued(form, symbol, int(number))


def paper(said: str) -> bytes:
    try:
        content = base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        raise Hindered(Obstacle.DOWN) from None
    if not content.startswith(b"%PDF-"):
        raise Hindered(Obstacle.DOWN)
    return content


def _head(order: Order) -> dict[str, str]:
    """The payer's own number stays here: the provider issues for a name and, of an organisation, its tax code."""
    facts: Facts = order.facts
    return {
        "CusCode": facts.dossier,
        "CusName": facts.payer.name,
        "CusAddress": facts.payer.address,
        "CusTaxCode": facts.payer.tax_code,
        "Email": "",
        "ArisingDate": f"{facts.issued_on:%d/%m/%Y}",
        "PaymentMethod": METHODS[order.how],
        "PaymentStatus": "1",
        "Total": str(facts.amount),
        "VATRate": NO_VAT,
        "VATAmount": "0",
        "Amount": str(facts.amount),
        "AmountInWords": facts.amount_in_words,
        "Extra": facts.dossier,
        "Extra1": f"Thay thế biên lai số {facts.replaces}" if facts.replaces else "",
    }


def _product(line: Line) -> etree._Element:
    amount = str(line.amount)
    return Elements.Product(
        *_texts(
            {
                "Code": str(line.number),
                "ProdName": line.name,
                "ProdUnit": "",
                "ProdQuantity": "1",
                "ProdPrice": amount,
                "VATRate": NO_VAT,
                "Total": amount,
                "Amount": amount,
                "Extra1": line.basis,
                "Extra2": line.kind,
            }
        )
    )


def _texts(values: Mapping[str, str]) -> list[etree._Element]:
    return [Elements(name, nfc(value)) for name, value in values.items()]


def _root(body: bytes) -> etree._Element:
    try:
        root: etree._Element = etree.fromstring(body, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        raise Hindered(Obstacle.DOWN) from None
    if root.getroottree().docinfo.doctype:
        raise Hindered(Obstacle.DOWN)
    return root
