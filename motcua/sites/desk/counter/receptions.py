from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.blueprints.catalogue.definition import RequiredPaper
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import drafting, filing, intake, visiting
from motcua.dossiers.commands.originals import CountMissing
from motcua.dossiers.commands.paper_days import NoPaperToday
from motcua.dossiers.models import Deed, Dossier, Filing, Visit
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.sites.desk import answering, filed, finding, originals
from motcua.sites.desk.counter import drafts, paper_days
from motcua.sites.desk.counter.assisted_receipts import helped_lately
from motcua.sites.desk.counter.places import Choice, chosen, placed
from motcua.sites.desk.counter.procedures import require_counter
from motcua.sites.ui import formats, refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import typed
from motcua.sites.ui.filling.draft import Draft


@require_safe
def check(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """Turned to the person who stands there: everything that will be filed, to read and agree to."""
    return _checked(request, drafts.draft_of(request, uuid), problems={})


def _checked(request: ActingRequest, draft: Draft, *, problems: Mapping[str, str]) -> HttpResponse:
    finding.note(request, draft.dossier, part="check")
    limits = applicable(draft.definition, answers=draft.known, channel=draft.dossier.channel, manual=())
    due_at, _lines = legal_clock.count(draft.calendar, draft.at, [limit.period for limit in limits])
    context = {
        "draft": draft,
        "dossier": draft.dossier,
        "sections": filed.sections(draft.definition, draft.known),
        "names": filed.paper_names(draft.definition),
        "to_mend": list(typed.first_sentences(draft.problems).values()),
        "warnings": [str(problem) for problem in draft.problems if not problem.blocks],
        "limits": limits,
        "due_at": due_at,
        "consent": drafts.consent_of(request, draft),
        "receives": request.actor.role is Role.RECEPTIONIST,
        "key": uuid4().hex,
        "papers": _papers(draft.dossier),
        "words": originals.WORDS,
        "current": {},
        "paperless": paper_days.closed_now(draft.dossier),
        "place": placed(draft, problems=problems, post=request.POST),
    }
    return answering.page(request, "desk/counter_check.html", context, status=422 if problems else 200)


@require_POST
def reception(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """An officer files and takes in at once, a helper files. Pressed twice with the same key it is one dossier."""
    require_counter(request)
    key = f"counter {uuid.hex} {request.POST.get('key', '')[:64]}"
    if request.actor.role is Role.HELPER:
        return _filed_by_helper(request, uuid, key)
    earlier = Filing.objects.filter(idempotency_key=key, dossier__in=visible_to(request.actor)).first()
    if earlier is not None:
        return redirect("desk:dossier", code=earlier.dossier.code)
    draft = drafts.draft_of(request, uuid)
    dossier = draft.dossier
    choice = chosen(draft, request.POST)
    if choice.problems:
        return _checked(request, draft, problems=choice.problems)
    try:
        visit = _received(request, dossier, key, choice)
    except (filing.AnswersIncomplete, filing.PapersMissing, filing.PaperGone, CountMissing, NoPaperToday) as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("desk:counter-check", uuid=uuid)
    dossier.refresh_from_db()
    sentence = _("Đã tiếp nhận hồ sơ %(code)s, hẹn trả %(due)s. In giấy tiếp nhận ở mục Giấy đã lập.")
    messages.success(request, sentence % {"code": dossier.code, "due": formats.appointment(dossier.due_at)})
    return redirect("desk:visit") if visit else redirect("desk:dossier", code=dossier.code)


@transaction.atomic
def _received(request: ActingRequest, dossier: Dossier, key: str, choice: Choice) -> Visit | None:
    """The dossier, how its originals were shown, and the visit that it belongs to: together, or nothing."""
    if choice.agency is not None:
        drafting.choose_agency(dossier, deciding_agency=choice.agency)
    at = legal_time.now()
    said = originals.chosen(request.POST, _papers(dossier))
    intake.receive_at_counter(dossier, actor=request.actor, at=at, key=key, remark=choice.reason)
    originals.note_all(request, dossier, said)
    return visiting.note(dossier, Deed.RECEIVED, actor=request.actor, at=at)


def _papers(dossier: Dossier) -> list[RequiredPaper]:
    definition = definition_of(dossier.procedure_version_id)
    return originals.papers_of(definition, dossier.answers.data, channel=dossier.channel)


def _filed_by_helper(request: ActingRequest, uuid: UUID, key: str) -> HttpResponse:
    """With the filing the helper's part ends; what is left is the paper receipt in the person's hand."""
    receipt = redirect("desk:counter-receipt", uuid=uuid)
    if helped_lately(request).filter(dossier__uuid=uuid, dossier__filings__idempotency_key=key).exists():
        return receipt
    dossier = drafts.draft_of(request, uuid).dossier
    try:
        intake.submit(dossier, actor=request.actor, at=legal_time.now(), key=key)
    except (filing.AnswersIncomplete, filing.PapersMissing, filing.PaperGone) as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return redirect("desk:counter-check", uuid=uuid)
    return receipt
