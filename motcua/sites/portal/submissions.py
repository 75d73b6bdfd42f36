"""Step 4, file: once, whatever happens on the way."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from motcua.dossiers.commands import filing, holders, intake
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest


@require_POST
def submission(request: ActingRequest, uuid: UUID) -> HttpResponse:
    dossier = finding.bare_draft_of(request, uuid)
    if dossier.is_practice:
        return redirect("portal:practice-outcome", uuid=uuid)
    key = key_of(request)
    try:
        filed = intake.submit(dossier, actor=request.actor, at=legal_time.now(), key=key)
    except intake.AlreadyFiled:
        dossier.refresh_from_db()
        messages.info(request, _("Hồ sơ này đã được nộp từ trước. Không có hồ sơ nào bị nộp hai lần."))
        return redirect("portal:receipt", code=dossier.code)
    except (filing.AnswersIncomplete, filing.PapersMissing) as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("portal:check", uuid=uuid)
    except (holders.AuthorisationMissing, holders.NotAMemberToday) as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("portal:holder", uuid=uuid)
    except filing.PaperGone as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("portal:papers", uuid=uuid)
    return redirect("portal:receipt", code=filed.dossier.code)


def key_of(request: ActingRequest) -> str:
    """The key that the page was drawn with; a page that was tampered with files under a new one."""
    try:
        return UUID(request.POST.get("key", "")).hex
    except ValueError:
        return uuid4().hex
