"""What happens to a dossier reaches its people: once each, in their language, in words that name nobody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import deadlines, decision, fees, intake, processing, results, watching, withdrawal
from motcua.dossiers.models import Dossier, DossierEvent, SettledHow
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.notifications import reactions, telling, templates
from motcua.effects.notifications.message_kinds import MessageKind
from motcua.effects.notifications.models import Notice, Telling
from motcua.effects.table import AFTER
from motcua.foundation.accounts.models import Account
from motcua.foundation.messaging import outbox
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Message
from tests.world import MONDAY, TUESDAY, World, account, moment


def tell(dossier: Dossier, action: Action) -> DossierEvent:
    event = dossier.events.filter(action=action).latest("number")
    reactions.tell_applicant.run(event_id=event.pk)
    return event


def said(channel: Channel, kind: str) -> outbox.Words:
    return Message.objects.get(channel=channel, kind=kind).words


def test_who_files_is_told_by_the_channels_that_reach_her(world: World) -> None:
    dossier = world.submitted()

    event = tell(dossier, Action.SUBMIT)

    assert Notice.objects.filter(event=event).count() == 1
    assert set(Message.objects.values_list("channel", "cause")) == {
        (channel, f"event {event.pk}") for channel in Channel
    }
    assert str(dossier.code) in said(Channel.SMS, "submit").short


def test_an_email_says_what_a_status_notice_has_to_say(world: World) -> None:
    """NĐ 224/2025 art. 15.1.g: agency, who receives or processes, the times of receipt, processing and return."""
    dossier = world.accepted()

    tell(dossier, Action.ACCEPT)

    text = said(Channel.EMAIL, "accept").text
    assert f"Cơ quan giải quyết: {dossier.deciding_agency.name}" in text
    assert f"Người tiếp nhận, xử lý: Cán bộ tiếp nhận, {dossier.receiving_unit.name}" in text
    for line in ("Tiếp nhận lúc: 9 giờ", "Hẹn trả kết quả: ", "Cập nhật lúc: "):
        assert line in text


def test_a_job_that_runs_twice_tells_once(world: World) -> None:
    dossier = world.submitted()

    tell(dossier, Action.SUBMIT)
    tell(dossier, Action.SUBMIT)

    assert Message.objects.count() == Telling.objects.count() == 4
    assert Notice.objects.count() == 1


def test_a_job_that_is_cut_off_tells_the_rest_when_it_runs_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut between the decision and the message there is neither; what was told before the cut is not told again."""
    dossier = world.submitted()
    put, calls = outbox.put, []

    def cut(person_id: int, **said: object) -> None:
        calls.append(said["channels"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        put(person_id, **said)  # type: ignore[arg-type]  # handed on as it came

    # Nothing that may be handed in stands between the two: the cut is made where the second begins.
    monkeypatch.setattr(outbox, "put", cut)
    with pytest.raises(KeyboardInterrupt):
        tell(dossier, Action.SUBMIT)
    assert Message.objects.count() == Telling.objects.count() == 1
    monkeypatch.setattr(outbox, "put", put)

    tell(dossier, Action.SUBMIT)

    assert Message.objects.count() == Telling.objects.count() == 4


def test_she_is_written_to_in_her_language(world: World) -> None:
    dossier = world.submitted()
    telling.speak(account("lan").pk, "en")

    tell(dossier, Action.SUBMIT)

    assert said(Channel.EMAIL, "submit").subject == f"Dossier {dossier.code} has been filed"


def test_somebody_without_an_account_is_told_on_her_telephone(world: World) -> None:
    dossier = world.submitted()
    Dossier.objects.filter(pk=dossier.pk).update(applicant_account=None, holder=None)
    Account.objects.filter(pk=account("lan").pk).update(is_active=False)

    tell(dossier, Action.SUBMIT)

    assert set(Message.objects.values_list("channel", flat=True)) == {Channel.EMAIL, Channel.SMS, Channel.ZALO}
    assert f"/tracking?code={dossier.code}" in said(Channel.SMS, "submit").short


def test_what_is_owed_with_a_filing_is_told_with_it(world: World) -> None:
    dossier = world.draft("1.001612")
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="k")
    duty = fees.unsettled(dossier)[0]

    tell(dossier, Action.SUBMIT)
    reactions.duty_opened.run(duty_id=duty.pk)

    assert set(Message.objects.values_list("kind", flat=True)) == {MessageKind.SUBMIT_TO_PAY}
    assert "đồng" in said(Channel.SMS, "submit_to_pay").short


def test_what_is_paid_is_told_once(world: World) -> None:
    dossier = world.draft("1.001612")
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="k")
    duty = fees.unsettled(dossier)[0]
    fees.settle(duty, how=SettledHow.TRANSFER, actor=SYSTEM, at=TUESDAY)

    reactions.duty_settled.run(duty_id=duty.pk)
    reactions.duty_settled.run(duty_id=duty.pk)

    assert Message.objects.filter(kind="duty_settled", channel=Channel.SMS).count() == 1
    assert Message.objects.filter(kind="duty_settled")[0].cause == f"duty_settled {duty.pk}"


