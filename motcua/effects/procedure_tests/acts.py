"""What each happening of a test does: who acts, what is recorded, what becomes of the steps."""

from collections.abc import Callable
from datetime import datetime

from motcua.blueprints.catalogue.procedure_tests import Does, Happening
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.blueprints.workflows.steps import Act, Silence
from motcua.dossiers.commands.deadlines import ApologyTooLate, NewDateNotLater
from motcua.dossiers.commands.handling import HANDED_ON, ChoiceMissing, StepNeedsItsOwnAct, WaitsForApplicant
from motcua.dossiers.commands.postings import NothingToPost, PostingNotOver
from motcua.dossiers.commands.requests import FirstRequestOpen
from motcua.dossiers.commands.work import StepGone
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.dossiers.rules.projection import stored
from motcua.effects.procedure_tests.stage import Item, Stage
from motcua.foundation.calendar.arithmetic import Period, add, legal_day
from motcua.foundation.refusals import Refusal

Doing = Callable[[Stage, Happening], None]


class PeriodNotOver(Refusal):
    """In a test: time is said to have run out, and it has not."""


def act(stage: Stage, happening: Happening) -> None:
    """Raises the refusals of the real handling."""
    _ACTS[happening.does](stage, happening)


def _accept(stage: Stage, happening: Happening) -> None:
    """The limits of this case are written into the event, as `intake.accept` does."""
    stage.answers.update(happening.found)
    limits = applicable(stage.definition, answers=stage.answers, channel=stage.channel, manual=happening.picked)
    details = {"limit": [stored(limit.period) for limit in limits], "cases": [limit.key for limit in limits]}
    stage.record(Action.ACCEPT, role=Role.RECEPTIONIST, at=happening.at, details=details)
    stage.begin(at=happening.at)


def _recorded(
    action: Action, role: Role, *, ends: bool = False, completes: bool = False, ground: str = ""
) -> Callable[[Stage, Happening], None]:
    """An act that is an event and moves no step."""

    def do(stage: Stage, happening: Happening) -> None:
        stage.record(action, role=role, at=happening.at, details={"ground": ground} if ground else None)
        if ends:
            stage.cancel_open()
        if completes:
            stage.assess()

    return do


def _allow_second(stage: Stage, happening: Happening) -> None:
    """An allowance is not laid by for later."""
    request = Action.ASK_TO_COMPLETE if stage.state is State.SUBMITTED else Action.REQUEST_SUPPLEMENT
    stage.record(Action.ALLOW_SECOND_REQUEST, role=Role.HEAD, at=happening.at)
    allowance = stage.moves[-1]
    if sum(move.action is request for move in stage.moves) < stage.moves.count(allowance):
        raise FirstRequestOpen


def _finish(stage: Stage, happening: Happening) -> None:
    item = _open_of(stage, happening)
    if item.step.act not in HANDED_ON:
        raise StepNeedsItsOwnAct
    _require_going_on(stage)
    if item.step.act is Act.POST_PUBLICLY and item.step.max_days is not None:
        raise PostingNotOver
    choices = {choice.key for choice in item.step.choices}
    if choices and happening.choice not in choices:
        raise ChoiceMissing
    stage.finish(item, role=Role(item.step.role), at=happening.at, choice=happening.choice)


def _finish_all(stage: Stage, happening: Happening) -> None:
    _require_going_on(stage)
    while (item := next((each for each in stage.open_items() if each.step.act in _INSIDE), None)) is not None:
        stage.finish(item, role=_role(item), at=happening.at)


def _finish_of(*acts: Act) -> Doing:
    """A step of that kind is done by its own act. With several open, the test names the step."""

    def do(stage: Stage, happening: Happening) -> None:
        item = _open_of(stage, happening, *acts)
        _require_going_on(stage)
        stage.finish(item, role=_role(item), at=happening.at)

    return do


def _role(item: Item) -> Role:
    """What has happened in a member dossier, the system carries over."""
    return Role.SYSTEM if item.step.act is Act.OPEN_CHILD else Role(item.step.role)


def _post(stage: Stage, happening: Happening) -> None:
    item = _open_of(stage, happening, Act.POST_PUBLICLY)
    if item.step.max_days is None:
        raise NothingToPost
    item.posted_until = _end(stage, item, happening.at)
    stage.stand(item, at=happening.at)


def _posting_over(stage: Stage, happening: Happening) -> None:
    item = _open_of(stage, happening, Act.POST_PUBLICLY)
    if item.posted_until is None or happening.at <= item.posted_until:
        raise PeriodNotOver
    stage.finish(item, role=Role.SYSTEM, at=happening.at)


def _confirm(stage: Stage, happening: Happening) -> None:
    stage.finish(_open_of(stage, happening, Act.CONFIRM_DRAFT), role=Role.APPLICANT, at=happening.at)


def _object(stage: Stage, happening: Happening) -> None:
    stage.give_back(_open_of(stage, happening, Act.CONFIRM_DRAFT), role=Role.APPLICANT, at=happening.at)


def _silence(stage: Stage, happening: Happening) -> None:
    """The applicant let her time go by, and only then: the version says what that means."""
    item = _open_of(stage, happening, Act.CONFIRM_DRAFT)
    if item.step.max_days is None or happening.at <= _end(stage, item, item.opened_at):
        raise PeriodNotOver
    goes_on = stage.finish if item.step.silence is Silence.AGREEMENT else stage.give_back
    goes_on(item, role=Role.SYSTEM, at=happening.at)


