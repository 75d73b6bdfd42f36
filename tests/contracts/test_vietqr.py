"""VietQR against the vectors of NAPAS, an independent reader of pictures, and an independent library both ways."""

import json
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import typst
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from motcua.effects.payments.gateways.vietqr import banks, drawing, payload
from motcua.effects.payments.gateways.vietqr.payload import NotAVietQR, Transfer
from motcua.sites.ui import qr_codes
from tests import peers

#: Published by NAPAS in its description of the format.
NAPAS = {
    "to an account": "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang63042E2E",
    "to a card": "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN"
    "62340107NPS68690819thanh toan don hang6304A203",
}
#: Decision 1271/QĐ-CT, annex XIII: another profile of EMVCo, with the same check.
TAX_INVOICE = (
    "00020101021202142657895426548904141568265489515426280010A0000007750110010700172952045499530370454061200005802VN"
    "5905DNXYZ6005HANOI62400115S757CK5HTIE918E0307SHOPXYZ0706XYZ00199740010A00000077501130107001729001020110306C21TYY"
    "04026805082021112106061200006304383C"
)
OURS = Transfer("970436", "1234567890", 150_000, "MCACDE234698")

codes = st.text(alphabet="ABCDEFGHKMNPQRTWXYZ2346790", min_size=1, max_size=25)
transfers = st.builds(
    Transfer,
    bank_bin=st.text("0123456789", min_size=6, max_size=6),
    account=st.text("0123456789ABC", min_size=4, max_size=19),
    amount=st.integers(1, 9_999_999_999_999),
    purpose=codes,
)


def node(program: str, *arguments: str) -> str:
    package = peers.node_package("vietnam-qr-pay")
    return subprocess.run(
        [peers.program("node"), "-e", program, *arguments],
        env={"NODE_PATH": str(package.parent)},
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    ).stdout


@pytest.mark.parametrize("text", NAPAS.values(), ids=list(NAPAS))
def test_the_vectors_of_napas_are_read_and_written_again_letter_by_letter(text: str) -> None:
    assert payload.written(payload.read(text)) == text


@pytest.mark.parametrize("text", [*NAPAS.values(), TAX_INVOICE], ids=[*NAPAS, "tax invoice"])
def test_the_check_is_theirs(text: str) -> None:
    assert payload.check(text[:-4]) == text[-4:]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(transfers)
def test_what_is_written_is_read_back(transfer: Transfer) -> None:
    assert payload.read(payload.written(transfer)) == transfer


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(transfers, st.data())
def test_one_changed_letter_is_seen(transfer: Transfer, data: st.DataObject) -> None:
    text = payload.written(transfer)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEF").filter(lambda letter: letter != text[place]))

    with pytest.raises(NotAVietQR):
        payload.read(text[:place] + other + text[place + 1 :])


@pytest.mark.parametrize("text", ["", "6304", "xin chào", "000201630400", TAX_INVOICE, "9" * 5000])
def test_what_is_no_transfer_is_refused(text: str) -> None:
    with pytest.raises(NotAVietQR):
        payload.read(text)


@pytest.mark.parametrize("purpose", ["có dấu", "A" * 26, "x;y"])
def test_words_that_banks_cut_or_garble_are_not_written(purpose: str) -> None:
    with pytest.raises(ValueError, match=purpose):
        payload.written(Transfer("970436", "1234567890", 1, purpose))


def test_the_picture_to_keep_is_read_by_an_independent_program() -> None:
    picture = Image.open(BytesIO(drawing.png(payload.written(OURS))))

    assert payload.read(seen_in(picture)) == OURS


def test_the_drawing_on_the_page_is_read_by_an_independent_program(tmp_path: Path) -> None:
    """An independent typesetter paints it, as a browser would."""
    (tmp_path / "qr.svg").write_text(str(qr_codes.svg(payload.written(OURS))), encoding="utf-8")
    (tmp_path / "page.typ").write_text(
        '#set page(width: 80mm, height: 80mm)\n#image("qr.svg", width: 60mm)', encoding="utf-8"
    )
    painted = typst.compile(tmp_path / "page.typ", format="png", ppi=150.0)

    assert payload.read(seen_in(Image.open(BytesIO(painted)))) == OURS


def seen_in(picture: Image.Image) -> str:
    (found,) = zxingcpp.read_barcodes(picture.convert("L"))
    return found.text


def test_an_independent_library_reads_ours() -> None:
    read = json.loads(
        node(
            "const {QRPay}=require('vietnam-qr-pay');const q=new QRPay(process.argv[1]);"
            "console.log(JSON.stringify({valid:q.isValid,bin:q.consumer.bankBin,number:q.consumer.bankNumber,"
            "amount:q.amount,purpose:q.additionalData.purpose,currency:q.currency,nation:q.nation,method:q.initMethod}))",
            payload.written(OURS),
        )
    )

    assert read == {
        "valid": True,
        "bin": "970436",
        "number": "1234567890",
        "amount": "150000",
        "purpose": "MCACDE234698",
        "currency": "704",
        "nation": "VN",
        "method": "12",
    }


def test_we_read_those_of_an_independent_library_and_write_the_same() -> None:
    theirs = node(
        "const {QRPay}=require('vietnam-qr-pay');console.log(QRPay.initVietQR({bankBin:'970436',"
        "bankNumber:'1234567890',amount:'150000',purpose:'MCACDE234698'}).build())"
    ).strip()

    assert payload.read(theirs) == OURS
    assert payload.written(OURS) == theirs


def test_the_numbers_of_banks_are_those_of_an_independent_list() -> None:
    theirs = json.loads(
        node(
            "const {BanksObject}=require('vietnam-qr-pay');"
            "console.log(JSON.stringify(Object.values(BanksObject).map(b=>[b.bin,b.shortName])))"
        )
    )

    bins = {bin_: name for bin_, name in theirs}  # noqa: C416 - pairs of a JSON list
    for bank in banks.BANK_APPS:
        assert bins[bank.bin].startswith(bank.name)


def test_no_link_to_a_bank_is_called_tried_that_nobody_has_tried() -> None:
    """Whoever tries one on a telephone says so in the table, and here."""
    assert {bank.confidence for bank in banks.BANK_APPS} == {banks.Confidence.RECALLED}
