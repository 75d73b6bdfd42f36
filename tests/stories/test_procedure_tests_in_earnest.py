"""The tests of procedures run without a database. Here the same tests are acted out through the commands: what the
runner says and what really becomes of the dossier must be the same, line by line.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import override_settings

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.parsing_tests import fee_text
from motcua.blueprints.catalogue.procedure_tests import ProcedureTest
from motcua.dossiers.commands import assistance, drafting, fees, filing, intake
from motcua.dossiers.models import Channel, Dossier, Filing, WorkStatus
from motcua.dossiers.rules import lifecycle
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, Clock, State
from motcua.effects.procedure_tests.looking import Found, date_text
from motcua.effects.procedure_tests.outcome import Line, Outcome
from motcua.effects.procedure_tests.running import name_of, run
from motcua.effects.procedure_tests.stage import Stage
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar
from motcua.foundation.refusals import Refusal
from tests import acted
from tests.rules.shipped import definitions
from tests.world import World, run_jobs

#: Between them they know every happening: silence, objection, posting, consultation, fees, payment, branches.
SAMPLE = (
    *("1.001193", "1.001266", "1.001612", "1.004222", "1.012786", "1.013225", "1.013227", "1.013831"),
    *("2.002913", "3.000333", "3.000722"),
)
CASES = [
    pytest.param(code, number, id=f"{code}-{number}")
    for code in SAMPLE
    for number in range(len(definitions()[code].tests))
]
STANDS = ("state", "due_at", "original_due_at", "open", "fees")


@pytest.fixture(autouse=True)
def answers_as_in_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test names only the answers that matter; whether a filing is complete is judged elsewhere. No argument of
    the commands leaves that out, so the judgement is patched away.
    """

    def kept(dossier: Dossier, *, key: str, actor: Actor, at: datetime) -> Filing:
        number = dossier.filings.count() + 1
        answers = dossier.answers.data
        return Filing.objects.create(
            dossier=dossier,
            number=number,
            idempotency_key=key,
            fingerprint=filing.fingerprint(answers, []),
            answers=answers,
            papers=[],
            filed_at=at,
            by_post_id=actor.post_id,
        )

    monkeypatch.setattr(filing, "freeze", kept)


@pytest.mark.parametrize(("code", "number"), CASES)
def test_the_runner_and_the_real_commands_agree(world: World, code: str, number: int) -> None:
    outcome = ran(code, number)

    assert in_earnest(world, outcome) == as_ran(outcome)
    assert outcome.is_green


def test_a_broken_rule_is_broken_in_both(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    row = lifecycle._BY_KEY[Action.SUPPLEMENT, State.SUPPLEMENT_REQUESTED]
    monkeypatch.setitem(
        lifecycle._BY_KEY, (Action.SUPPLEMENT, State.SUPPLEMENT_REQUESTED), replace(row, clock=Clock.RESUME)
    )

    outcome = ran("1.013227", 4)

    assert not outcome.is_green
    assert in_earnest(world, outcome) == as_ran(outcome)


def test_a_runner_that_drifts_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stage, "_go_on", lambda *_, **__: None)

    outcome = ran("1.001193", 3)

    assert in_earnest(world, outcome) != as_ran(outcome)


def ran(code: str, number: int) -> Outcome:
    version = catalogue.find(code).version
    definition = catalogue.definition_of(version.pk)
    calendar = versions.calendar_of(versions.current_id())
    return run(definition, definition.tests[number], number=number, calendar=calendar)


def as_ran(outcome: Outcome) -> list[object]:
    lines = [shown(line, line.stood, refused_in(line)) for line in outcome.lines if line.expected is None]
    last = outcome.lines[-1].stood
    return [*lines, sorted(last["slips"]), list(last["messages"])]


def refused_in(line: Line) -> str:
    """A red act is refused otherwise than was written; its red says how."""
    if line.reds:
        found = line.reds[0].found
        return found.removeprefix("refused: ") if found.startswith("refused: ") else ""
    return line.happening.refused if line.happening else ""


def in_earnest(world: World, outcome: Outcome) -> list[object]:
    with override_settings(PROVINCE_NAME=outcome.test.locality or settings.PROVINCE_NAME):
        return acted_out(world, outcome)


def acted_out(world: World, outcome: Outcome) -> list[object]:
    calendar = versions.calendar_of(versions.current_id())
    dossier = filed(world, outcome.code, outcome.test)
    lines: list[object] = [shown(outcome.lines[0], stood(dossier, calendar), "")]
    for line in outcome.lines:
        if line.happening is not None:
            refused = ""
            try:
                acted.act(world, dossier, line.happening)
            except Refusal as refusal:
                refused = name_of(type(refusal))
            lines.append(shown(line, stood(dossier, calendar), refused))
    run_jobs()
    return [*lines, sorted(dossier.slips.values_list("kind", flat=True)), told(dossier, world.lan)]


def filed(world: World, code: str, test: ProcedureTest) -> Dossier:
    who = world.lan if test.channel == Channel.ONLINE else world.minh
    dossier = drafting.start(
        catalogue.find(code).version,
        actor=who,
        deciding_agency=world.minh_tan,
        at=test.filed_at,
        channel=Channel(test.channel),
        applicant_id=world.lan.person_id,
        prefilled=test.answers,
    )
    if who.is_officer:
        assistance.begin(world.consent(code, to=who, at=test.filed_at), dossier=dossier, at=test.filed_at)
    intake.submit(dossier, actor=who, at=test.filed_at, key=uuid4().hex)
    return dossier


def stood(dossier: Dossier, calendar: WorkingCalendar) -> Mapping[str, Found]:
    dossier.refresh_from_db()
    items = dossier.work_items.filter(status=WorkStatus.OPEN, parent=None).order_by("pk")
    return {
        "state": dossier.state,
        "due_at": date_text(dossier.due_at, calendar=calendar),
        "original_due_at": date_text(dossier.original_due_at, calendar=calendar),
        "open": tuple(items.values_list("step", flat=True)),
        "fees": tuple(fee_text(line["key"], line["amount"]) for duty in fees.unsettled(dossier) for line in duty.lines),
    }


def told(dossier: Dossier, lan: Actor) -> list[str]:
    notices = dossier.events.filter(notices__account=lan.account_id).order_by("number")
    return list(notices.values_list("action", flat=True))


def shown(line: Line, stood: Mapping[str, Any], refused: str) -> object:
    kept = {name: sorted(stood[name]) if name in ("open", "fees") else stood[name] for name in STANDS}
    return (f"{line.at:%Y-%m-%d %H:%M}", refused, kept)
