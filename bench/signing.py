"""Signing and checking results with keys in files, as an office does it that has no time-stamping service.

The signatory signs, the clerk's number and date come in, the agency seals, and somebody checks. A token or a service
afar adds its own time, not ours. Then a hundred results at once, one after the other, as one batch.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from bench.figures import Report, machine
from bench.load import by_itself
from bench.options import Options

AT = datetime(2026, 11, 19, 2, 10, tzinfo=UTC)
NAME = "Phạm Anh Tuấn"
BATCH = 100


def run(options: Options) -> Report:
    report = Report("signing", machine())
    with TemporaryDirectory() as folder:
        act = _acts(Path(folder))
        for name, once in act.items():
            report.add(by_itself(name, once, seconds=options.seconds))
        sign = next(iter(act.values()))
        began, cpu = time.perf_counter(), time.process_time()
        for _ in range(BATCH):
            sign()
        report.others |= {
            f"{BATCH} results signed one after the other, seconds": round(time.perf_counter() - began, 2),
            "of that CPU, seconds": round(time.process_time() - cpu, 2),
        }
    return report


def _acts(folder: Path) -> dict[str, Callable[[], object]]:
    from django.conf import settings

    from motcua.foundation.accounts.models import Account, Person
    from motcua.foundation.signing import documents
    from motcua.foundation.signing.appearances import Appearance
    from motcua.foundation.signing.models import KeyKind, SigningKey
    from motcua.foundation.signing.placing import DATE, NUMBER, SEAL, SIGNATURE
    from motcua.foundation.signing.trial import pictures
    from motcua.foundation.signing.trial.authority import Authority
    from motcua.foundation.signing.verifying import examine

    authority = Authority.founded("CA", at=AT - timedelta(days=9))
    issued = authority.issue(NAME, at=AT - timedelta(days=9))
    (folder / "root.pem").write_text(authority.own.pem)
    (folder / "key.p12").write_bytes(issued.pkcs12("bench"))
    settings.SIGNING_KEYS_DIR = settings.SIGNING_TRUST = folder
    settings.SIGNING_PASSWORD, settings.TSA_URL = "bench", ""
    key = SigningKey(
        account=Account(person=Person(full_name=NAME)), kind=KeyKind.FILE, reference="key.p12", certificate=issued.pem
    )
    hand, seal = Appearance(picture=pictures.signature(NAME)), Appearance(picture=pictures.seal("UBND phường"))

    def signed(pdf: bytes, field: str, seen: Appearance) -> bytes:
        made = documents.sign(pdf, key=key, field=field, appearance=seen, reason="Ký", place="Minh Tân", at=AT)
        return made.content

    def filled() -> bytes:
        return documents.fill(first, {NUMBER: "Số: 12/GP-UBND", DATE: "ngày 19 tháng 11 năm 2026"})

    draft = documents.with_fields(_two_pages())
    first = signed(draft, SIGNATURE, hand)
    numbered = filled()
    whole = signed(numbered, SEAL, seal)
    return {
        "a signature, with its picture": lambda: signed(draft, SIGNATURE, hand),
        "number and date filled in": filled,
        "a seal, over both": lambda: signed(numbered, SEAL, seal),
        "both signatures checked": lambda: examine(whole, at=AT),
    }


def _two_pages() -> bytes:
    document = pikepdf.new()
    for _ in range(2):
        document.add_blank_page(page_size=(595, 842))
    out = BytesIO()
    document.save(out)
    return out.getvalue()
