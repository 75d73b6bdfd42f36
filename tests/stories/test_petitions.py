"""A petition from the sheet to the public answer: who may do what, by which day, and what nobody else sees."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.rules.actor import Actor
from motcua.effects.petitions import access, acts
from motcua.effects.petitions.acts import Filing, NamesThePerson, NoContact, NothingSaid, NotOfThisAgency, TooLate
from motcua.effects.petitions.models import Kind, Petition, PetitionEvent
from motcua.effects.petitions.moves import NotNow, State
from motcua.foundation.organisations.models import Post
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, moment


def filed(world: World, *, by: Actor | None = None, **facts: Any) -> Petition:
    actor = by or world.lan
    filing = Filing(Kind.COMPLAINT, world.minh_tan, "Cửa số 2 đóng lúc 10 giờ.", account_id=actor.account_id, **facts)
    return acts.file(filing, key=uuid4(), at=MONDAY)


def post(actor: Actor) -> Post:
    assert actor.post_id is not None
    return Post.objects.get(pk=actor.post_id)


@pytest.fixture
def in_hand(world: World) -> Petition:
    petition = filed(world)
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=MONDAY)
    return petition


def test_all_the_way_to_the_public_answer(world: World, in_hand: Petition) -> None:
    acts.ask(in_hand, question="Hôm nào?", actor=world.hoa, at=TUESDAY)
    assert (in_hand.state, in_hand.due_at) == (State.ASKED, None)
    acts.supply(in_hand, text="Thứ hai, 16/11.", at=WEDNESDAY)
    acts.answer(in_hand, text="Cơ quan xin lỗi và đã sắp xếp lại ca trực.", actor=world.hoa, at=FRIDAY)
    acts.publish(in_hand, question="Cửa đóng sớm.", text="Đã sắp xếp lại.", actor=world.head, at=FRIDAY)

    assert in_hand.state == State.PUBLISHED
    assert [event.act for event in in_hand.events.order_by("number")] == [
        *("file", "assign", "ask", "supply", "answer", "publish")
    ]
    assert [each.public_question for each in access.published()] == ["Cửa đóng sớm."]


def test_sending_the_sheet_twice_files_once(world: World) -> None:
    filing, key = Filing(Kind.SUGGESTION, world.minh_tan, "Thêm ghế chờ.", account_id=world.lan.account_id), uuid4()

    assert acts.file(filing, key=key, at=MONDAY) == acts.file(filing, key=key, at=TUESDAY)
    assert Petition.objects.count() == 1


def test_without_an_account_a_contact_is_needed_and_sealed(world: World) -> None:
    filing = Filing(Kind.COMPLAINT, world.minh_tan, "Chờ lâu quá.")
    with pytest.raises(NoContact):
        acts.file(filing, key=uuid4(), at=MONDAY)

    named = Filing(Kind.COMPLAINT, world.minh_tan, "Chờ lâu quá.", contact={"name": "Sáu", "phone": "0912999888"})
    petition = acts.file(named, key=uuid4(), at=MONDAY)

    assert petition.contact["phone"] == "0912999888"
    stored = Petition.objects.filter(pk=petition.pk).values().get()
    assert "0912999888" not in str({key: bytes(v) if isinstance(v, memoryview) else v for key, v in stored.items()})
    assert access.with_code(f" {petition.code[:4]} {petition.code[4:].lower()} ") == petition
    assert access.with_code("ABCDEFGHJKMN") is None
    assert access.with_code("") is None


def test_the_days_of_the_law_by_the_working_calendar(world: World) -> None:
    """24 November 2026 is a holiday. Refuse or give out in 2 working days, answer in 15, publish in 2."""
    petition = filed(world)
    assert petition.due_at == moment("2026-11-18T17:00")
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=TUESDAY)
    assert petition.due_at == moment("2026-12-08T17:00")
    acts.answer(petition, text="Đã sửa.", actor=world.hoa, at=FRIDAY)
    assert petition.due_at == moment("2026-11-25T17:00")


def test_what_is_about_a_dossier_is_answered_in_ten_days(world: World) -> None:
    petition = filed(world, dossier=world.submitted("1.013227"))
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=MONDAY)

    assert petition.due_at == moment("2026-11-26T17:00")


def test_what_was_supplied_begins_the_period_again(world: World, in_hand: Petition) -> None:
    before = in_hand.due_at
    acts.ask(in_hand, question="Hôm nào?", actor=world.hoa, at=TUESDAY)
    acts.supply(in_hand, text="Thứ hai.", at=FRIDAY)

    assert before is not None
    assert in_hand.due_at is not None
    assert in_hand.due_at > before


def test_refusing_and_asking_have_their_days(world: World, in_hand: Petition) -> None:
    with pytest.raises(TooLate):
        acts.refuse(in_hand, ground="Không thuộc thẩm quyền", actor=world.head, at=moment("2026-11-19T08:00"))
    with pytest.raises(TooLate):
        acts.ask(in_hand, question="Hôm nào?", actor=world.hoa, at=moment("2026-11-25T08:00"))

    acts.refuse(in_hand, ground="Không thuộc thẩm quyền", actor=world.head, at=moment("2026-11-18T16:59"))
    assert (in_hand.state, in_hand.due_at) == (State.REFUSED, None)
    assert in_hand.events.get(act="refuse").words.text == "Không thuộc thẩm quyền"


def test_what_is_too_late_is_not_offered(world: World, in_hand: Petition) -> None:
    assert [*acts.open_now(in_hand, actor=world.hoa, at=TUESDAY)] == ["answer", "ask", "refuse"]
    assert [*acts.open_now(in_hand, actor=world.hoa, at=moment("2026-11-20T08:00"))] == ["answer", "ask"]
    assert [*acts.open_now(in_hand, actor=world.head, at=moment("2026-12-20T08:00"))] == ["answer", "assign"]


def test_others_see_nothing_and_can_do_nothing(world: World, in_hand: Petition) -> None:
    for stranger in (world.binh, world.minh, world.quy, world.tuan, world.van):
        assert in_hand not in access.visible_to(stranger)
        with pytest.raises(NotNow):
            acts.answer(in_hand, text="Không", actor=stranger, at=TUESDAY)
    for known in (world.lan, world.hoa, world.head):
        assert in_hand in access.visible_to(known)
    with pytest.raises(NotOfThisAgency):
        acts.assign(in_hand, to=post(world.quy), actor=world.head, at=TUESDAY)
    with pytest.raises(NotNow):
        acts.assign(in_hand, to=post(world.hoa), actor=world.hoa, at=TUESDAY)


@pytest.mark.parametrize("named", ["Bà nguyễn thị ngọc lan nói", "gọi 0912345671", "NGUYEN THI NGOC LAN"])
def test_what_everybody_reads_does_not_name_the_person(world: World, in_hand: Petition, named: str) -> None:
    acts.answer(in_hand, text="Đã sửa.", actor=world.hoa, at=TUESDAY)

    with pytest.raises(NamesThePerson):
        acts.publish(in_hand, question=named, text="Đã sửa.", actor=world.hoa, at=TUESDAY)
    with pytest.raises(NamesThePerson):
        acts.publish(in_hand, question="Cửa đóng sớm.", text=named, actor=world.hoa, at=TUESDAY)
    assert not access.published().exists()


@pytest.mark.parametrize("text", ["", "  \n "])
def test_nothing_said_is_nothing_done(world: World, in_hand: Petition, text: str) -> None:
    with pytest.raises(NothingSaid):
        acts.answer(in_hand, text=text, actor=world.hoa, at=TUESDAY)
    with pytest.raises(NothingSaid):
        acts.file(Filing(Kind.COMPLAINT, world.minh_tan, text, account_id=1), key=uuid4(), at=MONDAY)
    assert in_hand.events.count() == 2


def test_history_is_only_added_to(world: World, in_hand: Petition) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PetitionEvent.objects.filter(petition=in_hand).update(party="head")
    with pytest.raises(IntegrityError), transaction.atomic():
        PetitionEvent.objects.filter(petition=in_hand).delete()
