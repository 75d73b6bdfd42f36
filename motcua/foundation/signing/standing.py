"""Whether a certificate stands today: issued by one whom we believe, and not taken back."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, RevokedError, ValidationError

from motcua.foundation.signing.certificates import CertificateNotTrusted, CertificateRevoked
from motcua.foundation.signing.chains import Chain
from motcua.foundation.signing.revocation import proofs_for
from motcua.foundation.signing.trust import trust
from motcua.foundation.signing.waiting import result_of


def require_good(chain: Chain, *, at: datetime) -> None:
    """Raises CertificateRevoked, CertificateNotTrusted, SigningServiceDown.

    Where nobody is believed, nothing can be told.
    """
    believed = trust(Path(settings.SIGNING_TRUST))
    if not believed.roots:
        return
    found = proofs_for((chain.own, *chain.issuers, *believed.roots))
    context = ValidationContext(
        trust_roots=list(believed.roots),
        crls=[*believed.revoked, *found.lists],
        ocsps=list(found.answers),
        moment=at,
        allow_fetching=False,
        retroactive_revinfo=True,
    )
    validator = CertificateValidator(chain.own, intermediate_certs=chain.issuers, validation_context=context)
    try:
        result_of(validator.async_validate_usage(set()))
    except RevokedError as gone:
        raise CertificateRevoked from gone
    except (ValidationError, PathError) as problem:
        raise CertificateNotTrusted from problem
