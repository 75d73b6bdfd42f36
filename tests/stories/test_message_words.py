"""The words of messages: complete for every kind, free of anybody's facts, changed only by a checked new version."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.models import Dossier, DutyKind, FeeDuty
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications import checking, facts, telling, templates
from motcua.effects.notifications.checking import Unknown
from motcua.effects.notifications.facts import About
from motcua.effects.notifications.message_kinds import (
    OF_THE_OFFICE,
    ONLY_BY_EMAIL,
    Fact,
    MessageKind,
    channels_of,
    facts_of,
    says_status,
)
from motcua.effects.notifications.models import MessageTemplate
from motcua.effects.notifications.wording import LANGUAGES
from motcua.effects.table import AFTER
from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.channels import Channel
from motcua.sites.ui import message_words
from tests.world import MONDAY, TUESDAY, World

TODAY = MONDAY.date()
EVERY = [
    pytest.param(kind, channel, language, id=f"{kind}-{channel}-{language}")
    for kind in MessageKind
    for channel in channels_of(kind)
    for language in LANGUAGES
]


@pytest.mark.parametrize(("kind", "channel", "language"), EVERY)
def test_every_kind_has_words_that_could_be_saved(
    world: World, kind: MessageKind, channel: Channel, language: str
) -> None:
    held = templates.current(kind, channel, language=language, on=TODAY)

    assert held is not None
    assert held.language == language
    checking.require_good(kind, channel, subject=held.subject, text=held.text)


def test_every_event_of_which_people_are_told_has_its_kind() -> None:
    told = {action for action, jobs in AFTER.items() if any(job.makes == "message applicant" for job in jobs)}

    assert {action.value for action in told} <= set(MessageKind)


def dossier_in_need(world: World) -> Dossier:
    """Everything that a message could be about at once: a sum, a request, a date."""
    dossier = world.accepted()
    FeeDuty.objects.create(dossier=dossier, number=9, kind=DutyKind.INTAKE, lines=[], amount=120_000, opened_at=MONDAY)
    return dossier


def said_to_lan(world: World, dossier: Dossier, language: str) -> Iterator[tuple[MessageKind, Channel, str]]:
    event = dossier.events.get(action=Action.ACCEPT)
    about = About(dossier, TUESDAY, event=event, duty=dossier.duties.latest("number"))
    known = {
        **facts.of_dossier(about, language=language, has_account=True),
        Fact.LAST_DAY: "thứ Ba 08/12/2026",
        Fact.WHEN: "8 giờ 30, thứ Năm 19/11/2026",
    }
    for kind in MessageKind:
        for channel in channels_of(kind):
            held = templates.current(kind, channel, language=language, on=TODAY)
            assert held is not None
            words = telling.words(held, known)
            yield kind, channel, " ".join([words.subject, words.text, words.short, *words.zalo.values()])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_names_anybody(world: World, language: str) -> None:
    """Nor a number, an address or a birthday; and what the procedure is called is said by e-mail alone."""
    dossier = dossier_in_need(world)
    person = dossier.applicant
    names = (person.full_name, person.full_name.split()[-1])
    personal = [*names, person.personal_id, person.phone, person.email, "phố Chợ"]
    telling_name = dossier.procedure_version.procedure.short_name

    for kind, channel, said in said_to_lan(world, dossier, language):
        assert not [fact for fact in personal if fact.lower() in said.lower()], (kind, channel)
        if channel is not Channel.EMAIL:
            assert telling_name not in said, (kind, channel)
            sms_text.require_safe(said, personal_id=person.personal_id)


def test_no_fact_that_words_may_name_is_personal(world: World) -> None:
    """The list is closed: whoever adds a fact of a person has to change this sentence too."""
    assert set(Fact) == {
        *("code", "procedure", "agency", "unit", "status"),
        *("due", "last_day", "amount", "when", "link", "hotline"),
    }
    for kind in MessageKind:
        for channel in set(channels_of(kind)) - {Channel.EMAIL}:
            assert not facts_of(kind, channel) & ONLY_BY_EMAIL


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind not in OF_THE_OFFICE], ids=str)
def test_an_sms_costs_no_more_than_two(world: World, kind: MessageKind) -> None:
    held = templates.current(kind, Channel.SMS, language="vi", on=TODAY)
    assert held is not None

    short = telling.words(held, message_words.samples("vi")).short

    assert sms_text.count(sms_text.unaccented(short)).segments <= 2


GOOD = {"subject": "Hồ sơ {code}", "text": "Hẹn trả {due}.\n{status}"}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param({"text": "Chào {name}.\n{status}"}, [Unknown(1, "name")], id="a name"),
        pytest.param({"text": "{status}\n\nTiền {amount}"}, [Unknown(3, "amount")], id="a fact of another kind"),
        pytest.param({"subject": "Hồ sơ {cod}"}, [Unknown(0, "cod")], id="misspelt in the subject"),
        pytest.param({"text": "{status}\nHẹn {due"}, [Unknown(2, "{")], id="half a brace"),
        pytest.param({"text": "{status}{code!r}{a.b}"}, [Unknown(1, "code!r"), Unknown(1, "a.b")], id="a program"),
    ],
)
def test_a_fact_that_there_is_not_is_refused_with_its_line(change: dict[str, str], found: list[Unknown]) -> None:
    with pytest.raises(checking.UnknownFact) as refused:
        checking.require_good(MessageKind.ACCEPT, Channel.EMAIL, **{**GOOD, **change})

    assert list(refused.value.found) == found


def test_what_is_known_is_let_through() -> None:
    """Negative control."""
    checking.require_good(MessageKind.ACCEPT, Channel.EMAIL, **GOOD)


def test_an_email_about_a_dossier_says_the_status() -> None:
    with pytest.raises(checking.StatusMissing):
        checking.require_good(MessageKind.ACCEPT, Channel.EMAIL, subject="Hồ sơ {code}", text="Hẹn trả {due}.")
    assert not says_status(MessageKind.REMIND_APPOINTMENT)


def test_no_number_of_a_card_is_written_into_an_sms() -> None:
    with pytest.raises(sms_text.IdentityNumberInSms):
        checking.require_good(MessageKind.ACCEPT, Channel.SMS, subject="", text="Số 001195000011: {code}")


def test_a_line_for_zalo_has_a_name_and_words() -> None:
    with pytest.raises(checking.BadZaloLine):
        checking.require_good(MessageKind.ACCEPT, Channel.ZALO, subject="12", text="ma = {code}\nchỉ có lời")


def edit(world: World, text: str, *, valid_from: date = TODAY) -> MessageTemplate:
    return templates.edit(
        MessageKind.ACCEPT,
        Channel.SMS,
        language="vi",
        subject="",
        text=text,
        valid_from=valid_from,
        account_id=world.lan.account_id,
        at=MONDAY,
    )


def held(on: date = TODAY) -> str:
    found = templates.current(MessageKind.ACCEPT, Channel.SMS, language="vi", on=on)
    return found.text if found else ""


def test_a_change_is_a_version_and_holds_from_its_day(world: World) -> None:
    before = held()

    edit(world, "Từ thứ Sáu: {code}", valid_from=TODAY + timedelta(days=4))

    assert held() == before
    assert held(TODAY + timedelta(days=4)) == "Từ thứ Sáu: {code}"
    assert [each.number for each in templates.versions(MessageKind.ACCEPT, Channel.SMS, language="vi")] == [2, 1]


def test_loading_again_changes_nothing_and_leaves_an_administrator_s_words(world: World) -> None:
    edit(world, "Lời của tỉnh: {code}")

    assert templates.load(at=TUESDAY) == 0
    assert held() == "Lời của tỉnh: {code}"


def test_newer_words_of_the_program_hold_where_nobody_wrote_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = [each._replace(text=f"{each.text} Mới.") for each in templates.shipped() if each.channel is Channel.SMS]
    edit(world, "Lời của tỉnh: {code}")
    # The file of the next version of the program is not there yet.
    monkeypatch.setattr(templates, "shipped", lambda: newer)

    assert templates.load(at=TUESDAY) == len(newer) - 1
    assert held() == "Lời của tỉnh: {code}"


def test_words_are_only_ever_added(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageTemplate.objects.update(text="")
