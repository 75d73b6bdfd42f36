"""The elements of a receipt in XML, by the day from which they hold. Data: a new format is a table and a line.

Marks say how sure we are. S: seen in a public source (QĐ 1271/QĐ-CT of 30 May 2025 for the naming of elements, dates,
numbers, the place and shape of the signature; interfaces of providers for TBLai, KHMSBLai, KHBLai, SBLai). I: inferred
from the invoice's body in the same decision; the receipt's own table was not seen. Before a real registration the
marks I are to be compared with the decision.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Mark = Literal["S", "I"]


@dataclass(frozen=True, slots=True)
class Element:
    """`path` below the signed data, `fact` by its dotted name; what is empty is left out."""

    path: str
    fact: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class XmlLayout:
    valid_from: date
    version: str
    elements: tuple[Element, ...]
    #: One for each fee, below `lines_in`.
    lines_in: str
    line: tuple[Element, ...]
    #: After the lines.
    totals: tuple[Element, ...]

    @property
    def schema(self) -> str:
        return f"receipt-{self.valid_from.isoformat()}.xsd"


LAYOUTS: tuple[XmlLayout, ...] = (
    XmlLayout(
        valid_from=date(2025, 6, 1),
        version="2.1.0",  # I
        elements=(
            Element("TTChung/PBan", "version", "S"),
            Element("TTChung/TBLai", "title", "S"),
            Element("TTChung/KHMSBLai", "form", "S"),
            Element("TTChung/KHBLai", "symbol", "S"),
            Element("TTChung/SBLai", "number", "S"),
            Element("TTChung/NLap", "issued_on", "S"),
            Element("TTChung/DVTTe", "currency", "I"),
            Element("TTChung/HTTToan", "how", "I"),
            Element("TTChung/MHSo", "dossier", "I"),
            Element("TTChung/SBLaiTThe", "replaces", "I"),
            Element("NDBLai/NBan/Ten", "collector.name", "I"),
            Element("NDBLai/NBan/MST", "collector.tax_code", "I"),
            Element("NDBLai/NBan/DChi", "collector.address", "I"),
            Element("NDBLai/NMua/Ten", "payer.name", "I"),
            Element("NDBLai/NMua/MST", "payer.tax_code", "I"),
            Element("NDBLai/NMua/CCCDan", "payer.personal_id", "I"),
            Element("NDBLai/NMua/DChi", "payer.address", "I"),
        ),
        lines_in="NDBLai/DSKThu",
        line=(
            Element("STT", "number", "I"),
            Element("MLoai", "kind", "I"),
            Element("Ten", "name", "I"),
            Element("STien", "amount", "I"),
        ),
        totals=(
            Element("NDBLai/TToan/TgTTTBSo", "amount", "S"),
            Element("NDBLai/TToan/TgTTTBChu", "amount_in_words", "S"),
        ),
    ),
)


class NoXmlLayoutYet(LookupError):
    """No format was in force on that day."""


def xml_layout_for(*, on: date) -> XmlLayout:
    in_force = [layout for layout in LAYOUTS if layout.valid_from <= on]
    if not in_force:
        raise NoXmlLayoutYet(on)
    return max(in_force, key=lambda layout: layout.valid_from)
