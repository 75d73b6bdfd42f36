"""Trả kết quả tại quầy: into whose hands, how she was known, by which paper; refused where that is not proved."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import decision, originals
from motcua.dossiers.commands.holders import AUTHORISATION
from motcua.dossiers.models import Dossier, GivenTo, HandingOver, SeenBy, ToWhom
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal


class PaperOfReceiverMissing(Refusal):
    """Whoever fetches it for another brings the paper that says so."""


class ReceiverUnknown(Refusal):
    """Who took it is named, with the number of her card, or proved by the word on the receipt."""


class NotHerself(Refusal):
    """The number is of nobody whose dossier this is."""


class WrongSecret(Refusal):
    """The word on the receipt is another one."""


@dataclass(frozen=True, slots=True)
class Receiver:
    """`proof` is the number of her card, or the word that is printed on the receipt. `name` is for another than her."""

    to: ToWhom
    seen_by: SeenBy
    proof: str
    name: str = ""
    paper: StoredFile | None = None


@transaction.atomic
def hand_over(
    dossier: Dossier, *, receiver: Receiver, returning: Collection[int] = (), actor: Actor, at: datetime
) -> HandingOver:
    """Deliver with proof, and give back the originals that are named.

    Raises PaperOfReceiverMissing, ReceiverUnknown, NotHerself, WrongSecret and what `decision.deliver` raises.
    """
    _require_known(dossier, receiver)
    paper = _paper(dossier, receiver)
    is_herself = receiver.to is ToWhom.HERSELF
    event = decision.deliver(dossier, actor=actor, at=at, to_representative=not is_herself)
    given = GivenTo.APPLICANT if is_herself else GivenTo.REPRESENTATIVE
    back = originals.give_back(dossier, ids=returning, to=given, actor=actor, at=at) if returning else []
    assert actor.agency_id is not None, "officers sit at agencies"
    assert actor.post_id is not None, "officers have posts"
    assert actor.account_id is not None, "officers have accounts"
    return HandingOver.objects.create(
        event=event,
        dossier=dossier,
        to=receiver.to,
        seen_by=receiver.seen_by,
        receiver_name=_name(dossier, receiver),
        receiver_id_sealed=b"" if receiver.seen_by is SeenBy.RECEIPT_SHOWN else seal(receiver.proof.strip()),
        paper=paper,
        originals=[{"name": _original_name(dossier, each.item), "count": each.count} for each in back],
        handed_at=at,
        unit_id=actor.agency_id,
        by_post_id=actor.post_id,
        by_account_id=actor.account_id,
    )


def is_of(dossier: Dossier, number: str) -> bool:
    """Whether that number stands on the card of whoever filed it or whose it is."""
    return number in _numbers(dossier)


def _require_known(dossier: Dossier, receiver: Receiver) -> None:
    proof = receiver.proof.strip()
    if not proof or (receiver.to is not ToWhom.HERSELF and not receiver.name.strip()):
        raise ReceiverUnknown
    if receiver.seen_by is SeenBy.RECEIPT_SHOWN:
        given, ours = "".join(proof.split()).upper(), dossier.tracking_secret
        if not hmac.compare_digest(given.encode(), ours.upper().encode()):
            raise WrongSecret
    elif receiver.to is ToWhom.HERSELF and not is_of(dossier, proof):
        raise NotHerself


def _numbers(dossier: Dossier) -> set[str]:
    """Of whoever filed it and whose it is. One whose number nobody knows is known by the word on the receipt."""
    people = (dossier.applicant, dossier.holder)
    return {person.personal_id for person in people if person is not None and person.personal_id}


def _paper(dossier: Dossier, receiver: Receiver) -> StoredFile | None:
    """What she brings; for the representative of the dossier, the authorisation that was filed with it."""
    if receiver.to is ToWhom.HERSELF:
        return None
    if receiver.paper is not None:
        return receiver.paper
    filed = dossier.papers.filter(item=AUTHORISATION, removed_at=None).select_related("file").first()
    if receiver.to is ToWhom.OTHER or filed is None:
        raise PaperOfReceiverMissing
    return filed.file


def _name(dossier: Dossier, receiver: Receiver) -> str:
    return receiver.name.strip()[:120] if receiver.to is not ToWhom.HERSELF else dossier.applicant.full_name


def _original_name(dossier: Dossier, item: str) -> str:
    paper = paper_named(definition_of(dossier.procedure_version_id), key=item)
    return paper.name if paper else item
