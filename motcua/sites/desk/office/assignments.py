"""Work is given out: one step on its own page, many from the team's."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import assigning
from motcua.dossiers.models import WorkItem
from motcua.dossiers.queries import team as queries
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Post
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, finding
from motcua.sites.desk.office import absences
from motcua.sites.desk.office.sheets import Sheet, Typed, open_item, reason, sheet
from motcua.sites.desk.office.steps import step_name
from motcua.sites.ui import numbers, refusals
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def giving_out(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Give one step to one person; to another only with a reason."""
    dossier = finding.dossier_of(request, code)
    item = open_item(dossier, item_id)
    if not queries.assigns(request.actor) or item.agency_id != request.actor.agency_id:
        raise assigning.NotYoursToAssign
    posts = {str(post.pk): post for post in queries.candidates(item, on=today()) if post.pk != item.post_id}
    options = tuple(Option(key, post.account.person.full_name) for key, post in posts.items())
    held = _("Đang ở: %(name)s.") % {"name": item.post.account.person.full_name} if item.post else _("Chưa ai nhận.")
    asked = Sheet(
        title=_("Phân công"),
        button=_("Giao việc"),
        icon="person",
        fields=(
            Field("post", _("Giao cho ai"), "radio", required=True, options=options),
            *((reason(_("Vì sao giao cho người khác")),) if item.post else ()),
        ),
        about=[f"{step_name(dossier, item)}. {held}"],
        carried={"held_by": str(item.post_id or "")},
    )

    def give(typed: Typed) -> str:
        to = posts[str(typed["post"])]
        held_by = request.POST.get("held_by", "")
        assigning.assign(
            item,
            actor=request.actor,
            at=legal_time.now(),
            to=to,
            instead_of=numbers.whole(held_by),
            reason=str(typed.get("reason", "")),
        )
        return _("Đã giao việc cho %(name)s.") % {"name": to.account.person.full_name}

    return sheet(request, dossier, asked, give)


def today() -> date:
    return legal_day(legal_time.now())


@require_safe
def team(request: ActingRequest) -> HttpResponse:
    """The people of the agency, what each has, who is away, and what nobody has taken."""
    finding.require_head(request)
    return answering.page(request, "desk/team.html", _team(request, post=None))


@require_safe
def member(request: ActingRequest, post_id: int) -> HttpResponse:
    """One person: her open work to give to others, her absences, who stands in for her."""
    finding.require_head(request)
    post = _post(request, post_id)
    context = {**_team(request, post=post), **absences.days_of(post), "own": post.account_id == request.user.pk}
    return answering.page(request, "desk/team_member.html", context)


def _post(request: ActingRequest, post_id: int) -> Post:
    posts = Post.objects.held_on(today()).select_related("account__person", "agency")
    return get_object_or_404(posts, pk=post_id, agency_id=request.actor.agency_id)


def _team(request: ActingRequest, *, post: Post | None) -> dict[str, object]:
    at = legal_time.now()
    members = queries.members(request.actor, at=at, on=today())
    items = queries.to_assign(request.actor, post_id=post.pk if post else None, at=at)
    return {
        "name": "team",
        "of": post,
        "members": members,
        "items": [(item, _step(item)) for item in items],
        "most": len(items) >= queries.SHOWN,
    }


def _step(item: WorkItem) -> str:
    steps = definition_of(item.dossier.procedure_version_id).steps
    return next((step.name for step in steps if step.key == item.step), item.step)


@require_POST
def batch(request: ActingRequest) -> HttpResponse:
    """Give all that was ticked to one person, each on its own: what is refused is said, the rest is done."""
    finding.require_head(request)
    held_by = numbers.row(request.POST.get("held_by", ""))
    back = redirect("desk:team-member", held_by) if held_by else redirect("desk:team")
    to = Post.objects.filter(pk=numbers.row(request.POST.get("post", "")), agency=request.actor.agency_id or 0).first()
    chosen = [numbers.row(each) for each in request.POST.getlist("items")]
    if to is None or not chosen:
        messages.error(request, _("Đánh dấu việc cần giao và chọn người nhận."))
        return back
    mine = visible_to(request.actor).values("pk")
    items = WorkItem.objects.filter(pk__in=chosen, dossier__in=mine).select_related("dossier")
    given = sum(_give(request, item, to, held_by=held_by or None) for item in items.order_by("dossier_id", "pk"))
    if given:
        sentence = ngettext("Đã giao %(n)s việc cho %(name)s.", "Đã giao %(n)s việc cho %(name)s.", given)
        messages.success(request, sentence % {"n": given, "name": to.account.person.full_name})
    return back


def _give(request: ActingRequest, item: WorkItem, to: Post, *, held_by: int | None) -> bool:
    why = request.POST.get("reason", "")
    try:
        assigning.assign(item, actor=request.actor, at=legal_time.now(), to=to, instead_of=held_by, reason=why)
    except Refusal as refusal:
        messages.error(request, f"{item.dossier.code}: {refusals.sentence(refusal)}")
        return False
    return True
