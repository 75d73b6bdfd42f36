"""A receipt as XML: `BLai{DLBLai, DSCKS{NBan}}`. No space stands between elements, which could break a signature."""

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from lxml import etree

from motcua.effects.fee_receipts.facts import Facts
from motcua.effects.fee_receipts.xml_layouts import Element, xml_layout_for

#: What the signature refers to.
DATA_ID = "data"
CURRENCY = "VND"


def built(facts: Facts) -> etree._Element:
    """Unsigned: the place of the collecting body's signature is empty."""
    layout = xml_layout_for(on=facts.issued_on)
    root = etree.Element("BLai")
    data = etree.SubElement(root, "DLBLai", Id=DATA_ID)
    constant = {"version": layout.version, "currency": CURRENCY}
    _fill(data, layout.elements, facts, constant)
    lines = _at(data, layout.lines_in)
    for line in facts.lines:
        _fill(etree.SubElement(lines, "KThu"), layout.line, line, {})
    _fill(data, layout.totals, facts, constant)
    etree.SubElement(etree.SubElement(root, "DSCKS"), "NBan")
    return root


def written(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _fill(under: etree._Element, elements: Iterable[Element], facts: object, constant: Mapping[str, str]) -> None:
    for element in elements:
        value = constant.get(element.fact) or _fact(facts, element.fact)
        if value != "":
            _at(under, element.path).text = str(value)


def _fact(facts: object, name: str) -> Any:
    return reduce(lambda of, key: of[key] if isinstance(of, Mapping) else getattr(of, key), name.split("."), facts)


def _at(under: etree._Element, path: str) -> etree._Element:
    """The element at that path, made where it is not there yet."""
    for name in path.split("/"):
        found = under.find(name)
        under = found if found is not None else etree.SubElement(under, name)
    return under
