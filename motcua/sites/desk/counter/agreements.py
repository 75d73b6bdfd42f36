"""The screen is turned: the person reads in large letters what will be filed for her, and says whether it is right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.dossiers.commands import assistance
from motcua.sites.desk import answering, filed, finding
from motcua.sites.desk.counter import drafts
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def agreement(request: ActingRequest, uuid: UUID) -> HttpResponse:
    draft = drafts.draft_of(request, uuid)
    if request.method == "POST":
        return _said(request, uuid)
    finding.note(request, draft.dossier, part="agreement")
    context = {
        "draft": draft,
        "dossier": draft.dossier,
        "sections": filed.sections(draft.definition, draft.known),
        "names": filed.paper_names(draft.definition),
    }
    return answering.page(request, "desk/counter_agreement.html", context)


@require_POST
def ending(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """The person wishes no more help: from now on nothing of hers is there for the helper."""
    draft = drafts.draft_of(request, uuid)
    assistance.end(draft.dossier, at=draft.at)
    messages.success(request, _("Đã kết thúc việc nộp giúp. Phần đã nhập vẫn còn cho người dân."))
    return redirect("desk:counter")


def _said(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """Agreed is what stood on the page: a save in between asks again."""
    draft = drafts.draft_of(request, uuid)
    if request.POST.get("answer") != "agreed":
        messages.warning(request, _("Người dân thấy còn chỗ chưa đúng. Hỏi lại từng mục rồi sửa."))
        return redirect("desk:counter-draft", uuid=uuid)
    if request.POST.get("revision") != str(draft.revision):
        messages.warning(request, _("Tờ khai vừa thay đổi. Mời người dân đọc lại."))
        return redirect("desk:counter-agreement", uuid=uuid)
    assistance.agree(draft.dossier, actor=request.actor, revision=draft.revision, at=draft.at)
    messages.success(request, _("Người dân đã đọc và đồng ý."))
    return redirect("desk:counter-check", uuid=uuid)
