"""A result goes into somebody's hands: who, how she was known, by which paper; and what is refused."""

import pytest
from django.db import IntegrityError, transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import handed_out_at, visible_to
from motcua.dossiers.commands import decision, delivery, handing_over, transferring
from motcua.dossiers.commands.handing_over import Receiver
from motcua.dossiers.commands.work import NotYourStep
from motcua.dossiers.models import Dossier, HandingOver, Original, SeenBy, Shown, ToWhom, Way
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.organisations.models import Agency
from tests.world import FRIDAY, TUESDAY, WEDNESDAY, World


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


def elsewhere(world: World, dossier: Dossier) -> None:
    """She would rather fetch it where Quý works."""
    assert world.quy.agency_id is not None
    unit = Agency.objects.get(pk=world.quy.agency_id)
    delivery.choose(dossier, actor=world.lan, at=TUESDAY, way=Way.DESK, unit=unit)


def listed(actor: Actor) -> list[str]:
    return [row.code for row in worklists.page("to-deliver", actor, at=WEDNESDAY).rows]


@pytest.mark.parametrize("is_ready", [False, True], ids=["before-the-result", "when-it-lies-ready"])
def test_it_is_handed_over_at_the_desk_that_she_chose(world: World, *, is_ready: bool) -> None:
    dossier = world.finished() if is_ready else world.accepted()
    elsewhere(world, dossier)
    if not is_ready:
        assert not handed_out_at(world.quy).exists()
        while (item := world.open_item(dossier)).act != Act.DECIDE:
            world.do(item, at=TUESDAY)
        decision.file_result(dossier, kind="result", file=world.file(by=world.hoa), actor=world.hoa, at=TUESDAY)
        decision.decide(dossier, actor=world.tuan, at=TUESDAY, outcome=Outcome.GRANTED)
        dossier.refresh_from_db()
        if dossier.state == State.DECIDED:
            decision.publish(dossier, actor=world.van, at=TUESDAY, number="15/GP")

    assert (listed(world.quy), listed(world.minh)) == ([dossier.code], [])
    assert not visible_to(world.quy).exists()
    on_its_way = worklists.page("on-their-way", world.minh, at=WEDNESDAY).rows
    assert [row.code for row in on_its_way] == [dossier.code]
    receiver = Receiver(ToWhom.HERSELF, SeenBy.RECEIPT_SHOWN, dossier.tracking_secret)
    with pytest.raises(NotYourStep):
        hand(world, dossier, receiver)
    handed = handing_over.hand_over(dossier, receiver=receiver, actor=world.quy, at=WEDNESDAY)

    assert (handed.unit_id, dossier.state) == (world.quy.agency_id, State.RESULT_DELIVERED)
    assert (listed(world.quy), listed(world.minh)) == ([], [])
    assert not worklists.page("on-their-way", world.minh, at=WEDNESDAY).rows


def test_who_chooses_the_first_desk_again_is_served_there(world: World) -> None:
    dossier = world.finished()
    elsewhere(world, dossier)
    home = dossier.receiving_unit
    delivery.choose(dossier, actor=world.lan, at=WEDNESDAY, way=Way.DESK, unit=home)

    assert (listed(world.quy), listed(world.minh)) == ([], [dossier.code])
    assert not handed_out_at(world.quy).exists()
    hand(world, dossier, Receiver(ToWhom.HERSELF, SeenBy.RECEIPT_SHOWN, dossier.tracking_secret))


def test_nobody_is_reminded_of_a_result_that_waits_at_another_desk(world: World) -> None:
    dossier = world.finished()
    elsewhere(world, dossier)

    assert transferring.remind(at=FRIDAY) == 0
