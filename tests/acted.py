"""A procedure's own test acted out: every happening through the real command, by somebody of the cast."""

from collections.abc import Callable
from uuid import uuid4

from motcua.blueprints.catalogue.procedure_tests import Does, Happening
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import (
    confirming,
    consulting,
    deadlines,
    decision,
    fees,
    financial_duties,
    handling,
    intake,
    postings,
    processing,
    requests,
    stopping,
    watching,
    withdrawal,
    work,
)
from motcua.dossiers.models import Dossier, OpinionKind, SettledHow, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.procedure_tests.acts import PeriodNotOver
from motcua.foundation.organisations.models import Post
from tests.world import World


def act(world: World, dossier: Dossier, happening: Happening) -> None:
    dossier.refresh_from_db()
    _ACTS[happening.does](world, dossier, happening)


def _item(dossier: Dossier, happening: Happening, *acts: Act) -> WorkItem:
    items = dossier.work_items.filter(status=WorkStatus.OPEN, parent=None).order_by("pk")
    if happening.step:
        items = items.filter(step=happening.step)
    found = items.filter(act__in=acts).first() if acts else items.first()
    if found is None:
        raise work.StepGone
    return found


def _holder(item: WorkItem) -> Actor:
    """Somebody in that seat; where the demonstration has nobody, the first processor sits there for a moment."""
    post = Post.objects.filter(agency=item.agency, role=item.role).order_by("pk").first()
    if post is None:
        like = Post.objects.filter(role=Role.PROCESSOR).order_by("pk")[0]
        post = Post.objects.create(account=like.account, agency=item.agency, role=item.role, valid_from=like.valid_from)
    return Actor(
        role=Role(post.role),
        account_id=post.account_id,
        person_id=post.account.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
    )


def _paper(dossier: Dossier) -> str:
    groups = definition_of(dossier.procedure_version_id).paper_groups
    return groups[0].papers[0].key


def _accept(world: World, dossier: Dossier, happening: Happening) -> None:
    intake.accept(dossier, actor=world.minh, at=happening.at, found=happening.found, manual_limits=happening.picked)


def _ask(world: World, dossier: Dossier, happening: Happening) -> None:
    items = [_paper(dossier)]
    intake.ask_to_complete(dossier, actor=world.minh, at=happening.at, items=items, reason="Ảnh mờ")


def _request(world: World, dossier: Dossier, happening: Happening) -> None:
    items = [_paper(dossier)]
    processing.request_supplement(dossier, actor=world.hoa, at=happening.at, items=items, reason="Ảnh mờ")


def _finish(world: World, dossier: Dossier, happening: Happening) -> None:
    item = _item(dossier, happening)
    handling.forward(item, actor=_holder(item), at=happening.at, choice=happening.choice)


def _finish_all(world: World, dossier: Dossier, happening: Happening) -> None:
    inside = dossier.work_items.filter(status=WorkStatus.OPEN, act__in=_FINISHES).order_by("pk")
    while (item := inside.all().first()) is not None:
        _FINISHES[Act(item.act)](item, happening)


def _hand_on(item: WorkItem, happening: Happening) -> None:
    handling.forward(item, actor=_holder(item), at=happening.at)


def _answer(item: WorkItem, happening: Happening) -> None:
    consulting.answer(item, actor=_holder(item), at=happening.at, kind=OpinionKind.AGREED)


def _end_member(item: WorkItem, happening: Happening) -> None:
    """The member's own road is another story: here its end is all that matters."""
    work.finish(item, actor=SYSTEM, at=happening.at)


#: Steps that need nothing but their officer.
_FINISHES: dict[Act, Callable[[WorkItem, Happening], None]] = {
    Act.WORK: _hand_on,
    Act.CONSULT: _answer,
    Act.OPEN_CHILD: _end_member,
}


def _post(world: World, dossier: Dossier, happening: Happening) -> None:
    item = _item(dossier, happening, Act.POST_PUBLICLY)
    postings.post(item, actor=_holder(item), at=happening.at, place="Nhà văn hóa", number="12/TB")


