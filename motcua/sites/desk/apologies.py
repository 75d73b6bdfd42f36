from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands import deadlines
from motcua.dossiers.rules.lifecycle import Action
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.sites.desk import answering, finding, questions
from motcua.sites.ui import formats
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def apology(request: ActingRequest, code: str) -> HttpResponse:
    """Sign the letter of apology with its one new date (Mẫu 04)."""
    dossier = finding.dossier_for(request, code, Action.APOLOGISE)
    asked = questions.new_date()
    typed = answers.read((asked,), dict(request.POST.lists()))["new_date"]
    reason = request.POST.get("reason", "")
    context = {
        "dossier": dossier,
        "new_date": asked,
        "date": typed,
        "reason": questions.reason(_("Vì sao không kịp hẹn")),
        "typed": reason,
    }
    if request.method != "POST":
        return answering.page(request, "desk/apology.html", context)
    at = legal_time.now()
    if found := _problems(asked, typed, at=at):
        return answering.mend(request, "desk/apology.html", context, answering.sentences(found))
    new_due_at = versions.calendar_of(versions.current_id()).closes_at(date.fromisoformat(str(typed)))

    def apologise() -> str:
        deadlines.apologise(dossier, actor=request.actor, at=at, new_due_at=new_due_at, reason=reason)
        return _("Đã ký văn bản xin lỗi, hẹn lại %(due)s.") % {"due": formats.appointment(dossier.due_at)}

    return answering.act(request, dossier, "desk/apology.html", context, apologise)


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
