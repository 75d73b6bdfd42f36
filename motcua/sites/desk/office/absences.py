"""Days away, and who acts in whose place. One's own, and for a head those of the agency."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.forms.field_types.missing import missing
from motcua.dossiers.commands import assigning
from motcua.dossiers.queries import team
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations import absences
from motcua.foundation.organisations.models import Absence, AbsenceKind, Delegation, Post
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.sites.desk import answering, finding
from motcua.sites.desk.office import words
from motcua.sites.ui import guarding, refusals
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def days(request: ActingRequest, post_id: int) -> HttpResponse:
    """Note that a post is away, or that another acts in it."""
    finding.require_desk(request)
    post = _post(request, post_id)
    fields = {"absence": _absence_fields(), "delegation": _delegation_fields(post)}
    what = request.POST.get("what", "")
    asked = fields.get(what, ())
    typed = answers.read(asked, dict(request.POST.lists()))
    context: dict[str, Any] = {
        "of": post,
        "name": "days",
        "own": post.account_id == request.user.pk,
        "fields": fields,
        "what": what,
        "typed": {key: value for key, value in typed.items() if value},
        **days_of(post),
        "stands_in_for": team.stands_in_for(request.actor, on=_today()),
    }
    if request.method != "POST":
        return answering.page(request, "desk/days.html", context)
    if left_out := answering.sentences([missing(each) for each in asked if not typed[each.key]]):
        return answering.mend(request, "desk/days.html", context, left_out)
    try:
        sentence = _note(request, post, what, typed)
    except Refusal as refusal:
        return answering.page(request, "desk/days.html", {**context, "refused": refusals.sentence(refusal)}, status=409)
    messages.success(request, sentence)
    return redirect("desk:days", post_id=post.pk)


def _post(request: ActingRequest, post_id: int) -> Post:
    """One's own, or of the agency whose work one gives out; others are not there."""
    post = get_object_or_404(Post.objects.held_on(_today()).select_related("account__person", "agency"), pk=post_id)
    is_superior = team.assigns(request.actor) and post.agency_id == request.actor.agency_id
    if post.account_id != request.user.pk and not is_superior:
        raise Http404
    return post


def _today() -> date:
    return legal_day(legal_time.now())


def days_of(post: Post) -> dict[str, object]:
    """What is noted of the post from today on."""
    absent = Absence.objects.filter(post=post, valid_to__gte=_today()).order_by("valid_from")
    delegated = Delegation.objects.filter(post=post, valid_to__gte=_today()).order_by("valid_from")
    return {
        "absences": [(each, words.ABSENCES[AbsenceKind(each.kind)]) for each in absent],
        "delegations": list(delegated.select_related("to_account__person")),
    }


def _absence_fields() -> tuple[Field, ...]:
    kinds = tuple(Option(kind, str(word)) for kind, word in words.ABSENCES.items())
    return (
        Field("kind", _("Lý do vắng"), "select", required=True, options=kinds),
        Field("away_from", _("Vắng từ ngày"), "date", required=True),
        Field("away_to", _("Đến hết ngày"), "date", required=True),
    )


def _delegation_fields(post: Post) -> tuple[Field, ...]:
    colleagues = Account.objects.filter(posts__in=Post.objects.held_on(_today()).filter(agency_id=post.agency_id))
    named = colleagues.exclude(pk=post.account_id).select_related("person").order_by("person__full_name").distinct()
    return (
        Field("to", _("Ai làm thay"), "select", required=True, options=tuple(_option(each) for each in named)),
        Field(
            "document", _("Số văn bản ủy quyền"), "text", required=True, max_length=120, help=_("Ví dụ: 15/GUQ-UBND")
        ),
        Field("acts_from", _("Làm thay từ ngày"), "date", required=True),
        Field("acts_to", _("Đến hết ngày"), "date", required=True),
    )


def _option(account: Account) -> Option:
    return Option(str(account.pk), account.person.full_name if account.person else "")


def _note(request: ActingRequest, post: Post, what: str, typed: dict[str, Any]) -> str:
    at = legal_time.now()
    if what == "absence":
        first, last = _days(typed, "away_from", "away_to")
        kind = AbsenceKind(str(typed["kind"]))
        absences.note_absence(post, by=request.user, at=at, kind=kind, first=first, last=last)
        return _("Đã ghi ngày vắng mặt.")
    if what == "delegation":
        first, last = _days(typed, "acts_from", "acts_to")
        to = get_object_or_404(Account, pk=str(typed["to"]))
        absences.delegate(post, to=to, document=str(typed["document"]), at=at, first=first, last=last)
        guarding.tell(request, Event.ROLE_CHANGED, what=f"delegated post {post.pk} to account {to.pk}")
        return _("Đã ghi người làm thay.")
    raise Http404


def _days(typed: dict[str, Any], first: str, last: str) -> tuple[date, date]:
    try:
        return date.fromisoformat(str(typed[first])), date.fromisoformat(str(typed[last]))
    except ValueError:
        raise absences.DaysInWrongOrder from None


@require_POST
def ending(request: ActingRequest, post_id: int, what: str, row_id: int) -> HttpResponse:
    """She is back, or acts herself again."""
    finding.require_desk(request)
    post = _post(request, post_id)
    at = legal_time.now()
    if what == "absence":
        absences.end_absence(get_object_or_404(Absence, pk=row_id, post=post), at=at)
        messages.success(request, _("Đã ghi là có mặt trở lại."))
    else:
        absences.end_delegation(get_object_or_404(Delegation, pk=row_id, post=post), at=at)
        guarding.tell(request, Event.ROLE_CHANGED, what=f"delegation {row_id} of post {post.pk} ended")
        messages.success(request, _("Đã kết thúc việc làm thay."))
    return redirect("desk:days", post_id=post.pk)


@require_POST
def leaving(request: ActingRequest, post_id: int) -> HttpResponse:
    """The officer leaves the post today: what she had open goes back to all in the role."""
    finding.require_head(request)
    post = _post(request, post_id)
    let_go = assigning.end_post(post, actor=request.actor, at=legal_time.now(), last=_today())
    guarding.tell(request, Event.ROLE_CHANGED, what=f"post {post.pk} ended")
    facts = {"name": post.account.person.full_name, "n": len(let_go)}
    messages.success(request, _("%(name)s thôi giữ vị trí từ hết hôm nay. %(n)s việc đang mở đã về chung.") % facts)
    return redirect("desk:team")
