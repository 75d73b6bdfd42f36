"""What is asked of a certificate before its key signs: whose it is, until when, and what for."""

from datetime import datetime

from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.chains import chain_of, name_on
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.text.folding import fold

#: Either of them makes a certificate one for signing (RFC 5280, 4.2.1.3).
_SIGNS = frozenset({"digital_signature", "non_repudiation"})


class CertificateExpired(Refusal):
    """What is signed after the last day of the certificate proves nothing."""


class CertificateNotYetValid(Refusal):
    """The certificate begins later: nobody would trust a signature of today."""


class CertificateRevoked(Refusal):
    """The authority has taken the certificate back: a signature with it counts for nothing."""


class CertificateNotTrusted(Refusal):
    """The certificate leads to none of the authorities whom this place believes: nobody could check the signature."""


class CertificateNotForSigning(Refusal):
    """The certificate was issued for something else, such as a web server."""


class CertificateOfAnother(Refusal):
    """The name in the certificate is not the name of the person or agency for whom it would sign."""


def require_usable(key: SigningKey, *, at: datetime) -> None:
    """Raises CertificateNotYetValid, CertificateExpired, CertificateNotForSigning, CertificateOfAnother."""
    own = chain_of(key.certificate).own
    if at < own.not_valid_before:
        raise CertificateNotYetValid(begins=own.not_valid_before)
    if at > own.not_valid_after:
        raise CertificateExpired(ended=own.not_valid_after)
    uses = own.key_usage_value
    if own.public_key.algorithm != "rsa" or (uses is not None and not _SIGNS & set(uses.native)):
        raise CertificateNotForSigning
    if fold(_holder(key)) not in fold(name_on(own)):
        raise CertificateOfAnother(name=name_on(own))


def _holder(key: SigningKey) -> str:
    if key.account is not None:
        return key.account.person.full_name
    assert key.agency is not None, "a constraint of the table"
    return key.agency.name
