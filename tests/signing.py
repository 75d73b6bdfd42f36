"""Keys, documents and other people's programs for tests of signatures."""

import io
import subprocess
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import pikepdf

from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing import documents
from motcua.foundation.signing.appearances import Appearance
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.placing import DATE, NUMBER, SEAL, SIGNATURE
from motcua.foundation.signing.trial.authority import Authority, Issued
from tests import peers
from tests.world import MONDAY

PASSWORD = "only for tests"
YEAR = timedelta(days=365)


@cache
def authority() -> Authority:
    return Authority.founded("Cơ quan chứng thực thử", at=MONDAY - YEAR)


@cache
def issued(name: str, *, begins: datetime = MONDAY - YEAR, lasts: timedelta = 3 * YEAR) -> Issued:
    return authority().issue(name, at=begins, lasts=lasts)


@dataclass(frozen=True)
class Office:
    """The folders that the settings name."""

    keys: Path
    trust: Path

    def key(self, holder: Account | Agency, given: Issued | None = None) -> SigningKey:
        """A key in a file, for a person or an agency."""
        given = given or issued(holder.person.full_name if isinstance(holder, Account) else holder.name)
        name = f"{type(holder).__name__}-{holder.pk}-{given.certificate.serial_number}.p12"
        (self.keys / name).write_bytes(given.pkcs12(PASSWORD))
        return SigningKey.objects.create(
            account=holder if isinstance(holder, Account) else None,
            agency=holder if isinstance(holder, Agency) else None,
            kind=KeyKind.FILE,
            reference=name,
            certificate=given.pem,
            noted_at=MONDAY,
        )


def a_result(*, fields: bool = True) -> bytes:
    document = pikepdf.new()
    document.add_blank_page(page_size=(595, 842))
    document.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    document.save(out)
    return documents.with_fields(out.getvalue()) if fields else out.getvalue()


def signed(key: SigningKey, pdf: bytes = b"", *, field: str = SIGNATURE, at: datetime = MONDAY) -> bytes:
    return documents.sign(
        pdf or a_result(), key=key, field=field, appearance=Appearance(), reason="Ký ban hành", place="Phường", at=at
    ).content


def filled(pdf: bytes) -> bytes:
    return documents.fill(pdf, {NUMBER: "Số: 12/GP-UBND", DATE: "Ngày 16 tháng 11 năm 2026"})


def sealed(key: SigningKey, pdf: bytes, *, at: datetime = MONDAY) -> bytes:
    return signed(key, pdf, field=SEAL, at=at)


def pdfsig(document: bytes, folder: Path) -> str:
    path = folder / "told.pdf"
    path.write_bytes(document)
    told = subprocess.run(
        [peers.program("pdfsig"), "-nocert", str(path)], capture_output=True, text=True, check=False, env={"TZ": "UTC"}
    )
    return told.stdout
