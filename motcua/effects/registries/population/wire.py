"""The register's own wire: SOAP envelopes of the namespace http://dancuquocgia.bca, and what stands in them."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from motcua.effects.registries.population.port import FactsDiffer, NobodyFound, PersonFacts, Question, Verified
from motcua.effects.registries.population.styles import AXIS, Style
from motcua.effects.registries.port import Fact, RegisterDown
from motcua.foundation.accounts.models import Gender
from motcua.foundation.text.folding import fold, nfc

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
NAMESPACE = "http://dancuquocgia.bca"
LOOK_UP = "TraCuuThongTinCongDan"
VERIFY = "XacThucThongTinCongDan"
_PREFIXES = {"soapenv": ENVELOPE, "dan": NAMESPACE}
_GENDERS = {"1": Gender.MALE, "2": Gender.FEMALE}
_WHOLE_DATE, _YEAR = 8, 4
_LONGEST_PROCEDURE = 20
#: A number of before the twelve digits (chứng minh nhân dân) has an element of its own.
_OLD_NUMBER = 9
#: What a verification says yes or no to.
_VERIFIED = {Fact.PERSONAL_ID: "SoDinhDanh", Fact.FULL_NAME: "HoVaTen", Fact.BIRTH_DATE: "NgayThangNamSinh"}
_YES, _NO = frozenset({"true", "1"}), frozenset({"false", "0"})


@dataclass(frozen=True, slots=True)
class Door:
    """Where the register is and what lets us in."""

    url: str
    user: str
    secret: str
    #: Our own name on the data axis: <instance>/<class>/<member>/<subsystem>.
    member: str
    api_key: str
    #: Which set of facts was granted to us (mã tích hợp), and which one only verifies.
    data_set: str
    verify_set: str = "003"
    style: Style = AXIS


def headers(door: Door, *, at: datetime) -> dict[str, str]:
    """The password is a digest of address, user, moment and secret, so that it is another one each time."""
    timestamp = str(int(at.timestamp() * (1 if door.style.in_seconds else 1000)))
    digest = hashlib.sha256(f"{door.url}{door.user}{timestamp}{door.secret}".encode()).hexdigest()
    pair = base64.b64encode(f"{door.api_key}:{door.secret}".encode()).decode()
    return {
        **({"AuthHash": pair} if door.style.auth_hash else {}),
        "Content-Type": "text/xml; charset=utf-8",
        "SOAPAction": '""',
        "Timestamp": timestamp,
        "Authorization": "Basic " + base64.b64encode(f"{door.user}:{digest}".encode()).decode(),
        "X-Road-Client": door.member,
        "ApiKey": door.api_key,
    }


def request(question: Question, *, data_set: str, operation: str = LOOK_UP, style: Style = AXIS) -> bytes:
    """The children in the order that the register insists on."""
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap=_PREFIXES)
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Header")
    body = etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")
    look_up = etree.SubElement(body, f"{{{NAMESPACE}}}{operation}")
    for name, text in (
        ("MaYeuCau", str(question.request_id)),
        ("MaDVC", question.procedure[:_LONGEST_PROCEDURE]),
        ("MaTichHop", data_set),
        ("MaCanBo", question.asked_by),
        *((("MaDonVi", style.unit), ("TaiKhoan", style.account), ("SoDienThoai", style.phone)) if style.unit else ()),
        number(question),
        ("HoVaTen", question.full_name.upper()),
    ):
        etree.SubElement(look_up, f"{{{NAMESPACE}}}{name}").text = text
    born = etree.SubElement(look_up, f"{{{NAMESPACE}}}NgayThangNamSinh")
    name, figures = birth(question)
    etree.SubElement(born, f"{{{NAMESPACE}}}{name}").text = figures
    content: bytes = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
    return content


def number(question: Question) -> tuple[str, str]:
    """The element of the number, and what stands in it."""
    is_old = len(question.personal_id) == _OLD_NUMBER
    return ("SoCMND" if is_old else "SoDinhDanh", question.personal_id)


def birth(question: Question) -> tuple[str, str]:
    figures = question.birth_date.replace("-", "")
    return ("NgayThangNam", figures) if len(figures) == _WHOLE_DATE else ("Nam", figures[:_YEAR])


def answer(content: bytes, *, question: Question) -> PersonFacts:
    """Raises RegisterDown for anything but a whole answer about the person who was asked about."""
    root = _read(content)
    if root.find(".//{*}CongdanCollection") is None:
        raise RegisterDown
    citizen = root.find(".//{*}CongDan")
    if citizen is None:
        raise NobodyFound
    facts = _facts(citizen)
    numbers = (facts.personal_id, _text(citizen, "SoCMND"))
    if question.personal_id not in numbers or not facts.full_name or not facts.birth_date:
        raise RegisterDown
    differing = _differing(facts, question)
    if differing:
        raise FactsDiffer(differing=differing)
    return facts


def verified(content: bytes) -> Verified:
    """Raises RegisterDown where something is said neither yes nor no to, and NobodyFound."""
    told = _read(content).find(".//{*}KetQuaXacThuc")
    if told is None:
        raise RegisterDown
    if not _is_yes(told, "TonTai"):
        raise NobodyFound
    return {fact: _is_yes(told, name) for fact, name in _VERIFIED.items()}


def _is_yes(told: Any, name: str) -> bool:
    said = _text(told, name).lower()
    if said not in _YES | _NO:
        raise RegisterDown
    return said in _YES


def _differing(facts: PersonFacts, question: Question) -> tuple[Fact, ...]:
    same = {
        Fact.FULL_NAME: fold(facts.full_name) == fold(question.full_name),
        Fact.BIRTH_DATE: _same_birth(facts.birth_date, question.birth_date),
    }
    return tuple(fact for fact, holds in same.items() if not holds)


def _read(content: bytes) -> Any:
    """No entities, no network, no huge trees: an answer is a page long."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise RegisterDown from problem
    if root.tag != f"{{{ENVELOPE}}}Envelope" or root.find(".//{*}Fault") is not None:
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
