"""One act on many dossiers of a list, and the page that tells what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import batches as commands
from motcua.dossiers.models import Batch, BatchItem, Dossier, Fate
from motcua.dossiers.queries import filters, worklists
from motcua.dossiers.rules.lifecycle import Action, Role, State
from motcua.foundation import legal_time
from motcua.foundation.jobs import queue as jobs
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, batch_acts, finding
from motcua.sites.desk.batch_acts import BatchAct
from motcua.sites.desk.queues import OF, address
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest

#: So many are done while the officer waits; more are done by the worker, and the page says how far it is.
AT_ONCE = 50
#: Facts of refusals that are stored as texts and shown in words.
_FACTS = {"state": State, "action": Action, "role": Role, "last_day": date.fromisoformat}
_REFUSALS = {kind.__name__: kind for kind in refusals.SENTENCES}


@dataclass(frozen=True, slots=True)
class Refused:
    code: str
    subject: str
    sentence: str


@require_POST
def batches(request: ActingRequest) -> HttpResponse:
    """Begin one. What the act asks is asked once, on a page of its own, before anything is done."""
    act, queue = _act(request)
    only = filters.read(request.POST)
    chosen = _chosen(request, queue, only)
    if not chosen:
        messages.warning(request, _("Chưa chọn hồ sơ nào. Đánh dấu ở đầu dòng rồi bấm lại."))
        return redirect(address(queue, only.query))
    question = act.asks() if act.asks else None
    answer = request.POST.get(question.key, "").strip() if question else ""
    if question and (not answer or (question.choices and answer not in question.choices)):
        problems = {question.key: _("Chọn hoặc điền mục này")} if question.key in request.POST else {}
        context = {"act": act, "queue": queue, "only": only, "chosen_ones": chosen, "question": question}
        context |= {"typed": answer, "problems": problems, "batch_key": _key(request)}
        return answering.page(request, "desk/batch_question.html", context, status=422 if problems else 200)
    batch = commands.begin(
        act.key,
        dossiers=chosen,
        key=_key(request),
        actor=request.actor,
        at=legal_time.now(),
        options={question.key: act.reads(answer)[:40]} if question else {},
        queue=queue,
    )
    if len(chosen) > AT_ONCE:
        jobs.enqueue("worker.run_batch", batch_id=batch.pk)
    else:
        commands.run(batch, at=legal_time.now())
    return redirect("desk:batch", uuid=batch.uuid)


@require_safe
def batch(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """What became of each; while the worker is at it, how far it is."""
    finding.require_desk(request)
    found = get_object_or_404(Batch, uuid=uuid, account_id=request.user.pk)
    items = list(found.items.select_related("dossier").defer("dossier__procedure_version").order_by("number"))
    done = [item for item in items if item.fate == Fate.DONE]
    act = batch_acts.ACTS[found.act]
    context = {
        "batch": found,
        "act": act,
        "said": str(act.said) % {"done": len(done), "all": len(items)},
        "all": len(items),
        "left": sum(item.fate == Fate.WAITING for item in items),
        "done": [(item.dossier.code, item.dossier.subject_name) for item in done],
        "refused": [_refused(item) for item in items if item.fate == Fate.REFUSED],
        "back": address(found.queue, "") if found.queue in OF[request.actor.role] else "",
    }
    return answering.page(request, "desk/batch.html", context)


def _act(request: ActingRequest) -> tuple[BatchAct, str]:
    """The act that this list offers to this role; anything else is not there."""
    finding.require_desk(request)
    queue = request.POST.get("queue", "")
    offered = batch_acts.of(queue, role=request.actor.role) if queue in OF[request.actor.role] else ()
    act = next((act for act in offered if act.key == request.POST.get("act")), None)
    if act is None:
        raise Http404
    return act, queue


def _chosen(request: ActingRequest, queue: str, only: filters.Filters) -> Sequence[Dossier]:
    """In the order of the list; `whole` is all that the list shows, as far as one batch goes."""
    codes = request.POST.getlist("codes")[: commands.MOST]
    if request.POST.get("whole"):
        at = legal_time.now()
        rows = worklists.page(queue, request.actor, at=at, only=only, size=commands.MOST).rows
        codes = [row.code for row in rows]
    found = {dossier.code: dossier for dossier in visible_to(request.actor).filter(code__in=codes)}
    return [found[code] for code in dict.fromkeys(codes) if code in found]


def _key(request: ActingRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError as invented:
        raise Http404 from invented


def _refused(item: BatchItem) -> Refused:
    facts = {name: _FACTS.get(name, str)(fact) for name, fact in item.facts.items()}
    refusal = _REFUSALS.get(item.refusal, Refusal)(**facts)
    return Refused(str(item.dossier.code), item.dossier.subject_name, refusals.sentence(refusal))
