"""What a signature is for: who may ask for it with which key, and what is done in the dossier once it is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.commands import decision, replacing
from motcua.dossiers.models import Dossier, Result, SigningRequest, SigningStage
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.accounts.models import Account
from motcua.foundation.signing import keys
from motcua.foundation.signing.models import SigningKey

Do = Callable[[Dossier, Actor, datetime, Mapping[str, str], str], object]


@dataclass(frozen=True, slots=True)
class Act:
    key: Callable[[Result, Actor, datetime], SigningKey]
    do: Do


def is_used(dossier: Dossier, *, at: datetime) -> bool:
    """Whether results of this agency are signed electronically: it has a key, or one of its signatories has."""
    held = SigningKey.objects.held_at(at)
    agency_id = dossier.deciding_agency_id
    signatories = held.filter(account__posts__agency_id=agency_id, account__posts__role=Role.SIGNATORY)
    return held.filter(agency_id=agency_id).exists() or signatories.exists()


def has_key(stage: SigningStage, dossier: Dossier, *, actor: Actor, at: datetime) -> bool:
    """Whether this act signs electronically. Without a key it is done as on paper, and pages say so."""
    held = SigningKey.objects.held_at(at)
    if stage is SigningStage.SEAL:
        return held.filter(agency_id=dossier.deciding_agency_id).exists()
    return held.filter(account_id=actor.account_id or 0).exists()


def actor_of(request: SigningRequest) -> Actor:
    """Whoever asked for it, as she acted then."""
    post = request.post
    return Actor(
        role=Role(post.role),
        account_id=request.account_id,
        person_id=request.account.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
        on_behalf_of_id=request.on_behalf_of_id,
    )


def _own_key(_: Result, actor: Actor, at: datetime) -> SigningKey:
    """Always of whoever acts: a delegate signs with her own."""
    return keys.key_of(Account.objects.get(pk=actor.account_id or 0), at=at)


def _seal(result: Result, _: Actor, at: datetime) -> SigningKey:
    return keys.seal_of(result.dossier.deciding_agency, at=at)


def _sign(dossier: Dossier, actor: Actor, at: datetime, options: Mapping[str, str], reason: str) -> object:
    """The decision; or, where that was taken already, a later version."""
    if replacing.takes_another(dossier):
        return replacing.sign_again(dossier, actor=actor)
    outcome, number = Outcome(options["outcome"]), options.get("number", "")
    return decision.decide(dossier, actor=actor, at=at, outcome=outcome, reason=reason, number=number)


def _issue(dossier: Dossier, actor: Actor, at: datetime, options: Mapping[str, str], _: str) -> object:
    if State(dossier.state) is State.DECIDED:
        return decision.publish(dossier, actor=actor, at=at, number=options["number"])
    return replacing.reissue(dossier, actor=actor, at=at, number=options["number"])


ACTS: Mapping[SigningStage, Act] = {
    SigningStage.SIGNATURE: Act(_own_key, _sign),
    SigningStage.SEAL: Act(_seal, _issue),
}