def test_decisions_to_tell_are_only_ever_added(world: World) -> None:
    tell(world.submitted(), Action.SUBMIT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Telling.objects.update(channel=Channel.ZALO)


def test_without_an_approved_number_nothing_leaves_by_zalo(world: World) -> None:
    templates.edit(
        MessageKind.SUBMIT,
        Channel.ZALO,
        language="vi",
        subject="",
        text="ma = {code}",
        valid_from=MONDAY.date(),
        account_id=None,
        at=MONDAY,
    )

    tell(world.submitted(), Action.SUBMIT)

    assert not Message.objects.filter(channel=Channel.ZALO).exists()


#: Where it is accepted at the moment of filing, as at a counter, the filing is not told besides.
LIVES = {
    "completed and refused": {"submit", "ask_to_complete", "refuse"},
    "stopped for want of an answer": {"accept", "request_supplement", "stop"},
    "late and delivered": {"accept", "apologise", "publish", "deliver"},
    "agreed to and withdrawn": {"accept", "suspend", "withdraw"},
}


@pytest.mark.parametrize("life", LIVES)
def test_every_turn_of_a_life_is_told_in_words_without_a_hole(world: World, life: str) -> None:
    _LIVED[life](world)

    # The jobs of other effects have tests of their own.
    for event in DossierEvent.objects.filter(action__in=TOLD).order_by("pk"):
        reactions.tell_applicant.run(event_id=event.pk)

    assert set(Message.objects.values_list("kind", flat=True)) == LIVES[life]
    for message in Message.objects.all():
        words = message.words
        said = " ".join([words.subject, words.text, words.short, *words.zalo.values()])
        assert "{" not in said
        assert "None" not in said


TOLD = [action for action, jobs in AFTER.items() if reactions.tell_applicant in jobs]


def _refused(world: World) -> None:
    dossier = world.submitted()
    intake.ask_to_complete(dossier, actor=world.minh, at=MONDAY, items=["giay_chung_sinh"], reason="Ảnh mờ")
    intake.resubmit(dossier, actor=world.lan, at=TUESDAY, key="again")
    intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="Không đúng")


def _stopped(world: World) -> None:
    dossier = world.accepted()
    processing.request_supplement(
        dossier, actor=world.hoa, at=TUESDAY, items=["gpxd_ban_chinh"], reason="Thiếu bản chính"
    )
    watching.close_uncompleted(at=TUESDAY + timedelta(days=60))


def _delivered(world: World) -> None:
    dossier = world.worked()
    new_due_at = moment("2026-11-30T17:00")
    deadlines.apologise(dossier, actor=world.tuan, at=TUESDAY, new_due_at=new_due_at, reason="Chờ")
    results.file_result(dossier, kind="result", file=world.file(by=world.hoa), actor=world.hoa, at=TUESDAY)
    decision.decide(dossier, actor=world.tuan, at=TUESDAY, outcome=Outcome.GRANTED)
    decision.publish(dossier, actor=world.van, at=TUESDAY, number="15/GP")
    decision.deliver(dossier, actor=world.minh, at=TUESDAY)


def _withdrawn(world: World) -> None:
    dossier = world.accepted("1.001193")
    while (item := world.open_item(dossier)).act != Act.CONFIRM_DRAFT:
        world.do(item, at=MONDAY)
    withdrawal.withdraw(dossier, actor=world.lan, at=MONDAY)


_LIVED = {
    "completed and refused": _refused,
    "stopped for want of an answer": _stopped,
    "late and delivered": _delivered,
    "agreed to and withdrawn": _withdrawn,
}
