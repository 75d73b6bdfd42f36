"""Making papers in one process, as a worker does: a receipt as PDF and as signed XML; and what it costs to hold.

Nothing is stored: the disk and the database have their own measurements. `--dossiers N` says how many papers the
memory is watched over.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.figures import Report, machine
from bench.load import by_itself
from bench.options import Options
from motcua.effects.fee_receipts import drawing, signature, xml
from motcua.effects.fee_receipts.facts import Facts, Line, Payer

PAPER, ORIGINAL, UNSIGNED = "a receipt as PDF", "its XML, signed (RSA 2048)", "its XML, unsigned"
MANY = 10_000
#: After so many the compiler has seen every letter and picture that it will keep.
WARM = 1_000
AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)
FACTS = Facts(
    title="Biên lai thu lệ phí",
    form="01BLP0-001",
    symbol="AA-26E",
    number="0000001",
    issued_on=date(2026, 11, 19),
    how="Chuyển khoản",
    collector={"name": "Ủy ban nhân dân phường Minh Tân", "tax_code": "2900000011", "address": "12 phố Chợ"},
    payer=Payer("Nguyễn Thị Ngọc Lan", "12 phố Chợ, Phường Minh Tân", personal_id="001195000011"),
    lines=(Line(1, "1", "Lệ phí đăng ký thành lập hộ kinh doanh", "Nghị quyết 12/2025/NQ-HĐND", 150_000),),
    amount=150_000,
    dossier="H99.1-261119-0001",
    procedure="Đăng ký thành lập hộ kinh doanh",
    address="https://dichvucong.songlam.example.vn/dossiers/H99.1-261119-0001/fee-receipts/0",
)


def run(options: Options) -> Report:
    report = Report("documents", machine())
    seal, numbers = _seal(), iter(range(10**7))
    report.add(by_itself(PAPER, lambda: _paper(next(numbers)), seconds=options.seconds))
    report.add(by_itself(ORIGINAL, lambda: _original(next(numbers), seal), seconds=options.seconds))
    report.add(by_itself(UNSIGNED, lambda: xml.written(xml.built(_facts(next(numbers)))), seconds=options.seconds))
    report.others |= _memory(options.dossiers or MANY, lambda: _both(next(numbers), seal))
    return report


def _memory(many: int, act: Callable[[], object]) -> dict[str, object]:
    """Of this process: early, at the end, and the difference, which should be nothing."""
    early = min(WARM, many)
    found: dict[int, int] = {}
    for done in range(1, many + 1):
        act()
        if done in {early, many}:
            found[done] = _resident()
    return {
        f"memory after {early} papers and their XML, MB": round(found[early] / 1024, 1),
        f"memory after {many}, MB": round(found[many] / 1024, 1),
        "grown by, MB": round((found[many] - found[early]) / 1024, 1),
    }


def _resident() -> int:
    """Kilobytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def _facts(number: int) -> Facts:
    """No two alike: what is kept for the next one must not help."""
    name = f"Nguyễn Thị Ngọc Lan {number}"
    return replace(
        FACTS, number=f"{number:07d}", payer=replace(FACTS.payer, name=name), address=f"{FACTS.address}{number}"
    )


def _paper(number: int) -> bytes:
    return drawing.paper(_facts(number), drawing.Stamp("Ủy ban nhân dân", "09:10:00 19/11/2026"), at=AT)


def _original(number: int, seal: signature.Seal) -> bytes:
    root = xml.built(_facts(number))
    signature.sign(root, by=seal, at=AT)
    return xml.written(root)


def _both(number: int, seal: signature.Seal) -> int:
    return len(_paper(number)) + len(_original(number, seal))


def _seal() -> signature.Seal:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Ủy ban nhân dân phường Minh Tân")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = made.serial_number(1).not_valid_before(AT - timedelta(days=1)).not_valid_after(AT + timedelta(days=1))
    return signature.Seal(key, dated.sign(key, hashes.SHA256()))
