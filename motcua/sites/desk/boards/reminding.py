"""Nhắc việc: a head asks about a unit or about dossiers that she has ticked, with words and a day for the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.access import HEAVY, READERS
from motcua.dossiers.models import Dossier
from motcua.effects.steering import reminding
from motcua.effects.steering.reminding import LONGEST, MOST_DOSSIERS, Asked
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.boards import seeing
from motcua.sites.desk.boards.seeing import Seen
from motcua.sites.desk.office.sheets import problems_in
from motcua.sites.ui import labels, refusals
from motcua.sites.ui.acting import ActingRequest

#: So many working days to answer, where a head does not say otherwise.
USUAL_DAYS = 2
HEAD = "head"


@dataclass(frozen=True, slots=True)
class About:
    agency: Agency
    dossiers: Sequence[Dossier]


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_new(request: ActingRequest) -> HttpResponse:
    """Several agencies are asked each for itself; one of her own officers can be named."""
    seen, at = seeing.seen(request), legal_time.now()
    abouts = _about(request, seen)
    fields = _fields(request, abouts, at=at)
    read = answers.read(fields, dict(request.POST.lists())) if request.method == "POST" else _begins(at)
    typed = {key: value for key, value in read.items() if value not in (None, "")}
    context = {"at": at, "name": "board", "seen": seen, "abouts": abouts, "fields": fields, "typed": typed}
    if request.method != "POST":
        return answering.page(request, "desk/reminder_new.html", context)
    if problems := problems_in(fields, typed):
        return answering.mend(request, "desk/reminder_new.html", context, problems)
    try:
        _remind(request, abouts, typed, at=at)
    except Refusal as refusal:
        refused = {**context, "refused": refusals.sentence(refusal)}
        return answering.page(request, "desk/reminder_new.html", refused, status=409)
    said = ngettext(
        "Đã nhắc %(n)s nơi. Câu trả lời hiện ở đây.", "Đã nhắc %(n)s nơi. Câu trả lời hiện ở đây.", len(abouts)
    )
    messages.success(request, said % {"n": len(abouts)})
    return redirect("desk:reminders")


def _remind(request: ActingRequest, abouts: Sequence[About], typed: dict[str, object], *, at: datetime) -> None:
    post = _post(str(typed.get("post", HEAD)), abouts)
    for each in abouts:
        asked = Asked(str(typed["words"]), date.fromisoformat(str(typed["answer_by"])), each.dossiers, post)
        reminding.remind(each.agency, asked, actor=request.actor, at=at)


def _about(request: ActingRequest, seen: Seen) -> list[About]:
    """The dossiers that were ticked, by the agency that decides them; without any the agency that the address names."""
    codes = request.GET.getlist("codes")[: MOST_DOSSIERS + 1]
    if not codes:
        return [About(seen.agency, ())]
    found = Dossier.objects.filter(code__in=codes).select_related("deciding_agency", "procedure_version__procedure")
    by_agency: dict[int, list[Dossier]] = {}
    for each in found.defer(HEAVY).order_by("due_at", "pk"):
        if seen.has(each.deciding_agency_id):
            by_agency.setdefault(each.deciding_agency_id, []).append(each)
    if not by_agency:
        raise Http404
    return [About(dossiers[0].deciding_agency, dossiers) for dossiers in by_agency.values()]


def _fields(request: ActingRequest, abouts: Sequence[About], *, at: datetime) -> tuple[Field, ...]:
    words = Field(
        "words",
        _("Cần nói gì"),
        "textarea",
        required=True,
        max_length=LONGEST,
        help=_("Hỏi một việc, nói rõ cần làm gì. Không ghi tên, số giấy tờ của người dân"),
    )
    answer_by = Field("answer_by", _("Trả lời trước hết ngày"), "date", required=True, not_past=True)
    officers = _officers(request, abouts, at=at)
    if not officers:
        return (words, answer_by)
    options = (Option(HEAD, _("Lãnh đạo của đơn vị")), *(Option(key, name) for key, name in officers))
    to = Field("post", _("Nhắc ai"), "radio", required=True, options=options)
    return (to, words, answer_by)


def _officers(request: ActingRequest, abouts: Sequence[About], *, at: datetime) -> list[tuple[str, str]]:
    """Those of her own agency; whoever works elsewhere is reminded by her own head."""
    if len(abouts) != 1 or abouts[0].agency.pk != request.actor.agency_id:
        return []
    posts = Post.objects.held_on(legal_day(at)).filter(agency=abouts[0].agency, role__in=READERS)
    others = posts.exclude(account=request.user.pk).select_related("account__person")
    listed = others.order_by("account__person__full_name", "pk")
    return [(str(post.pk), f"{post.account.person.full_name} · {_role(post)}") for post in listed]


def _role(post: Post) -> str:
    return post.title or str(labels.role_word(post.role))


def _post(chosen: str, abouts: Sequence[About]) -> Post | None:
    return None if chosen == HEAD else Post.objects.get(pk=int(chosen), agency=abouts[0].agency)


def _begins(at: datetime) -> dict[str, object]:
    day, calendar = legal_day(at), versions.calendar_of(versions.current_id())
    for _number in range(USUAL_DAYS):
        day = calendar.next_open_day(day)
    return {"answer_by": day.isoformat(), "post": HEAD}
