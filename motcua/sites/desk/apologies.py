"""Letters of apology (Mẫu 04): those that the system has drafted and wait for a head, and the letter of one dossier."""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands import apologies as commands
from motcua.dossiers.commands import deadlines
from motcua.dossiers.models import ApologyDraft, Dossier
from motcua.dossiers.rules.lateness import Cause
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, finding, questions
from motcua.sites.desk.apology_drafts import SIGNS, waiting_for
from motcua.sites.ui import formats, numbers, refusals
from motcua.sites.ui.acting import ActingRequest

#: Nobody signs more in one go than she can read.
PAGE = 100

#: Why the system thinks that it will be late, and the words with which a letter begins.
CAUSES: dict[Cause, tuple[str | Promise, str | Promise]] = {
    Cause.STEP_LATE: (
        gettext_lazy("Bước đang làm đã quá phần thời gian của bước"),
        gettext_lazy("Việc thẩm tra hồ sơ cần thêm thời gian so với dự kiến."),
    ),
    Cause.DOES_NOT_FIT: (
        gettext_lazy("Các bước còn lại cần nhiều thời gian hơn thời hạn còn lại"),
        gettext_lazy("Các bước giải quyết còn lại cần thêm thời gian so với dự kiến."),
    ),
    Cause.UNDECIDED: (
        gettext_lazy("Đến ngày cuối được xin lỗi mà chưa ký kết quả"),
        gettext_lazy("Cơ quan chưa hoàn tất việc giải quyết hồ sơ đúng ngày đã hẹn."),
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: ActingRequest) -> HttpResponse:
    """All that wait for this head, the most pressing first; several are signed at once with their proposed dates."""
    if request.actor.role not in SIGNS:
        raise Http404
    if request.method == "POST":
        return _sign_ticked(request)
    waiting = list(waiting_for(request.actor)[:PAGE])
    rows = [(draft, *CAUSES[Cause(draft.cause)]) for draft in waiting]
    today = legal_day(legal_time.now())
    return answering.page(request, "desk/apologies.html", {"rows": rows, "today": today, "name": "apologies"})


@require_http_methods(["GET", "HEAD", "POST"])
def apology(request: ActingRequest, code: str) -> HttpResponse:
    """Sign the letter of apology with its one new date; what the system has drafted is the beginning."""
    dossier = finding.dossier_for(request, code, Action.APOLOGISE)
    draft = _draft_of(dossier)
    asked = questions.new_date()
    posted = request.method == "POST"
    typed = answers.read((asked,), dict(request.POST.lists()))["new_date"] if posted else _proposed(draft)
    reason = request.POST.get("reason", "") if posted else _words(draft)
    context = {
        "dossier": dossier,
        "draft": draft,
        "cause": CAUSES[Cause(draft.cause)][0] if draft else "",
        "new_date": asked,
        "date": typed,
        "reason": questions.reason(_("Vì sao không kịp hẹn")),
        "typed": reason,
    }
    if not posted:
        return answering.page(request, "desk/apology.html", context)
    at = legal_time.now()
    if found := _problems(asked, typed, at=at):
        return answering.mend(request, "desk/apology.html", context, answering.sentences(found))
    new_due_at = versions.calendar_of(versions.current_id()).closes_at(date.fromisoformat(str(typed)))

    def apologise() -> str:
        deadlines.apologise(dossier, actor=request.actor, at=at, new_due_at=new_due_at, reason=reason)
        return _("Đã ký văn bản xin lỗi, hẹn lại %(due)s.") % {"due": formats.appointment(dossier.due_at)}

    return answering.act(request, dossier, "desk/apology.html", context, apologise)


@require_http_methods(["GET", "HEAD", "POST"])
def dropping(request: ActingRequest, code: str) -> HttpResponse:
    """The dossier will be ready in time after all, and the head says why."""
    dossier = finding.dossier_for(request, code, Action.APOLOGISE)
    draft, reason = _draft_of(dossier), request.POST.get("reason", "")
    if draft is None:
        raise commands.DraftSettled
    asked = questions.reason(
        _("Vì sao sẽ xong đúng hẹn"), hint=_("Lý do được lưu và thống kê; nếu vẫn quá hẹn sẽ đối chiếu")
    )
    context = {"dossier": dossier, "draft": draft, "reason": asked, "typed": reason}
    if request.method != "POST":
        return answering.page(request, "desk/apology_drop.html", context)

    def drop() -> str:
        commands.drop(draft, actor=request.actor, at=legal_time.now(), reason=reason)
        return _("Đã bỏ dự thảo. Hồ sơ %(code)s giữ ngày hẹn cũ.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/apology_drop.html", context, drop)


def _sign_ticked(request: ActingRequest) -> HttpResponse:
    """Each letter in its own transaction: one that is refused holds up no other."""
    ticked = {numbers.row(pk) for pk in request.POST.getlist("drafts")}
    chosen = list(waiting_for(request.actor).filter(pk__in=ticked)[:PAGE])
    at, signed = legal_time.now(), 0
    for draft in chosen:
        try:
            commands.sign(draft, actor=request.actor, at=at, new_due_at=draft.new_due_at, reason=_words(draft))
            signed += 1
        except Refusal as refusal:
            messages.warning(request, f"{draft.dossier.code}: {refusals.sentence(refusal)}")
    gone = len(ticked) - len(chosen)
    if not ticked:
        messages.warning(request, _("Chưa chọn dự thảo nào. Đánh dấu các dự thảo cần ký."))
    if gone:
        messages.warning(
            request, ngettext("%(n)s dự thảo không còn chờ ký.", "%(n)s dự thảo không còn chờ ký.", gone) % {"n": gone}
        )
    if signed:
        messages.success(
            request, ngettext("Đã ký %(n)s văn bản xin lỗi.", "Đã ký %(n)s văn bản xin lỗi.", signed) % {"n": signed}
        )
    return redirect("desk:apologies")


def _draft_of(dossier: Dossier) -> ApologyDraft | None:
    if dossier.due_at is None:
        return None
    return ApologyDraft.objects.waiting().filter(dossier=dossier, due_at=dossier.due_at).first()


def _proposed(draft: ApologyDraft | None) -> str | None:
    return legal_day(draft.new_due_at).isoformat() if draft else None


def _words(draft: ApologyDraft | None) -> str:
    return str(CAUSES[Cause(draft.cause)][1]) if draft else ""


def _problems(asked: Field, typed: object, *, at: datetime) -> list[Problem]:
    """Of the date alone; the command says whether it is later than the old one."""
    if typed is None:
        return [missing(asked)]
    calendar = versions.calendar_of(versions.current_id())
    found = type_of(asked).problems(asked, typed, answers.context_of(at=at, calendar=calendar))
    return found or _closed_day(date.fromisoformat(str(typed)))


def _closed_day(day: date) -> list[Problem]:
    if versions.calendar_of(versions.current_id()).is_open(day):
        return []
    sentence = _("Ngày này cơ quan nghỉ. Chọn một ngày làm việc")
    return [Problem("new_date", "closed_day", sentence)]
