"""What happens to a dossier reaches its people: once each, in their language, in words that name nobody."""

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.commands import fees, intake
from motcua.dossiers.models import Dossier, DossierEvent, SettledHow
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications import reactions, telling, templates
from motcua.effects.notifications.message_kinds import MessageKind
from motcua.effects.notifications.models import Notice, Telling
from motcua.foundation.accounts.models import Account
from motcua.foundation.messaging import outbox
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.models import Message
from tests.world import MONDAY, TUESDAY, World, account


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
    assert dossier.code in said(Channel.SMS, "submit").short


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
