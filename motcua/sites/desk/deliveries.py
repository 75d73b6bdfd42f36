"""Hand a result over with proof, and the slip that whoever took it signs."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import handing_over, visiting
from motcua.dossiers.commands.handing_over import Receiver
from motcua.dossiers.models import Deed, Dossier, HandingOver, SeenBy, ToWhom
from motcua.dossiers.queries import fetching
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.foundation import legal_time
from motcua.foundation.accounts.identity_card.reading import read_card
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.response import download, shown
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, filed, finding, originals, questions
from motcua.sites.desk.presented import presented
from motcua.sites.ui import delivery_words, numbers
from motcua.sites.ui.acting import ActingRequest

TO_WHOM: dict[str, str | Promise] = {
    ToWhom.HERSELF: gettext_lazy("Chính người nộp hồ sơ hoặc người có hồ sơ"),
    ToWhom.REPRESENTATIVE: gettext_lazy("Người được ủy quyền"),
    ToWhom.OTHER: gettext_lazy("Người khác, có giấy tờ"),
}
SEEN_BY: dict[str, str | Promise] = {
    SeenBy.CARD_READ: gettext_lazy("đọc mã trên thẻ căn cước"),
    SeenBy.ID_TYPED: gettext_lazy("xem thẻ căn cước"),
    SeenBy.RECEIPT_SHOWN: gettext_lazy("có giấy hẹn và mã tra cứu"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def delivery(request: ActingRequest, code: str) -> HttpResponse:
    """Who took it, how she was known, by which paper; with it go the originals that we kept."""
    dossier = finding.dossier_for(request, code, Action.DELIVER)
    is_only_here = finding.is_only_handed_out(request, dossier)
    if is_only_here:
        finding.note(request, dossier, part="handing-over")
    definition = definition_of(dossier.procedure_version_id)
    fields = _fields()
    typed = _typed(request, dossier, fields)
    chosen = delivery_of(dossier, definition, answers=dossier.filings.latest("number").answers)
    context = {
        "delivery": delivery_words.in_words(chosen),
        "dossier": dossier,
        "fields": fields,
        "typed": typed,
        "results": filed.results(definition, finding.results_of(dossier)),
        "only_handed_out": is_only_here,
        "waiting": fetching.waiting(dossier),
        "held": [] if is_only_here else [line for line in originals.lines_of(dossier) if line.original.is_held],
    }
    if request.method != "POST":
        return answering.page(request, "desk/delivery.html", context)
    if wrong := _wrong(typed, fields):
        return answering.mend(request, "desk/delivery.html", context, wrong)

    def deliver() -> str:
        at = legal_time.now()
        returned = [numbers.row(each) for each in request.POST.getlist("originals")]
        with transaction.atomic():
            receiver = _receiver(request, typed)
            handing_over.hand_over(dossier, receiver=receiver, returning=returned, actor=request.actor, at=at)
            visiting.note(dossier, Deed.DELIVERED, actor=request.actor, at=at)
        return _("Đã trả kết quả hồ sơ %(code)s. Biên nhận in ở trang hồ sơ.") % {"code": dossier.code}

    return answering.act(request, dossier, "desk/delivery.html", context, deliver)


@require_safe
def copy(request: ActingRequest, code: str, result_id: int) -> FileResponse:
    """To print what is signed electronically, where it is handed out and as long as it is."""
    dossier = finding.dossier_for(request, code, Action.DELIVER)
    waiting = fetching.waiting(dossier)
    printed = waiting.results if waiting and waiting.is_electronic else ()
    found = next((result for result in printed if result.pk == result_id), None)
    if found is None:
        raise Http404
    answer = shown(found.file) if found.layout else download(found.file)
    finding.note(request, dossier, file_id=found.file_id)
    return answer


@require_safe
def slip(request: ActingRequest, code: str) -> HttpResponse:
    """Biên nhận trả kết quả: to print and sign."""
    dossier = finding.at_the_desk(request, code)
    handed = get_object_or_404(HandingOver.objects.select_related("unit", "by_account__person"), dossier=dossier)
    finding.note(request, dossier, part="handing-over")
    context = {
        "dossier": dossier,
        "handed": handed,
        "to_whom": TO_WHOM[handed.to],
        "seen_by": SEEN_BY[handed.seen_by],
        "results": filed.results(definition_of(dossier.procedure_version_id), finding.results_of(dossier)),
    }
    return answering.page(request, "desk/handing_over_slip.html", context)


def only_result(request: ActingRequest, code: str) -> HttpResponse:
    """Instead of the dossier, for a desk that hands out its result and has nothing else to do with it."""
    dossier = finding.at_the_desk(request, code)
    is_ready = dossier.state == State.RESULT_READY
    return redirect("desk:delivery" if is_ready else "desk:handing-over-slip", code=dossier.code)


def handed_over(dossier: Dossier) -> HandingOver | None:
    """For the page of the dossier."""
    return dossier.handings_over.select_related("unit").first()


def card_number(typed: str) -> str:
    """A scanner types everything that the code says; of it only the number is kept."""
    if typed.replace(" ", "").isdigit():
        return typed.replace(" ", "")
    try:
        return read_card(typed, on=legal_time.now().date()).personal_id
    except Refusal:
        return typed


def _fields() -> tuple[Field, ...]:
    number = _("Số trên thẻ căn cước, hoặc mã tra cứu in trên giấy hẹn. Có máy quét thì bấm vào ô rồi quét mã trên thẻ")
    return (
        questions.receiver_in_person(),
        questions.seen_by(),
        Field("proof", _("Số hoặc mã đã xem"), "text", required=True, max_length=500, help=number),
        Field("receiver_name", _("Họ và tên người nhận thay"), "text", max_length=120),
    )


def _typed(request: ActingRequest, dossier: Dossier, fields: tuple[Field, ...]) -> dict[str, str]:
    """What she showed when the result was looked for is not asked for again."""
    typed = {field.key: request.POST.get(field.key, "").strip() for field in fields}
    known = presented(request, at=legal_time.now()) if request.method != "POST" else None
    if known is None or not known.is_of(str(dossier.code)):
        return typed
    is_hers = handing_over.is_of(dossier, known.number)
    return (
        typed | {"seen_by": SeenBy.ID_TYPED, "proof": known.number} | ({"receiver": ToWhom.HERSELF} if is_hers else {})
    )


def _wrong(typed: dict[str, str], fields: tuple[Field, ...]) -> dict[str, str]:
    sentences = {
        "receiver": _("Chọn người đến nhận"),
        "seen_by": _("Chọn cách nhận biết người nhận"),
        "proof": _("Nhập số trên thẻ căn cước hoặc mã tra cứu"),
    }
    chosen = {field.key: field.choices for field in fields if field.options}
    wrong = {key: sentence for key, sentence in sentences.items() if not typed[key]}
    wrong |= {key: sentences[key] for key, choices in chosen.items() if typed[key] not in choices}
    if typed["receiver"] in (ToWhom.REPRESENTATIVE, ToWhom.OTHER) and not typed["receiver_name"]:
        wrong["receiver_name"] = _("Nhập họ và tên người nhận thay")
    return wrong


def _receiver(request: ActingRequest, typed: dict[str, str]) -> Receiver:
    seen = SeenBy(typed["seen_by"])
    return Receiver(
        to=ToWhom(typed["receiver"]),
        seen_by=seen,
        proof=card_number(typed["proof"]) if seen is not SeenBy.RECEIPT_SHOWN else typed["proof"],
        name=typed["receiver_name"],
        paper=_paper(request),
    )


def _paper(request: ActingRequest) -> StoredFile | None:
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return None
    return storage.store(upload, name=upload.name or "", by=request.user, at=legal_time.now())
