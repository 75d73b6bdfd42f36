"""A result goes into somebody's hands: who, how she was known, by which paper; and what is refused."""

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.commands import handing_over
from motcua.dossiers.commands.handing_over import Receiver
from motcua.dossiers.models import Dossier, HandingOver, Original, SeenBy, Shown, ToWhom
from motcua.dossiers.rules.lifecycle import State
from tests.world import TUESDAY, WEDNESDAY, World


def hand(world: World, dossier: Dossier, receiver: Receiver, **more: object) -> HandingOver:
    return handing_over.hand_over(dossier, receiver=receiver, actor=world.minh, at=WEDNESDAY, **more)  # type: ignore[arg-type]  # names of the keywords


def post_of_minh(world: World) -> int:
    assert world.minh.post_id is not None
    return world.minh.post_id


def test_she_is_known_by_the_word_on_her_receipt_and_takes_her_originals_along(world: World) -> None:
    dossier = world.finished()
    kept = Original.objects.create(
        dossier=dossier,
        item="gpxd_ban_chinh",
        shown=Shown.KEPT,
        count=2,
        noted_at=TUESDAY,
        noted_by_id=post_of_minh(world),
    )
    secret = dossier.tracking_secret

    handed = hand(
        world, dossier, Receiver(ToWhom.HERSELF, SeenBy.RECEIPT_SHOWN, f" {secret.lower()} "), returning=[kept.pk]
    )

    kept.refresh_from_db()
    assert (kept.returned_to, handed.originals[0]["count"]) == ("applicant", 2)
    assert (dossier.state, handed.event.details) == (State.RESULT_DELIVERED, {"to_representative": False})
    assert handed.receiver_name == dossier.applicant.full_name


def test_the_number_of_her_card_is_hers_or_it_is_not_her(world: World) -> None:
    dossier = world.finished()

    with pytest.raises(handing_over.NotHerself):
        hand(world, dossier, Receiver(ToWhom.HERSELF, SeenBy.ID_TYPED, "001190000099"))
    handed = hand(world, dossier, Receiver(ToWhom.HERSELF, SeenBy.ID_TYPED, dossier.applicant.personal_id))

    assert handed.receiver_id == dossier.applicant.personal_id
    assert dossier.applicant.personal_id.encode() not in bytes(handed.receiver_id_sealed)


@pytest.mark.parametrize(
    ("receiver", "refusal"),
    [
        (Receiver(ToWhom.HERSELF, SeenBy.RECEIPT_SHOWN, "SAI"), handing_over.WrongSecret),
        (Receiver(ToWhom.HERSELF, SeenBy.ID_TYPED, " "), handing_over.ReceiverUnknown),
        (Receiver(ToWhom.REPRESENTATIVE, SeenBy.ID_TYPED, "001190000099"), handing_over.ReceiverUnknown),
        (
            Receiver(ToWhom.REPRESENTATIVE, SeenBy.ID_TYPED, "001190000099", name="Trần Văn Thay"),
            handing_over.PaperOfReceiverMissing,
        ),
        (
            Receiver(ToWhom.OTHER, SeenBy.ID_TYPED, "001190000099", name="Trần Văn Thay"),
            handing_over.PaperOfReceiverMissing,
        ),
    ],
    ids=["wrong-secret", "no-proof", "no-name", "representative-without-paper", "other-without-paper"],
)
def test_what_is_not_proved_is_not_handed_over(world: World, receiver: Receiver, refusal: type[Exception]) -> None:
    dossier = world.finished()

    with pytest.raises(refusal):
        hand(world, dossier, receiver)
    dossier.refresh_from_db()
    assert (dossier.state, HandingOver.objects.count()) == (State.RESULT_READY, 0)


def test_a_representative_brings_her_paper(world: World) -> None:
    dossier = world.finished()
    paper = world.file(by=world.minh)
    receiver = Receiver(ToWhom.REPRESENTATIVE, SeenBy.CARD_READ, "001190000099", name="Trần Văn Thay", paper=paper)

    handed = hand(world, dossier, receiver)

    assert (handed.paper, handed.receiver_name) == (paper, "Trần Văn Thay")
    assert handed.event.details == {"to_representative": True}


def test_the_database_wants_the_paper_too(world: World) -> None:
    dossier = world.finished()
    handed = hand(world, dossier, Receiver(ToWhom.HERSELF, SeenBy.RECEIPT_SHOWN, dossier.tracking_secret))

    with pytest.raises(IntegrityError), transaction.atomic():
        HandingOver.objects.filter(pk=handed.pk).update(to=ToWhom.OTHER)
