"""Keys for a demonstration: an authority, a time-stamping service, every signatory and the seal of every agency."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import pkcs12
from django.db import transaction

from motcua.foundation.accounts.models import Account
from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.organisations.roles import PostRole
from motcua.foundation.signing.models import KeyKind, SigningKey
from motcua.foundation.signing.trial import pictures
from motcua.foundation.signing.trial.authority import Authority, Issued

ROOT, STAMPS, OFFICE = "root.p12", "tsa.p12", "office.p12"
_NAME, _CLOCK, _DESK = "Cơ quan chứng thực MẪU", "Dịch vụ cấp dấu thời gian MẪU", "Bộ phận một cửa MẪU"
#: So that what was signed in an invented past is not older than its certificate.
_BEGAN = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class Place:
    keys: Path
    trust: Path
    password: str

    def keep(self, name: str, issued: Issued) -> None:
        path = self.keys / name
        path.touch(mode=0o600)
        path.write_bytes(issued.pkcs12(self.password))


@transaction.atomic
def make(place: Place, *, at: datetime) -> int:
    """How many were made: whoever has a key keeps it, and the authority stays the same."""
    place.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    place.trust.mkdir(parents=True, exist_ok=True)
    authority = _authority(place, at)
    made = [_note(place, authority, post, at) for post in _without_key(at)]
    made += [_note_seal(place, authority, agency, at) for agency in _without_seal(at)]
    return len(made)


def _authority(place: Place, at: datetime) -> Authority:
    path = place.keys / ROOT
    if path.exists():
        found = Authority(_read(path, place.password))
    else:
        found = Authority.founded(_NAME, at=at - _BEGAN)
        place.keep(ROOT, found.own)
        place.keep(STAMPS, found.issue(_CLOCK, at=at - _BEGAN, uses=["digital_signature"], stamps=True))
        place.keep(OFFICE, found.issue(_DESK, at=at - _BEGAN))
    (place.trust / "demo-root.pem").write_text(found.own.pem)
    return found


def _read(path: Path, password: str) -> Issued:
    private, certificate, _ = pkcs12.load_key_and_certificates(path.read_bytes(), password.encode())
    assert isinstance(private, RSAPrivateKey), "our own file"
    assert certificate is not None, "our own file"
    return Issued(private, certificate)


def _signatories(at: datetime) -> Iterator[Post]:
    return (
        Post.objects.held_on(at.date())
        .filter(role=PostRole.SIGNATORY)
        .select_related("account__person", "agency")
        .order_by("pk")
        .iterator()
    )


def _without_key(at: datetime) -> list[Post]:
    have = set(SigningKey.objects.held_at(at).values_list("account_id", flat=True))
    return list({post.account_id: post for post in _signatories(at) if post.account_id not in have}.values())


def _without_seal(at: datetime) -> list[Agency]:
    have = set(SigningKey.objects.held_at(at).values_list("agency_id", flat=True))
    return list({post.agency_id: post.agency for post in _signatories(at) if post.agency_id not in have}.values())


def _note(place: Place, authority: Authority, post: Post, at: datetime) -> SigningKey:
    name = post.account.person.full_name
    issued = authority.issue(name, office=post.agency.name, at=at - _BEGAN)
    reference = f"account-{post.account_id}.p12"
    place.keep(reference, issued)
    return _row(reference, issued, name=name, draw=pictures.signature, at=at, account=post.account)


def _note_seal(place: Place, authority: Authority, agency: Agency, at: datetime) -> SigningKey:
    issued = authority.issue(agency.name, office=agency.name, at=at - _BEGAN)
    reference = f"agency-{agency.code}.p12"
    place.keep(reference, issued)
    return _row(reference, issued, name=agency.name, draw=pictures.seal, at=at, agency=agency)


def _row(  # noqa: PLR0913 - one row
    reference: str,
    issued: Issued,
    *,
    name: str,
    draw: Callable[[str], bytes],
    at: datetime,
    account: Account | None = None,
    agency: Agency | None = None,
) -> SigningKey:
    picture = storage.store(BytesIO(draw(name)), name=f"{name}.png", by=None, at=at)
    return SigningKey.objects.create(
        account=account,
        agency=agency,
        kind=KeyKind.FILE,
        reference=reference,
        certificate=issued.pem,
        picture=picture,
        noted_at=at,
    )
