"""A certification authority for demonstrations and tests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_BITS = 2048
#: Of one part of a name (RFC 5280, appendix A).
_LONGEST = 64
_LASTS = timedelta(days=3650)
#: For those who hand the list over in a folder.
NOWHERE = "http://localhost/root.crl"
_USES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


@dataclass(frozen=True, slots=True)
class Issued:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def pem(self) -> str:
        """The certificate, followed by its issuers."""
        return "".join(each.public_bytes(Encoding.PEM).decode() for each in (self.certificate, *self.issuers))

    def pkcs12(self, password: str) -> bytes:
        locked = BestAvailableEncryption(password.encode())
        return pkcs12.serialize_key_and_certificates(b"motcua", self.key, self.certificate, self.issuers, locked)


@dataclass(frozen=True, slots=True)
class Authority:
    own: Issued
    #: Where its list of revoked certificates is said to be.
    lists_at: str = NOWHERE

    @classmethod
    def founded(cls, name: str, *, at: datetime, lists_at: str = NOWHERE) -> "Authority":
        key = _key()
        subject = _name(name)
        built = (
            _builder(subject, subject, key, at, at + _LASTS)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
        )
        return cls(Issued(key, built.sign(key, SHA256())), lists_at)

    def issue(
        self,
        name: str,
        *,
        at: datetime,
        office: str = "",
        lasts: timedelta = _LASTS,
        uses: Iterable[str] = _USES[:2],
        stamps: bool = False,
    ) -> Issued:
        """For a person, an agency, or (`stamps`) a time-stamping service."""
        key, root = _key(), self.own.certificate
        built = (
            _builder(_name(name, office), root.subject, key, at, at + lasts)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(*uses), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.own.key.public_key()), critical=False
            )
        )
        built = built.add_extension(_list_at(self.lists_at), critical=False)
        if stamps:
            only = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
            built = built.add_extension(only, critical=True)
        return Issued(key, built.sign(self.own.key, SHA256()), (root,))

    def revoked(self, certificates: Iterable[x509.Certificate], *, at: datetime) -> bytes:
        """The list of what does not hold any more (CRL), DER."""
        built = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.own.certificate.subject)
            .last_update(at)
            .next_update(at + _LASTS)
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.own.key.public_key()), critical=False
            )
        )
        for each in certificates:
            gone = x509.RevokedCertificateBuilder().serial_number(each.serial_number).revocation_date(at).build()
            built = built.add_revoked_certificate(gone)
        return built.sign(self.own.key, SHA256()).public_bytes(Encoding.DER)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=_BITS)


def _name(name: str, office: str = "") -> x509.Name:
    parts = ((NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, office), (NameOID.COUNTRY_NAME, "VN"))
    return x509.Name([x509.NameAttribute(oid, value[:_LONGEST]) for oid, value in parts if value])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey, begins: datetime, ends: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _list_at(address: str) -> x509.CRLDistributionPoints:
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(address)], None, None, None)
    return x509.CRLDistributionPoints([point])


def _usage(*uses: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{use: use in uses for use in _USES})
