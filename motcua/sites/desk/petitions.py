"""Phản ánh, kiến nghị at the desk: what the agency has to answer by when, and the acts on one of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.effects.petitions import access, acts, limits
from motcua.effects.petitions.models import Petition
from motcua.effects.petitions.moves import OVER, Act
from motcua.foundation import legal_time
from motcua.foundation.files.models import StoredFile
from motcua.foundation.files.response import download
from motcua.foundation.organisations.models import Post
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, finding, news
from motcua.sites.ui import numbers, petition_words, refusals
from motcua.sites.ui.acting import ActingRequest

PAGE = 50
#: What each act needs from the page.
_DOES: dict[str, Callable[[ActingRequest, Petition, datetime], None]] = {
    Act.ASSIGN: lambda request, petition, at: acts.assign(
        petition, to=_officer(request, petition), actor=request.actor, at=at
    ),
    Act.REFUSE: lambda request, petition, at: acts.refuse(
        petition, ground=_said(request, "text"), actor=request.actor, at=at
    ),
    Act.ASK: lambda request, petition, at: acts.ask(
        petition, question=_said(request, "text"), actor=request.actor, at=at
    ),
    Act.ANSWER: lambda request, petition, at: acts.answer(
        petition, text=_said(request, "text"), actor=request.actor, at=at
    ),
    Act.PUBLISH: lambda request, petition, at: acts.publish(
        petition, question=_said(request, "question"), text=_said(request, "text"), actor=request.actor, at=at
    ),
}


@require_safe
def petitions(request: ActingRequest) -> HttpResponse:
    """What is due first stands first; what is over, or waits for its author, after it."""
    finding.require_desk(request)
    at, only = legal_time.now(), request.GET.get("only", "")
    found = access.visible_to(request.actor).select_related("agency", "handler__account__person", "dossier")
    if only == "overdue":
        found = found.filter(due_at__lt=at)
    elif only == "over":
        found = found.filter(state__in=OVER)
    else:
        found = found.exclude(state__in=OVER)
    context = {
        "at": at,
        "petitions": list(found.order_by(F("due_at").asc(nulls_last=True), "-filed_at")[:PAGE]),
        "overdue": access.visible_to(request.actor).filter(due_at__lt=at).count(),
        "only": only,
        "words": petition_words,
        "name": "petitions",
    }
    return answering.page(request, "desk/petitions.html", context)


@require_safe
def petition(request: ActingRequest, petition_id: UUID) -> HttpResponse:
    found = _found(request, petition_id)
    news.mark_petition_read(request, found.pk)
    return _page(request, found, {})


@require_POST
def petition_act(request: ActingRequest, petition_id: UUID, act: str) -> HttpResponse:
    found = _found(request, petition_id)
    if act not in _DOES:
        raise Http404
    try:
        _DOES[act](request, found, legal_time.now())
    except Refusal as refusal:
        return _page(request, _found(request, petition_id), {f"{act}-text": refusals.sentence(refusal)})
    messages.success(request, _sentence(act))
    return redirect("desk:petition", petition_id=found.pk)


@require_safe
def petition_file(request: ActingRequest, petition_id: UUID, file_id: UUID) -> HttpResponseBase:
    found = _found(request, petition_id)
    return download(get_object_or_404(StoredFile, pk=file_id, pk__in=found.files.values("file")))


def _found(request: ActingRequest, petition_id: UUID) -> Petition:
    finding.require_desk(request)
    seen = access.visible_to(request.actor).select_related(
        "agency", "account__person", "handler__account__person", "dossier", "opinion"
    )
    return get_object_or_404(seen, pk=petition_id)


def _page(request: ActingRequest, petition: Petition, problems: dict[str, str]) -> HttpResponse:
    context: dict[str, Any] = {
        "petition": petition,
        "course": petition_words.course(petition),
        "words": petition_words,
        "acts": acts.open_now(petition, actor=request.actor, at=legal_time.now()),
        "officers": list(_officers(petition)),
        "files": list(petition.files.select_related("file")),
        "contact": _contact(petition),
        "opinion": petition_words.opinion(petition),
        "limits": limits.limits_at(petition.filed_at),
        "problems": problems,
        "typed": request.POST,
        "name": "petitions",
    }
    return answering.page(request, "desk/petition.html", context, status=422 if problems else 200)


def _contact(petition: Petition) -> list[str]:
    """For whoever has to answer: by which way its author can be asked."""
    given = petition.contact
    person = petition.account.person if petition.account else None
    known = [person.full_name, person.phone] if person else []
    return [each for each in (*known, given.get("name"), given.get("phone"), given.get("email")) if each]


def _officers(petition: Petition) -> QuerySet[Post]:
    posts = Post.objects.held_on(legal_time.now().date()).filter(agency=petition.agency_id)
    return posts.select_related("account__person").order_by("role", "pk")


def _officer(request: ActingRequest, petition: Petition) -> Post:
    return get_object_or_404(_officers(petition), pk=numbers.row(request.POST.get("post", "")))


def _said(request: ActingRequest, name: str) -> str:
    return request.POST.get(name, "")


def _sentence(act: str) -> str:
    return {
        Act.ASSIGN: _("Đã giao."),
        Act.REFUSE: _("Đã trả lời là không tiếp nhận."),
        Act.ASK: _("Đã hỏi thêm. Thời hạn dừng cho đến khi người gửi bổ sung."),
        Act.ANSWER: _("Đã trả lời người gửi."),
        Act.PUBLISH: _("Đã công khai câu trả lời."),
    }[Act(act)]
