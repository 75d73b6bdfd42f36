"""The register's own wire: SOAP envelopes of the namespace http://dancuquocgia.bca, and what stands in them."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from motcua.effects.registries.population.port import (
    FactsDiffer,
    NobodyFound,
    PersonFacts,
    Question,
    RegisterDown,
)
from motcua.foundation.accounts.models import Gender
from motcua.foundation.text.folding import fold, nfc

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "http://dancuquocgia.bca"
LOOK_UP = "TraCuuThongTinCongDan"
_PREFIXES = {"soapenv": ENVELOPE, "dan": NAMESPACE}
_GENDERS = {"1": Gender.MALE, "2": Gender.FEMALE}
_WHOLE_DATE, _YEAR = 8, 4
_LONGEST_PROCEDURE = 20


@dataclass(frozen=True, slots=True)
class Door:
    """Where the register is and what lets us in."""

    url: str
    user: str
    secret: str
    #: Our own name on the data axis: <instance>/<class>/<member>/<subsystem>.
    member: str
    api_key: str
    #: Which set of facts was granted to us (mã tích hợp).
    data_set: str


def headers(door: Door, *, at: datetime) -> dict[str, str]:
    """The password is a digest of address, user, moment and secret, so that it is another one each time."""
    timestamp = str(int(at.timestamp() * 1000))
    digest = hashlib.sha256(f"{door.url}{door.user}{timestamp}{door.secret}".encode()).hexdigest()
    return {
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": '""',
        "Timestamp": timestamp,
        "Authorization": "Basic " + base64.b64encode(f"{door.user}:{digest}".encode()).decode(),
        "X-Road-Client": door.member,
        "ApiKey": door.api_key,
    }


def request(question: Question, *, data_set: str) -> bytes:
    """The children in the order that the register insists on."""
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap=_PREFIXES)
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Header")
    body = etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")
    look_up = etree.SubElement(body, f"{{{NAMESPACE}}}{LOOK_UP}")
    for name, text in (
        ("MaYeuCau", str(question.request_id)),
        ("MaDVC", question.procedure[:_LONGEST_PROCEDURE]),
        ("MaTichHop", data_set),
        ("MaCanBo", question.asked_by),
        ("SoDinhDanh", question.personal_id),
        ("HoVaTen", question.full_name.upper()),
    ):
        etree.SubElement(look_up, f"{{{NAMESPACE}}}{name}").text = text
    born = etree.SubElement(look_up, f"{{{NAMESPACE}}}NgayThangNamSinh")
    figures = question.birth_date.replace("-", "")
    name = "NgayThangNam" if len(figures) == _WHOLE_DATE else "Nam"
    etree.SubElement(born, f"{{{NAMESPACE}}}{name}").text = figures if name == "NgayThangNam" else figures[:_YEAR]
    content: bytes = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
    return content


def answer(content: bytes, *, question: Question) -> PersonFacts:
    """Raises RegisterDown for anything but a whole answer about the person who was asked about."""
    citizens = _read(content).findall(".//{*}CongDan")
    if not citizens:
        raise NobodyFound
    facts = _facts(citizens[0])
    if facts.personal_id != question.personal_id or not facts.full_name or not facts.birth_date:
        raise RegisterDown
    if fold(facts.full_name) != fold(question.full_name) or not _same_birth(facts.birth_date, question.birth_date):
        raise FactsDiffer
    return facts


def _read(content: bytes) -> Any:
    """No entities, no network, no huge trees: an answer is a page long."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise RegisterDown from problem
    if root.tag != f"{{{ENVELOPE}}}Envelope" or root.find(".//{*}Fault") is not None:
        raise RegisterDown
    if root.find(".//{*}CongdanCollection") is None:
        raise RegisterDown
    return root


def _facts(citizen: Any) -> PersonFacts:
    name = " ".join(
        part for part in (_text(citizen, f"HoVaTen/{{*}}{each}") for each in ("Ho", "ChuDem", "Ten")) if part
    )
    return PersonFacts(
        personal_id=_text(citizen, "SoDinhDanh"),
        full_name=name,
        birth_date=_date(
            _text(citizen, "NgayThangNamSinh/{*}NgayThangNam") or _text(citizen, "NgayThangNamSinh/{*}Nam")
        ),
        gender=_GENDERS.get(_text(citizen, "GioiTinh"), Gender.UNKNOWN),
        ethnic_group=_text(citizen, "DanToc"),
        residence={
            part: _text(citizen, f"ThuongTru/{{*}}{name}")
            for part, name in (("province", "MaTinhThanh"), ("commune", "MaPhuongXa"), ("detail", "ChiTiet"))
        },
    )


def _text(element: Any, path: str) -> str:
    return nfc(element.findtext(f"{{*}}{path}") or "").strip()


def _date(figures: str) -> str:
    """Eight figures as an ISO date; a year alone stays one; anything else is nothing."""
    if not figures.isascii() or not figures.isdigit():
        return ""
    if len(figures) == _WHOLE_DATE:
        return f"{figures[:4]}-{figures[4:6]}-{figures[6:]}"
    return figures if len(figures) == _YEAR else ""


def _same_birth(known: str, asked: str) -> bool:
    """As far as both know it."""
    return known.startswith(asked) or asked.startswith(known)
