"""Receipts of fees as other programs read them: xmlsec1 for the signature, a schema, a PDF reader, a telephone."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from lxml import etree
from pytest_django import Settings

from motcua.effects.fee_receipts import drawing, signature, xml
from motcua.effects.fee_receipts.facts import Facts, Line, Payer
from motcua.effects.fee_receipts.signature import SealExpired
from motcua.effects.fee_receipts.xml_layouts import LAYOUTS, NoXmlLayoutYet, xml_layout_for
from tests.keys import PASSWORD, office_key
from tests.peers import program

AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)
SCHEMAS = Path(xml.__file__).parent / "schemas"
ADDRESS = "https://dichvucong.songlam.example.vn/dossiers/H99.1.1-261119-0001/fee-receipts/0b9c"
FACTS = Facts(
    title="Biên lai thu lệ phí",
    form="01BLP0-001",
    symbol="AA-26E",
    number="0000012",
    issued_on=date(2026, 11, 19),
    how="Chuyển khoản",
    collector={"name": "Ủy ban nhân dân phường Minh Tân", "tax_code": "2900000011", "address": ""},
    payer=Payer("Nguyễn Thị Ngọc Lan & con", "12 phố Chợ, Phường Minh Tân", personal_id="001195000011"),
    lines=(
        Line(1, "1", "Lệ phí đăng ký khai sinh", "Nghị quyết 12/2025/NQ-HĐND", 16_000),
        Line(2, "1", "Lệ phí bản sao <thêm>", "", 8_000),
    ),
    amount=24_000,
    dossier="H99.1.1-261119-0001",
    procedure="Đăng ký khai sinh",
    address=ADDRESS,
)
SIGNED = drawing.Stamp("Ủy ban nhân dân phường Minh Tân", "09:10:00 19/11/2026")
UNSIGNED = drawing.Stamp("", "")


@pytest.fixture
def signed(tmp_path: Path, settings: Settings) -> bytes:
    settings.SIGNING_KEY, settings.SIGNING_PASSWORD = str(office_key(tmp_path)), PASSWORD
    root, seal = xml.built(FACTS), signature.seal()
    assert seal is not None
    signature.sign(root, by=seal, at=AT)
    return xml.written(root)


def verified(document: bytes, folder: Path) -> bool:
    """By a second implementation, with the certificate that the document brings along."""
    path = folder / "receipt.xml"
    path.write_bytes(document)
    ids = ["--id-attr:Id", "DLBLai", "--id-attr:Id", "http://www.w3.org/2000/09/xmldsig#:Object"]
    done = subprocess.run(
        [program("xmlsec1"), "--verify", "--insecure", "--enabled-reference-uris", "same-doc", *ids, str(path)],
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def test_xmlsec_finds_the_signature_good(signed: bytes, tmp_path: Path) -> None:
    assert verified(signed, tmp_path)


@pytest.mark.parametrize(
    ("was", "became"),
    [
        pytest.param("24000", "240000", id="the sum"),
        pytest.param("2026-11-19T09:10:00", "2026-11-18T09:10:00", id="the moment of signing"),
        pytest.param("Nguyễn Thị Ngọc Lan", "Nguyễn Thị Ngọc Loan", id="the payer"),
    ],
)
def test_xmlsec_finds_what_was_changed_afterwards(signed: bytes, tmp_path: Path, was: str, became: str) -> None:
    assert not verified(signed.replace(was.encode(), became.encode(), 1), tmp_path)


def test_the_signature_names_the_moment_and_the_certificate(signed: bytes) -> None:
    spaces = {"d": signature.DS}
    root = etree.fromstring(signed)
    [found] = root.xpath("DSCKS/NBan/d:Signature", namespaces=spaces)

    assert [each.tag.split("}")[1] for each in found] == ["SignedInfo", "SignatureValue", "KeyInfo", "Object"]
    assert found.xpath("d:SignedInfo/d:Reference/@URI", namespaces=spaces) == ["#data", "#SigningTime"]
    moment = "d:Object/d:SignatureProperties/d:SignatureProperty[@Target='']/d:SigningTime/text()"
    assert found.xpath(moment, namespaces=spaces) == ["2026-11-19T09:10:00"]
    assert "Minh Tân" in found.xpath("string(d:KeyInfo/d:X509Data/d:X509SubjectName)", namespaces=spaces)


def test_an_expired_certificate_signs_nothing(tmp_path: Path, settings: Settings) -> None:
    path = office_key(tmp_path, until=datetime(2026, 11, 1, tzinfo=UTC))
    settings.SIGNING_KEY, settings.SIGNING_PASSWORD = str(path), PASSWORD
    root, seal = xml.built(FACTS), signature.seal()
    assert seal is not None

    with pytest.raises(SealExpired):
        signature.sign(root, by=seal, at=AT)

    assert b"Signature" not in xml.written(root)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(FACTS, id="of a person"),
        pytest.param(
            replace(FACTS, payer=Payer("Công ty TNHH Sông Lam Xanh", "", tax_code="2900123456")), id="of a company"
        ),
        pytest.param(replace(FACTS, replaces="0000011"), id="in the place of another"),
    ],
)
def test_the_xml_keeps_to_our_schema(facts: Facts) -> None:
    schema = etree.XMLSchema(file=str(SCHEMAS / xml_layout_for(on=facts.issued_on).schema))

    schema.assertValid(etree.fromstring(xml.written(xml.built(facts))))


def test_the_signed_one_keeps_to_it_too_and_the_schema_can_refuse(signed: bytes) -> None:
    schema = etree.XMLSchema(file=str(SCHEMAS / LAYOUTS[0].schema))

    schema.assertValid(etree.fromstring(signed))
    assert not schema.validate(etree.fromstring(signed.replace(b"01BLP0-001", b"01XXX0-001")))


def test_the_xml_says_what_the_decree_asks_for_and_has_no_space_between_elements() -> None:
    written = xml.written(xml.built(FACTS)).decode()

    for said in (
        "<KHMSBLai>01BLP0-001</KHMSBLai><KHBLai>AA-26E</KHBLai><SBLai>0000012</SBLai><NLap>2026-11-19</NLap>",
        "<TgTTTBSo>24000</TgTTTBSo><TgTTTBChu>Hai mươi tư nghìn đồng</TgTTTBChu>",
        "<STT>1</STT><MLoai>1</MLoai><Ten>Lệ phí đăng ký khai sinh</Ten><STien>16000</STien>",
        "<NMua><Ten>Nguyễn Thị Ngọc Lan &amp; con</Ten><CCCDan>001195000011</CCCDan>",
        "<DSCKS><NBan/></DSCKS>",
    ):
        assert said in written
    assert "> <" not in written
    assert ">\n<" not in written.split("\n", 1)[1]


def test_no_format_is_made_up_for_days_before_the_first() -> None:
    with pytest.raises(NoXmlLayoutYet):
        xml_layout_for(on=date(2025, 5, 31))


def words(document: bytes) -> str:
    with pypdfium2.PdfDocument(document) as opened:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in opened)


@pytest.mark.parametrize("stamp", [SIGNED, UNSIGNED, replace(SIGNED, cancelled="ĐÃ HỦY: ghi sai tên người nộp")])
def test_the_paper_keeps_to_the_archive_and_the_accessible_standard(stamp: drawing.Stamp) -> None:
    with pikepdf.open(BytesIO(drawing.paper(FACTS, stamp, at=AT))) as document, document.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert len(document.pages) == 1


def test_the_paper_says_what_the_decree_asks_for() -> None:
    text = words(drawing.paper(FACTS, SIGNED, at=AT))

    for said in (
        "ỦY BAN NHÂN DÂN PHƯỜNG MINH TÂN",
        "Mã số thuế: 2900000011",
        "Mẫu số: 01BLP0-001",
        "Ký hiệu: AA-26E",
        "0000012",
        "BIÊN LAI THU LỆ PHÍ",
        "ngày 19 tháng 11 năm 2026",
        "Người nộp: Nguyễn Thị Ngọc Lan & con",
        "16.000 đồng",
        "Số tiền bằng chữ: Hai mươi tư nghìn đồng.",
        "Hình thức nộp: Chuyển khoản",
        "Đã ký số",
        "Thời gian ký: 09:10:00 19/11/2026",
    ):
        assert said in text
    assert "ĐÃ HỦY" not in text


def test_an_unsigned_paper_says_so_and_a_cancelled_one_too() -> None:
    assert "Biên lai chưa ký số" in words(drawing.paper(FACTS, UNSIGNED, at=AT))
    crossed = replace(SIGNED, cancelled="ĐÃ HỦY: ghi sai tên người nộp")
    assert "ĐÃ HỦY: ghi sai tên người nộp" in words(drawing.paper(FACTS, crossed, at=AT))
    assert "Thay thế biên lai số 0000011" in words(drawing.paper(replace(FACTS, replaces="0000011"), SIGNED, at=AT))


def test_a_telephone_reads_the_code_and_finds_the_page() -> None:
    with pypdfium2.PdfDocument(drawing.paper(FACTS, SIGNED, at=AT)) as document:
        [found] = zxingcpp.read_barcodes(document[0].render(scale=200 / 72).to_pil())

    assert found.text == ADDRESS


@pytest.mark.parametrize("number", range(0, 1000, 50))
def test_a_telephone_reads_every_code_that_we_draw(number: int) -> None:
    """We do not try all masks for the prettiest: each code must be read all the same."""
    facts = replace(FACTS, address=f"{ADDRESS[:-4]}{number * 7919:012x}")
    with pypdfium2.PdfDocument(drawing.paper(facts, SIGNED, at=AT)) as document:
        [found] = zxingcpp.read_barcodes(document[0].render(scale=150 / 72).to_pil())

    assert found.text == facts.address
