"""The draft of a result before its person: until when she may answer, what silence means, and saying what is wrong."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import confirming, work
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Confirmation:
    """`until` is empty where the procedure sets no end."""

    until: datetime | None
    silence_agrees: bool


def confirmation_of(dossier: Dossier) -> Confirmation | None:
    """While it is the applicant's turn to read the draft; whether the clock stands for it or not."""
    item = _open(dossier)
    if item is None:
        return None
    calendar = versions.calendar_of(versions.current_id())
    return Confirmation(confirming.last_moment(item, calendar=calendar), confirming.silence_agrees(item))


@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: ActingRequest, code: str) -> HttpResponse:
    """She says what is wrong with the draft; its maker gets it back with her words."""
    dossier = finding.dossier_of(request, code)
    if request.method != "POST":
        if _open(dossier) is None:
            raise work.StepGone
        return _page(request, dossier)
    reason = request.POST.get("reason", "").strip()[:LONGEST]
    if not reason:
        return _page(request, dossier, problems={"reason": _("Ghi chỗ nào sai và đúng ra là thế nào")}, status=422)
    confirming.object_to_draft(dossier, actor=request.actor, at=legal_time.now(), reason=reason)
    messages.success(request, _("Đã gửi. Cơ quan sửa bản dự thảo và gửi lại để ông/bà xem."))
    return redirect("portal:dossier", code=dossier.code)


def _page(
    request: ActingRequest, dossier: Dossier, *, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    context = {"dossier": dossier, "problems": problems or {}, "longest": LONGEST}
    return render(request, "portal/draft_objection.html", context, status=status)


def _open(dossier: Dossier) -> WorkItem | None:
    items = dossier.work_items.filter(status=WorkStatus.OPEN, act=Act.CONFIRM_DRAFT).select_related("dossier")
    return items.first()
