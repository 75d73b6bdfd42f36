"""A time-stamping service for demonstrations and tests: its wire is RFC 3161, its word is worth nothing.

    python -m motcua.foundation.signing.timestamps.stand_in --key FILE.p12 --port 9318

The password of the file comes from SIGNING_PASSWORD. It complains about requests that a real service would refuse.
"""

import argparse
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, said

_ASKS, _TELLS = "application/timestamp-query", "application/timestamp-reply"
_SHA256_BYTES = 32


def stand_in(*, key: bytes, password: str, port: int = 0) -> StandIn:
    """`key` is a PKCS#12 file; it is served under /."""
    book = Book()
    return StandIn({("POST", "/"): _Service(_stamper(key, password), book).tell}, book=book, port=port)


@dataclass(frozen=True, slots=True)
class _Service:
    stamper: DummyTimeStamper
    book: Book

    def tell(self, asked: Request) -> Answer:
        try:
            request = tsp.TimeStampReq.load(asked.body, strict=True)
            wrong = list(_wrong_with(request, asked.headers.get("content-type", "")))
        except (ValueError, TypeError) as problem:
            wrong = [str(problem)]
        for each in wrong:
            self.book.complain(each)
        if wrong:
            return said({"error": wrong}, status=400)
        return Answer(self.stamper.request_tsa_response(request).dump(), kind=_TELLS)


def _wrong_with(request: tsp.TimeStampReq, kind: str) -> list[str]:
    imprint = request["message_imprint"]
    found = {
        "the kind of content is another": kind != _ASKS,
        "the version is 1 (RFC 3161, 2.4.1)": request["version"].native != "v1",
        "the digest is SHA-256": imprint["hash_algorithm"]["algorithm"].native != "sha256",
        "a digest has 32 bytes": len(imprint["hashed_message"].native) != _SHA256_BYTES,
        "the certificate has to be asked for": request["cert_req"].native is not True,
        "without a nonce an old answer could be replayed": request["nonce"].native is None,
    }
    return [what for what, is_so in found.items() if is_so]


def _stamper(key: bytes, password: str) -> DummyTimeStamper:
    private, certificate, issuers = pkcs12.load_key_and_certificates(key, password.encode())
    assert private is not None, "the file has a key"
    assert certificate is not None, "the file has a certificate"
    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    above = [x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in issuers]
    return DummyTimeStamper(
        x509.Certificate.load(certificate.public_bytes(Encoding.DER)),
        keys.PrivateKeyInfo.load(plain),
        certs_to_embed=SimpleCertificateStore.from_certs(above),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="A time-stamping service for a demonstration")
    parser.add_argument("--key", required=True, type=Path)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    password = os.environ["SIGNING_PASSWORD"]
    stand_in(key=given.key.read_bytes(), password=password, port=given.port).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