def _decide(world: World, dossier: Dossier, happening: Happening) -> None:
    at = happening.at
    decision.file_result(dossier, kind="result", file=world.file(by=world.hoa, at=at), actor=world.hoa, at=at)
    reason = "Không đủ điều kiện" if happening.outcome == Outcome.DENIED else ""
    decision.decide(dossier, actor=world.tuan, at=at, outcome=Outcome(happening.outcome), reason=reason)


def _apologise(world: World, dossier: Dossier, happening: Happening) -> None:
    assert happening.new_due_at is not None
    deadlines.apologise(
        dossier, actor=world.tuan, at=happening.at, new_due_at=happening.new_due_at, reason="Chờ đo đạc"
    )


def _pay(_world: World, dossier: Dossier, happening: Happening) -> None:
    """The fee of the filing; or what the tax office found, shown to the cashier as the treasury's receipt."""
    if dossier.state == State.AWAITING_PAYMENT:
        financial_duties.shown_elsewhere(dossier, receipt="0001234", actor=SYSTEM, at=happening.at)
        return
    owed = fees.unsettled(dossier)
    if not owed:
        raise work.StepGone
    for duty in owed:
        fees.settle(duty, how=SettledHow.TRANSFER, actor=SYSTEM, at=happening.at)


def _by_time(look: Callable[..., int]) -> "Callable[[World, Dossier, Happening], None]":
    def do(world: World, dossier: Dossier, happening: Happening) -> None:
        before = dossier.events.count()
        look(at=happening.at)
        if dossier.events.count() == before:
            raise PeriodNotOver

    return do


_ACTS: dict[Does, Callable[[World, Dossier, Happening], object]] = {
    Does.ACCEPT: _accept,
    Does.ASK_TO_COMPLETE: _ask,
    Does.RESUBMIT: lambda world, dossier, h: intake.resubmit(dossier, actor=world.lan, at=h.at, key=uuid4().hex),
    Does.REFUSE: lambda world, dossier, h: intake.refuse(dossier, actor=world.minh, at=h.at, reason="Không thuộc diện"),
    Does.ALLOW_SECOND_REQUEST: lambda world, dossier, h: requests.allow_second(
        dossier, actor=world.head, at=h.at, reason="Phát sinh tình tiết mới"
    ),
    Does.REQUEST_SUPPLEMENT: _request,
    Does.SUPPLEMENT: lambda world, dossier, h: processing.supplement(
        dossier, actor=world.lan, at=h.at, key=uuid4().hex
    ),
    Does.FINISH: _finish,
    Does.FINISH_ALL: _finish_all,
    Does.ANSWER: lambda _, dossier, h: _answer(_item(dossier, h, Act.CONSULT), h),
    Does.MEMBER_ENDED: lambda _, dossier, h: _end_member(_item(dossier, h, Act.OPEN_CHILD), h),
    Does.POST: _post,
    Does.POSTING_OVER: _by_time(postings.end_due),
    Does.CONFIRM_DRAFT: lambda world, dossier, h: processing.confirm_draft(dossier, actor=world.lan, at=h.at),
    Does.OBJECT: lambda world, dossier, h: confirming.object_to_draft(
        dossier, actor=world.lan, at=h.at, reason="Sai tên đệm"
    ),
    Does.SILENCE: _by_time(confirming.end_silence),
    Does.PAY: _pay,
    Does.APOLOGISE: _apologise,
    Does.DECIDE: _decide,
    Does.PUBLISH: lambda world, dossier, h: decision.publish(dossier, actor=world.van, at=h.at, number="15/GP"),
    Does.DELIVER: lambda world, dossier, h: decision.deliver(dossier, actor=world.minh, at=h.at),
    Does.WITHDRAW: lambda world, dossier, h: withdrawal.withdraw(dossier, actor=world.lan, at=h.at),
    Does.STOP: lambda world, dossier, h: stopping.stop(
        dossier, actor=world.tuan, at=h.at, ground=StopGround.OTHER, reason="Người có quyền đã mất"
    ),
    Does.CLOSE_UNANSWERED: _by_time(watching.close_uncompleted),
}
