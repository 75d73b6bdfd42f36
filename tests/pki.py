"""A public key infrastructure that others wrote: certificates, lists, OCSP and time stamps by certomancer."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

LABEL = "thu"


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Pki:
    folder: Path
    port: int

    @property
    def config(self) -> Path:
        return self.folder / "pki.yml"

    @property
    def tsa(self) -> str:
        return f"http://localhost:{self.port}/{LABEL}/tsa/tsa"

    def certificate(self, name: str) -> str:
        """PEM."""
        from asn1crypto import pem

        architecture = CertomancerConfig.from_file(str(self.config)).get_pki_arch(ArchLabel(LABEL))
        return str(pem.armor("CERTIFICATE", architecture.get_cert(CertLabel(name)).dump()).decode())

    def key(self, name: str) -> bytes:
        return (self.folder / f"{name}.key.pem").read_bytes()


def made(folder: Path, *, people: dict[str, str]) -> Pki:
    """Root, authority, OCSP, TSA, and one certificate for each of `people`; those called `gone…` are revoked;
    of those called `…silent` no list speaks, and OCSP has to be asked.
    """
    port = free_port()
    names = ("root", "interm", "ocsp", "tsa", *people)
    for name in names:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        plain = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / f"{name}.key.pem").write_bytes(plain)
    told = {
        "external-url-prefix": f"http://localhost:{port}",
        "keysets": {LABEL: {"keys": {name: {"path": f"{name}.key.pem"} for name in names}}},
        "pki-architectures": {LABEL: _architecture(people)},
    }
    (folder / "pki.yml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    return Pki(folder, port)


def _architecture(people: dict[str, str]) -> dict[str, Any]:
    called = {"root": "Root thử", "interm": "CA thử", "ocsp": "OCSP thử", "tsa": "Cấp dấu thời gian thử", **people}
    return {
        "keyset": LABEL,
        "entity-defaults": {"country-name": "VN"},
        "entities": {name: {"common-name": common} for name, common in called.items()},
        "certs": {
            "root": _cert("root", _authority(), uses=["key_cert_sign", "crl_sign"], self_signed=True),
            "interm": _cert("root", [*_authority(), _lists("root")], uses=["key_cert_sign", "crl_sign"]),
            "ocsp": _cert("interm", [_only("ocsp_signing"), {"id": "ocsp_no_check"}], uses=["digital_signature"]),
            "tsa": _cert("root", [_only("time_stamping"), _lists("root")], uses=["digital_signature"]),
            **{name: _person(name) for name in people},
        },
        "services": {
            "ocsp": {"interm": {"for-issuer": "interm", "responder-cert": "ocsp", "signing-key": "ocsp"}},
            "crl-repo": {
                name: {"for-issuer": name, "signing-key": name, "simulated-update-schedule": "P90D"}
                for name in ("root", "interm")
            },
            "time-stamping": {"tsa": {"signing-key": "tsa", "signing-cert": "tsa"}},
        },
    }


def _cert(
    issuer: str, extensions: list[dict[str, Any]], *, uses: list[str], self_signed: bool = False
) -> dict[str, Any]:
    use = {"id": "key_usage", "critical": True, "smart-value": {"schema": "key-usage", "params": uses}}
    known = {"subject": "root", "subject-key": "root", "authority-key": "root"} if self_signed else {}
    return {
        **known,
        "issuer": issuer,
        "validity": {"valid-from": "2020-01-01T00:00:00+0000", "valid-to": "2100-01-01T00:00:00+0000"},
        "extensions": [use, *extensions],
    }


def _person(name: str) -> dict[str, Any]:
    asked = {"id": "authority_information_access"}
    where = {"smart-value": {"schema": "aia-urls", "params": {"ocsp-responder-names": ["interm"]}}}
    lists = [] if name.endswith("silent") else [_lists("interm")]
    cert = _cert("interm", [*lists, {**asked, **where}], uses=["digital_signature", "non_repudiation"])
    gone = {"revocation": {"revoked-since": "2026-01-01T00:00:00+0000", "reason": "key_compromise"}}
    return {**cert, **(gone if name.startswith("gone") else {})}


def _authority() -> list[dict[str, Any]]:
    return [{"id": "basic_constraints", "critical": True, "value": {"ca": True}}]


def _only(use: str) -> dict[str, Any]:
    return {"id": "extended_key_usage", "critical": True, "value": [use]}


def _lists(issuer: str) -> dict[str, Any]:
    smart = {"schema": "crl-dist-url", "params": {"crl-repo-names": [issuer]}}
    return {"id": "crl_distribution_points", "smart-value": smart}


@contextmanager
def served(pki: Pki) -> Iterator[Pki]:
    """The web services of the infrastructure."""
    command = [sys.executable, "-m", "certomancer", "--config", str(pki.config), "animate", "--port", str(pki.port)]
    with _running([*command, "--no-web-ui"], pki.port, pki.folder / "pki.log"):
        yield pki


@contextmanager
def csc(pki: Pki) -> Iterator[str]:
    """A CSC service with the same keys; its address."""
    port = free_port()
    command = [sys.executable, "-m", "csc_dummy", str(pki.config), str(port), "2"]
    with _running(command, port, pki.folder / "csc.log"):
        yield f"http://localhost:{port}/csc/v1/"


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _wait(port, process, log)
            yield
        finally:
            process.terminate()


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            httpx.get(f"http://localhost:{port}/", timeout=1)
        except httpx.HTTPError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))
