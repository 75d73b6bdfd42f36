"""A key and its certificate in one PKCS#12 file: for demonstrations, and for offices whose key is not on a card.

Whether there is one is a setting, and without it nothing pretends to be signed.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from motcua.foundation.signing.port import NoSigningKey, Signed

#: The name of the field in the document.
FIELD = "ban_dien_tu"


class KeyUnreadable(Exception):
    """The file is not a PKCS#12 key, or the password is another: a mistake of the installation, not of a person."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    key: SimpleSigner

    @property
    def name(self) -> str:
        certificate = self.key.signing_cert
        assert certificate is not None, "a signer was loaded with its certificate"
        return str(certificate.subject.native.get("common_name", ""))

    def sign(self, document: bytes, *, reason: str, place: str) -> Signed:
        """PAdES B-B: what was written before stays byte for byte, the signature is appended."""
        facts = PdfSignatureMetadata(
            field_name=FIELD, subfilter=SigSeedSubFilter.PADES, reason=reason, location=place, name=self.name
        )
        out = BytesIO()
        sign_pdf(IncrementalPdfFileWriter(BytesIO(document)), facts, self.key, output=out)
        return Signed(out.getvalue(), self.name)


def is_set_up() -> bool:
    return bool(settings.SIGNING_KEY)


def signer() -> KeyFile:
    """Raises NoSigningKey."""
    if not is_set_up():
        raise NoSigningKey
    return _loaded(settings.SIGNING_KEY, settings.SIGNING_PASSWORD)


@lru_cache(maxsize=4)
def _loaded(path: str, password: str) -> KeyFile:
    loaded = SimpleSigner.load_pkcs12_data(Path(path).read_bytes(), other_certs=[], passphrase=password.encode())
    if loaded is None:
        raise KeyUnreadable(path)
    return KeyFile(loaded)
