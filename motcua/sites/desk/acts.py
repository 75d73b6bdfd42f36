"""Which buttons a dossier shows to an officer: those of the lifecycle table, and those of the open step."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.workflows.steps import Act as StepAct
from motcua.dossiers.access import work_of
from motcua.dossiers.commands import duties
from motcua.dossiers.commands.decision import MAKES_RESULTS
from motcua.dossiers.commands.handling import HANDED_ON
from motcua.dossiers.commands.replacing import takes_another
from motcua.dossiers.models import Dossier, WorkItem
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Action, Seat, State, actions_open_to, move_for
from motcua.foundation import legal_time
from motcua.sites.desk import money_links, protecting, result_links
from motcua.sites.desk.office.forward_links import forward_links
from motcua.sites.ui import labels


@dataclass(frozen=True, slots=True)
class Page:
    """The page of an act: its address, drawing, key, and whether it is the usual next thing or a grave one."""

    address: str
    icon: str
    key: str
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Button:
    """A link to the page of an act; with `is_post`, a form that does it at once."""

    href: str
    word: str | Promise
    icon: str
    key: str
    kind: str
    is_post: bool = False
    #: The act of the lifecycle; empty for what is done to a step.
    action: Action | None = None
    #: What is still missing for it. Who presses it all the same is told.
    waits_for: str | Promise = ""


#: In the order in which the buttons stand.
PAGES: dict[Action, Page] = {
    Action.ACCEPT: Page("desk:acceptance", "check", "A", ""),
    Action.DECIDE: Page("desk:decision", "sign", "K", ""),
    Action.PUBLISH: Page("desk:publication", "file", "P", ""),
    Action.DELIVER: Page("desk:delivery", "people", "T", ""),
    Action.CONFIRM_PAYMENT: Page("desk:payment-confirmation", "money", "M", ""),
    Action.RESUBMIT: Page("desk:mending", "pen", "S"),
    Action.SUPPLEMENT: Page("desk:mending", "pen", "S"),
    Action.ASK_TO_COMPLETE: Page("desk:completion-request", "comment", "B"),
    Action.REQUEST_SUPPLEMENT: Page("desk:supplement-requests", "comment", "B"),
    Action.APOLOGISE: Page("desk:apology", "calendar", "H"),
    Action.ALLOW_SECOND_REQUEST: Page("desk:second-request", "comment", "L"),
    Action.REDIRECT: Page("desk:redirection", "transfer", "G"),
    Action.STOP: Page("desk:stop", "stop", "D", "danger"),
    Action.WITHDRAW: Page("desk:withdrawal", "undo", "W", "danger"),
    Action.REFUSE: Page("desk:refusal", "stop", "X", "danger"),
}

#: Steps long enough for one person to become responsible for them.
_TAKEN = HANDED_ON | {StepAct.DECIDE, StepAct.CONSULT}
#: Steps that end when whoever has them says so; a posting ends by itself.
_GOES_ONWARD = frozenset({StepAct.WORK, StepAct.CONSULT})
#: While the citizen supplements or pays, steps rest. A step that posts publicly is worked on while the clock stands.
_GOES_ON = frozenset({State.IN_PROGRESS, State.SUSPENDED})
#: Acts that finish a step are for those who have the step.
_STEP_OF = {
    Action.DECIDE: StepAct.DECIDE,
    Action.PUBLISH: StepAct.PUBLISH,
    Action.DELIVER: StepAct.DELIVER,
}

_TAKES_RESULTS = frozenset({State.IN_PROGRESS, State.DECIDED})


def is_open(dossier: Dossier, action: Action, *, actor: Actor) -> bool:
    return action in _open_actions(dossier, actor, _items(dossier, actor))


def takes_results(dossier: Dossier, *, actor: Actor) -> bool:
    """The document of the result is made at the deciding agency, until it is published."""
    at_home = actor.agency_id == dossier.deciding_agency_id and actor.role in MAKES_RESULTS
    return at_home and (State(dossier.state) in _TAKES_RESULTS or takes_another(dossier))


def buttons(dossier: Dossier, *, actor: Actor) -> list[Button]:
    """What this officer can do now, the usual next thing first."""
    items = _items(dossier, actor)
    open_actions = _open_actions(dossier, actor, items)
    found = [
        *_step_buttons(dossier, items),
        *(_button(dossier, action) for action in PAGES if action in open_actions),
        *(Button(*link, "secondary") for link in protecting.links(dossier, items, actor=actor)),
        *(Button(*link, "secondary") for link in money_links.links(dossier, actor=actor)),
        *_result_button(dossier, actor),
    ]
    return sorted(found, key=lambda button: button.kind != "")


def _items(dossier: Dossier, actor: Actor) -> list[WorkItem]:
    return list(work_of(actor).filter(dossier=dossier).order_by("pk"))


def _open_actions(dossier: Dossier, actor: Actor, items: Sequence[WorkItem]) -> frozenset[Action]:
    of_role = actions_open_to(state=State(dossier.state), role=actor.role)
    return frozenset(action for action in of_role if _is_ours(dossier, action, actor, items))


def _is_ours(dossier: Dossier, action: Action, actor: Actor, items: Sequence[WorkItem]) -> bool:
    if action is Action.REDIRECT:
        return actor.agency_id in (dossier.receiving_unit_id, dossier.deciding_agency_id)
    if action in _STEP_OF:
        return any(item.act == _STEP_OF[action] for item in items)
    seat = move_for(action=action, state=State(dossier.state), role=actor.role).seat
    agencies = {Seat.RECEIVING_UNIT: dossier.receiving_unit_id, Seat.DECIDING_AGENCY: dossier.deciding_agency_id}
    return (seat is None or agencies[seat] == actor.agency_id) and protecting.is_in_time(dossier, action)


def _button(dossier: Dossier, action: Action) -> Button:
    page = PAGES[action]
    href = reverse(page.address, kwargs={"code": dossier.code})
    button = Button(href, labels.action_word(action, button=True), page.icon, page.key, page.kind, action=action)
    if action is Action.ACCEPT and duties.hold_up_reception(dossier, at=legal_time.now()):
        waits = _("Chưa nộp phí, lệ phí: đợi tiền đến, hoặc mời nộp tiền mặt tại quầy thu")
        return replace(button, kind="secondary", waits_for=waits)
    return button


def _step_buttons(dossier: Dossier, items: Sequence[WorkItem]) -> list[Button]:
    """Hand on, and take what nobody has. Steps that end with an act of the lifecycle have that act's button."""
    found: list[Button] = []
    for item in items if State(dossier.state) in _GOES_ON else ():
        where = {"code": dossier.code, "item_id": item.pk}
        if item.act in _GOES_ONWARD:
            found += [Button(*link, is_post=item.act != StepAct.CONSULT) for link in forward_links(dossier, item)]
        if item.act in _TAKEN and item.post_id is None:
            href = reverse("desk:taking", kwargs=where)
            found.append(Button(href, _("Nhận việc"), "person", "N", "secondary", is_post=True))
    return found


def _result_button(dossier: Dossier, actor: Actor) -> list[Button]:
    if not takes_results(dossier, actor=actor):
        return []
    return [
        Button(reverse(address, kwargs={"code": dossier.code}), word, icon, key, kind)
        for address, word, icon, key, kind in result_links.links(dossier, actor=actor)
    ]
