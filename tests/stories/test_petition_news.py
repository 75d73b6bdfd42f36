"""Who hears of a petition: the office that has to answer it, and its author; once, and without what was said."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.rules.actor import Actor
from motcua.effects import petition_news
from motcua.effects.notifications import mailing, officers
from motcua.effects.notifications.kinds import News
from motcua.effects.petitions import acts, opinions
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind, Opinion, Petition, PetitionEvent, PetitionOpinion
from motcua.effects.petitions.moves import NotNow
from motcua.foundation.jobs.queue import JOBS
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Message
from motcua.foundation.organisations.models import Post
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, account, moment, run_jobs

SECRET, REPLY = "Cửa số 2 đóng lúc 10 giờ.", "Đã sắp xếp lại ca trực."


def filed(world: World, **facts: object) -> Petition:
    filing = Filing(Kind.COMPLAINT, world.minh_tan, SECRET, **(facts or {"account_id": world.lan.account_id}))  # type: ignore[arg-type]
    return acts.file(filing, key=uuid4(), at=MONDAY)


def post(actor: Actor) -> Post:
    return Post.objects.get(pk=actor.post_id or 0)


def heard(actor: Actor) -> list[str]:
    return [one.kind for one in officers.news_of(actor, at=FRIDAY) if one.kind.startswith("petition")]


def sent(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("channel"))


def text(message: Message) -> str:
    words = message.words
    return " ".join([words.subject, words.text, words.short, *words.zalo.values()])


def test_the_head_hears_of_a_new_one_then_whoever_is_to_answer_it(world: World) -> None:
    petition = filed(world)
    run_jobs()
    assert (heard(world.head), heard(world.hoa), heard(world.quy)) == ([News.PETITION_FILED], [], [])

    acts.assign(petition, to=post(world.hoa), actor=world.head, at=TUESDAY)
    acts.ask(petition, question="Hôm nào?", actor=world.hoa, at=TUESDAY)
    acts.supply(petition, text="Thứ hai.", at=WEDNESDAY)
    run_jobs()

    assert heard(world.hoa) == [News.PETITION_SUPPLIED, News.PETITION_GIVEN]
    assert heard(world.head) == [News.PETITION_FILED]


def test_given_on_before_anybody_was_told_one_officer_hears_of_it_once(world: World) -> None:
    petition = filed(world)
    for officer in (world.hoa, world.van):
        acts.assign(petition, to=post(officer), actor=world.head, at=TUESDAY)
    run_jobs()

    assert heard(world.hoa) == []
    assert heard(world.van) == [News.PETITION_GIVEN]


def test_told_twice_it_is_one_message_on_each_channel(world: World) -> None:
    petition = filed(world)
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=TUESDAY)
    acts.answer(petition, text=REPLY, actor=world.hoa, at=WEDNESDAY)
    run_jobs()
    before = (Message.objects.count(), len(heard(world.hoa)), len(heard(world.head)))

    for event_id in PetitionEvent.objects.order_by("pk").values_list("pk", flat=True):
        JOBS["effects.petition_moved"].run(event_id=event_id)

    assert (Message.objects.count(), len(heard(world.hoa)), len(heard(world.head))) == before
    channels = [each.channel for each in sent("petition_answered")]
    assert channels == sorted(set(channels))
    assert {Channel.EMAIL, Channel.SMS, Channel.PUSH} <= {Channel(each) for each in channels}


def test_she_hears_that_there_is_an_answer_and_nobody_reads_it_on_her_telephone(world: World) -> None:
    petition = filed(world)
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=TUESDAY)
    acts.answer(petition, text=REPLY, actor=world.hoa, at=WEDNESDAY)
    run_jobs()

    for message in sent("petition_answered"):
        assert message.person_id == world.lan.person_id
        assert f"/petitions/{petition.pk}" in text(message)
        for private in (SECRET, REPLY, petition.code):
            assert private not in text(message)


def test_without_an_account_the_contact_that_was_left_hears_it(world: World) -> None:
    petition = filed(world, contact={"name": "Sáu", "phone": "0912999888", "email": "sau@example.com"})
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=TUESDAY)
    acts.answer(petition, text=REPLY, actor=world.hoa, at=moment("2026-11-18T22:00"))
    run_jobs()
    JOBS["effects.petition_moved"].run(event_id=petition.events.get(act="answer").pk)

    by_mail, by_phone = sent("petition_answered")
    assert (by_mail.channel, by_phone.channel) == (Channel.EMAIL, Channel.SMS)
    assert by_phone.next_at == moment("2026-11-19T07:00"), "no telephone rings at night"
    for message in (by_mail, by_phone):
        assert "/petitions/answer" in text(message)
        assert petition.code not in text(message)
        assert b"0912999888" not in bytes(message.address_sealed)


@pytest.mark.parametrize(("act", "kind"), [("ask", "petition_asked"), ("refuse", "petition_refused")])
def test_she_hears_of_a_question_and_of_a_no(world: World, act: str, kind: str) -> None:
    petition = filed(world)
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=MONDAY)
    if act == "ask":
        acts.ask(petition, question=SECRET, actor=world.hoa, at=TUESDAY)
    else:
        acts.refuse(petition, ground=SECRET, actor=world.hoa, at=TUESDAY)
    run_jobs()

    assert sent(kind)
    assert not any(SECRET in text(each) for each in sent(kind))


def test_each_morning_what_is_due_is_told_and_what_is_late_above_too(world: World) -> None:
    """Refused or given out within two working days: by Wednesday evening."""
    petition = filed(world)
    run_jobs()
    petition_news.tell_of_due(at=MONDAY)
    assert News.PETITION_DUE_SOON not in heard(world.head)

    for _twice in range(2):
        petition_news.tell_of_due(at=TUESDAY)
    assert heard(world.head).count(News.PETITION_DUE_SOON) == 1

    acts.assign(petition, to=post(world.hoa), actor=world.head, at=WEDNESDAY)
    Petition.objects.filter(pk=petition.pk).update(due_at=WEDNESDAY)
    petition_news.tell_of_due(at=FRIDAY)
    assert News.PETITION_OVERDUE in [one.kind for one in officers.news_of(world.hoa, at=FRIDAY)]
    assert News.PETITION_OVERDUE in [one.kind for one in officers.news_of(world.head, at=FRIDAY)]


def test_an_officer_who_wants_letters_gets_one(world: World) -> None:
    mailing.want(account("tuan").pk, wanted=True)
    filed(world)
    run_jobs()

    letters = Message.objects.filter(kind="office_news", person=account("tuan").person_id)
    assert letters.count() == 1
    assert SECRET not in text(letters.get())


def test_whether_she_is_satisfied_is_said_once_and_stays_said(world: World) -> None:
    petition = filed(world)
    with pytest.raises(NotNow):
        opinions.judge(petition, level=Opinion.SATISFIED, at=TUESDAY)
    acts.assign(petition, to=post(world.hoa), actor=world.head, at=TUESDAY)
    acts.answer(petition, text=REPLY, actor=world.hoa, at=WEDNESDAY)

    with pytest.raises(NotNow):
        opinions.judge(petition, level="delighted", at=FRIDAY)
    said = opinions.judge(petition, level=Opinion.NOT_SATISFIED, at=FRIDAY)
    assert opinions.judge(petition, level=Opinion.NOT_SATISFIED, at=FRIDAY) == said, "pressing twice says it once"
    with pytest.raises(opinions.AlreadyJudged):
        opinions.judge(petition, level=Opinion.SATISFIED, at=FRIDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PetitionOpinion.objects.update(level=Opinion.SATISFIED)