def _end(stage: Stage, item: Item, since: datetime) -> datetime:
    assert item.step.max_days is not None, "asked before"
    return add(stage.calendar, since, Period(item.step.max_days, item.step.max_unit)).due_at


def _require_going_on(stage: Stage) -> None:
    if stage.state is State.SUPPLEMENT_REQUESTED:
        raise WaitsForApplicant


def _pay(stage: Stage, happening: Happening) -> None:
    """What filing costs; or, in the step that waits for it, what another authority has found to be due."""
    if stage.state is not State.AWAITING_PAYMENT:
        if not stage.owed:
            raise StepGone
        stage.pay()
        return
    item = _open_of(stage, happening, Act.PAY)
    stage.record(Action.CONFIRM_PAYMENT, role=Role.SYSTEM, at=happening.at, details={"ground": "financial_duty"})
    stage.finish(item, role=Role.SYSTEM, at=happening.at)


def _apologise(stage: Stage, happening: Happening) -> None:
    due_at, new_due_at = stage.projection.due_at, happening.new_due_at
    if due_at is None or new_due_at is None or new_due_at <= due_at:
        raise NewDateNotLater
    if not stage.calendar.is_open(legal_day(new_due_at)):
        raise NewDateNotLater
    details = {"new_due_at": new_due_at.isoformat()}
    stage.record(Action.APOLOGISE, role=Role.SIGNATORY, at=happening.at, details=details)
    days_before = stage.definition.rules_on(legal_day(happening.at)).apology_days_before_due
    if legal_day(happening.at) > legal_clock.last_day_to_apologise(
        due_at, days_before=days_before, calendar=stage.calendar
    ):
        raise ApologyTooLate


def _decide(stage: Stage, happening: Happening) -> None:
    item = _open_of(stage, happening, Act.DECIDE)
    stage.record(Action.DECIDE, role=Role.SIGNATORY, at=happening.at, details={"outcome": happening.outcome})
    stage.finish(item, role=Role.SIGNATORY, at=happening.at)
    if not stage.process.has(Act.PUBLISH):
        stage.record(Action.PUBLISH, role=Role.SIGNATORY, at=happening.at)


def _publish(stage: Stage, happening: Happening) -> None:
    stage.record(Action.PUBLISH, role=Role.CLERK, at=happening.at)
    item = stage.item_of(Act.PUBLISH)
    if item is not None:
        stage.finish(item, role=Role.CLERK, at=happening.at)


def _deliver(stage: Stage, happening: Happening) -> None:
    stage.record(Action.DELIVER, role=Role.RECEPTIONIST, at=happening.at)
    item = stage.item_of(Act.DELIVER)
    if item is not None:
        stage.finish(item, role=Role.RECEPTIONIST, at=happening.at)


def _close_unanswered(stage: Stage, happening: Happening) -> None:
    """What the system does on its own, on a day on which it would."""
    if stage.state not in (State.INCOMPLETE, State.SUPPLEMENT_REQUESTED):
        raise PeriodNotOver
    asked_at = stage.events[-1].at
    days = stage.definition.rules_on(legal_day(asked_at)).supplement_unanswered_days
    if legal_day(happening.at) < legal_clock.closable_from(asked_at, working_days=days, calendar=stage.calendar):
        raise PeriodNotOver
    stage.record(Action.STOP, role=Role.SYSTEM, at=happening.at, details={"ground": StopGround.NOT_COMPLETED})
    stage.cancel_open()


def _open_of(stage: Stage, happening: Happening, *acts: Act) -> Item:
    """The open step that the test names, or the only one of that kind."""
    for item in stage.open_items():
        if happening.step in ("", item.step.key) and (not acts or item.step.act in acts):
            return item
    raise StepGone


#: What the offices do among themselves; no period of others has to run out for it.
_INSIDE = frozenset({Act.WORK, Act.CONSULT, Act.OPEN_CHILD})
_ACTS: dict[Does, Doing] = {
    Does.ACCEPT: _accept,
    Does.ASK_TO_COMPLETE: _recorded(Action.ASK_TO_COMPLETE, Role.RECEPTIONIST),
    Does.RESUBMIT: _recorded(Action.RESUBMIT, Role.APPLICANT, completes=True),
    Does.REFUSE: _recorded(Action.REFUSE, Role.RECEPTIONIST, ends=True),
    Does.ALLOW_SECOND_REQUEST: _allow_second,
    Does.REQUEST_SUPPLEMENT: _recorded(Action.REQUEST_SUPPLEMENT, Role.PROCESSOR, ground="supplement"),
    Does.SUPPLEMENT: _recorded(Action.SUPPLEMENT, Role.APPLICANT, completes=True),
    Does.FINISH: _finish,
    Does.FINISH_ALL: _finish_all,
    Does.ANSWER: _finish_of(Act.CONSULT),
    Does.MEMBER_ENDED: _finish_of(Act.OPEN_CHILD),
    Does.POST: _post,
    Does.CONFIRM_DRAFT: _confirm,
    Does.OBJECT: _object,
    Does.PAY: _pay,
    Does.APOLOGISE: _apologise,
    Does.DECIDE: _decide,
    Does.PUBLISH: _publish,
    Does.DELIVER: _deliver,
    Does.WITHDRAW: _recorded(Action.WITHDRAW, Role.APPLICANT, ends=True),
    Does.STOP: _recorded(Action.STOP, Role.SIGNATORY, ends=True),
    Does.SILENCE: _silence,
    Does.POSTING_OVER: _posting_over,
    Does.CLOSE_UNANSWERED: _close_unanswered,
}
