"""What becomes of one dossier, from the filing to the end that its fate has in store, or to today."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from motcua.blueprints.workflows.steps import Act
from motcua.config.seeding.fates import REASONS
from motcua.config.seeding.scene import Seat
from motcua.config.seeding.telling import DAY_MINUTES, SYSTEM, Item, NotYet, Telling
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.dossiers.rules.outcome import Outcome

#: The steps in which the dossier waits, with the acts that begin and end the wait, and who ends it.
_WAITS = {
    Act.CONFIRM_DRAFT: (Action.SUSPEND, Action.CONTINUE, Role.APPLICANT),
    Act.POST_PUBLICLY: (Action.SUSPEND, Action.CONTINUE, Role.SYSTEM),
    Act.PAY: (Action.REQUEST_PAYMENT, Action.CONFIRM_PAYMENT, Role.SYSTEM),
}


def live(story: Telling) -> Telling:
    """Tell it, as far as today."""
    with suppress(NotYet):
        _file(story)
    return story


def _file(story: Telling) -> None:
    fate, online = story.fate, story.road.is_online
    desk = story.sit(story.road.stops[0].seats)
    story.file(Action.SUBMIT, desk)
    if online:
        story.wait(5 + min(story.chance.expovariate(1 / 130), 2 * DAY_MINUTES))
    if fate.asked_first and not _completed(story, desk):
        return
    if fate.withdrawn and online and story.chance.random() < 0.5:  # noqa: PLR2004 - one in two, before acceptance
        story.happen(Action.WITHDRAW, Role.APPLICANT, story.applicant)
    elif fate.refused:
        story.happen(Action.REFUSE, Role.RECEPTIONIST, desk, agency=story.road.receiving, reason=REASONS["refuse"])
    else:
        story.accept(desk)
        _hand_on(story)


def _completed(story: Telling, desk: Seat) -> bool:
    """Whether the applicant completed the dossier; if not, the system closes it."""
    story.ask(Action.ASK_TO_COMPLETE, Role.RECEPTIONIST, desk, agency=story.road.receiving)
    if not story.fate.answered:
        story.close_unanswered()
        return False
    story.wait_between(60, 8 * DAY_MINUTES)
    story.file(Action.RESUBMIT, desk)
    story.wait_between(20, DAY_MINUTES)
    return True


def _hand_on(story: Telling) -> None:
    """From desk to desk. Most are quicker than the law allows; each step takes its share."""
    low, high = (1.05, 1.8) if story.fate.late else (0.25, 0.95)
    minutes = max(story.minutes_left(), 30) * story.chance.uniform(low, high)
    by = story.items[0].seat
    for stop in story.road.stops[1:]:
        item = story.open(stop, opened=story.moment(), by=by)
        goes_on = _STEPS[stop.step.act](story, item, minutes * stop.step.share_pct / story.road.handling_pct)
        if not goes_on:
            return
        by = item.seat


def _work(story: Telling, item: Item, minutes: float) -> bool:
    """Taken, perhaps sent back to the applicant once, and handed on."""
    story.wait(minutes * story.chance.uniform(0.05, 0.3))
    story.take(item)
    if item.stop.step.role == "processor" and not story.has(Action.DECIDE):
        if story.fate.withdrawn:
            story.happen(Action.WITHDRAW, Role.APPLICANT, story.applicant)
            return story.cancel(item)
        if story.fate.supplement and not story.has(Action.REQUEST_SUPPLEMENT) and not _supplemented(story, item):
            return story.cancel(item)
    story.wait(minutes * 0.7)
    return story.finish(item, item.seat)


def _supplemented(story: Telling, item: Item) -> bool:
    story.ask(Action.REQUEST_SUPPLEMENT, Role.PROCESSOR, item.seat, agency=item.stop.agency)
    if not story.fate.answered:
        story.close_unanswered()
        return False
    story.wait_between(60, 12 * DAY_MINUTES)
    story.file(Action.SUPPLEMENT, story.sit(story.road.stops[0].seats))
    return True


def _wait(story: Telling, item: Item, minutes: float) -> bool:
    """A step that stops the clock by law, where it names its ground."""
    step = item.stop.step
    begin, end, role = _WAITS[step.act]
    if step.ground is None:
        return _work(story, item, minutes)
    ground = {"ground": step.ground.value}
    story.happen(begin, Role.SYSTEM, SYSTEM, details={**ground, "step": step.key})
    story.wait_between(30, 2 * DAY_MINUTES)
    seat = story.applicant if role is Role.APPLICANT else SYSTEM
    story.happen(end, role, seat, details=ground)
    return story.finish(item, seat)


def _decide(story: Telling, item: Item, minutes: float) -> bool:
    story.wait(minutes)
    seat, agency = story.sit(item.stop.seats), item.stop.agency
    outcome, reason = (Outcome.DENIED, REASONS["decide"]) if story.fate.denied else (Outcome.GRANTED, "")
    details = {"outcome": outcome.value}
    story.happen(Action.DECIDE, Role.SIGNATORY, seat, agency=agency, details=details, reason=reason)
    story.finish(item, seat)
    if not story.road.publishes_apart:
        story.happen(Action.PUBLISH, Role.SIGNATORY, seat, agency=agency)
    return True


def _publish(story: Telling, item: Item, minutes: float) -> bool:
    story.wait(minutes)
    seat = story.sit(item.stop.seats)
    story.happen(Action.PUBLISH, Role.CLERK, seat, agency=item.stop.agency)
    return story.finish(item, seat)


def _deliver(story: Telling, item: Item, _minutes: float) -> bool:
    if not story.fate.fetched:
        return False
    story.wait(10 + story.chance.expovariate(1 / (2 * DAY_MINUTES)))
    seat, agency = story.sit(item.stop.seats), item.stop.agency
    story.happen(Action.DELIVER, Role.RECEPTIONIST, seat, agency=agency, details={"to_representative": False})
    return story.finish(item, seat)


def _by_itself(story: Telling, item: Item, _minutes: float) -> bool:
    return story.finish(item, SYSTEM)


#: How each kind of step goes; each says whether the dossier goes on after it.
_STEPS: Mapping[Act, Callable[[Telling, Item, float], bool]] = {
    Act.ACCEPT: _work,
    Act.WORK: _work,
    Act.CONSULT: _work,
    Act.CONFIRM_DRAFT: _wait,
    Act.POST_PUBLICLY: _wait,
    Act.PAY: _wait,
    Act.DECIDE: _decide,
    Act.PUBLISH: _publish,
    Act.DELIVER: _deliver,
    Act.AUTOMATIC: _by_itself,
}
