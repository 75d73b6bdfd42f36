"""The official papers about a dossier, made at the first asking if the worker has not made them yet."""

from collections.abc import Iterable

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.tracking import Moment
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import issuing
from motcua.effects.slips.issuing import issue
from motcua.effects.slips.models import Slip, SlipKind
from motcua.foundation import legal_time
from motcua.foundation.files.response import download
from motcua.sites.desk import finding
from motcua.sites.ui.acting import ActingRequest

#: The acts of which a paper is given, and what it is called.
OF: dict[Action, SlipKind] = {
    Action.ACCEPT: SlipKind.RECEIPT,
    Action.ASK_TO_COMPLETE: SlipKind.COMPLETION_REQUEST,
    Action.REQUEST_SUPPLEMENT: SlipKind.COMPLETION_REQUEST,
    Action.REFUSE: SlipKind.REFUSAL,
    Action.APOLOGISE: SlipKind.APOLOGY,
    Action.STOP: SlipKind.STOP_NOTICE,
    Action.WITHDRAW: SlipKind.STOP_NOTICE,
}
WORDS: dict[SlipKind, str | Promise] = {
    SlipKind.RECEIPT: _("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    SlipKind.COMPLETION_REQUEST: _("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    SlipKind.REFUSAL: _("Phiếu từ chối tiếp nhận hồ sơ"),
    SlipKind.APOLOGY: _("Văn bản xin lỗi và hẹn lại"),
    SlipKind.STOP_NOTICE: _("Thông báo dừng giải quyết hồ sơ"),
}


@require_safe
def control_sheet(request: ActingRequest, code: str) -> HttpResponseBase:
    """Phiếu kiểm soát, as it stands; of a dossier that is over the paper itself."""
    dossier = finding.dossier_of(request, code)
    made = issuing.control_sheet(dossier, at=legal_time.now())
    if isinstance(made, Slip):
        finding.note(request, dossier, file_id=made.file_id)
        return download(made.file)
    finding.note(request, dossier, part="control-sheet")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="phieu-kiem-soat-{dossier.code}.pdf"'
    return answer


@require_safe
def slip(request: ActingRequest, code: str, kind: str) -> FileResponse:
    """The last paper of that kind."""
    dossier = finding.dossier_of(request, code)
    acts = [action for action, of in OF.items() if of == kind]
    event = dossier.events.filter(action__in=acts).order_by("-number").first()
    if event is None or SlipKind(kind) in _left_out(dossier):
        raise Http404
    issued = issue(event.pk, SlipKind(kind), at=legal_time.now())
    finding.note(request, dossier, file_id=issued.file_id)
    return download(issued.file)


def issued(dossier: Dossier, moments: Iterable[Moment]) -> dict[SlipKind, str | Promise]:
    """The kinds of paper that this dossier has, in the order in which they came."""
    kinds = (OF[moment.action] for moment in moments if moment.action in OF)
    return {kind: WORDS[kind] for kind in kinds if kind not in _left_out(dossier)}


def _left_out(dossier: Dossier) -> frozenset[SlipKind]:
    """Of a member the citizen has no receipt: she has that of what she filed."""
    return frozenset() if dossier.parent_id is None else frozenset({SlipKind.RECEIPT})
