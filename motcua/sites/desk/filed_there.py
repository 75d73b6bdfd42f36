"""What came with a dossier that was filed at the national portal, and had no place in our form or among our files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.effects.national_portal import arrivals, later_papers
from motcua.effects.national_portal.arrival_models import FiledThere as Row
from motcua.effects.national_portal.later_models import PapersAskedAgain
from motcua.foundation import legal_time
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import finding, paid_there
from motcua.sites.desk.paid_there import Payment
from motcua.sites.ui import formats, refusals
from motcua.sites.ui.acting import ActingRequest

_LONGEST = 500
#: By the name of the refusal.
_WHY: dict[str, str | Promise] = {
    "HostNotAllowed": gettext_lazy("địa chỉ của tệp không được phép"),
    "PaperNotThere": gettext_lazy("nơi gửi không còn tệp"),
    "Unavailable": gettext_lazy("máy chủ của nơi gửi không trả lời trong bốn giờ"),
    "FileTooLarge": gettext_lazy("tệp quá lớn"),
    "FileKindNotAccepted": gettext_lazy("loại tệp không nhận"),
    "FileEmpty": gettext_lazy("tệp rỗng"),
}
_BROKEN = gettext_lazy("tệp hỏng hoặc không mở được")


@dataclass(frozen=True, slots=True)
class FiledThere:
    number: str
    filed_at: datetime
    answers: tuple[tuple[str, str], ...]
    lacking: tuple[tuple[str, str | Promise], ...]
    #: Papers that were lacking and have come since.
    later: tuple[StoredFile, ...]
    payment: Payment | None
    #: Whether this officer may have the lacking papers fetched once more, and what became of it the last time.
    can_fetch: bool
    fetched: str


def block(dossier: Dossier, *, actor: Actor) -> FiledThere | None:
    """None for what was filed here."""
    found = arrivals.filed_there(dossier)
    if found is None:
        return None
    lacking = later_papers.lacking(found)
    return FiledThere(
        number=found.number,
        filed_at=found.filed_at,
        answers=tuple(_lines(found.beside.get("answers", {}))),
        lacking=tuple((paper.name, _WHY.get(paper.why, _BROKEN)) for paper in lacking),
        later=tuple(later_papers.came_later(found)),
        payment=paid_there.payment_of(found),
        can_fetch=later_papers.can_be_asked(found, actor=actor),
        fetched=_fetched(later_papers.last_asked(found)),
    )


@require_POST
def papers_again(request: ActingRequest, code: str) -> HttpResponse:
    """Have the papers fetched once more that the portal had not given."""
    dossier = finding.dossier_of(request, code)
    there = arrivals.filed_there(dossier)
    if there is None or request.actor.role not in later_papers.MAY_ASK:
        raise Http404
    try:
        later_papers.ask_again(there, actor=request.actor, at=legal_time.now())
        messages.success(request, _("Đang lấy lại giấy tờ. Mở lại trang này sau ít phút để xem."))
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
    return redirect(f"{redirect('desk:dossier', code=dossier.code).url}#filed-there")


def came_since(dossier: Dossier) -> frozenset[str]:
    """Required papers that came after the filing: they are not missing any more."""
    there: Row | None = arrivals.filed_there(dossier)
    return later_papers.items_that_came(there) if there else frozenset()


def _fetched(asked: PapersAskedAgain | None) -> str:
    if asked is None:
        return ""
    told = {"name": asked.asked_by.account.person.full_name, "at": formats.moment(asked.asked_at)}
    if asked.ended_at is None:
        return _("%(name)s đã yêu cầu lấy lại lúc %(at)s, đang lấy.") % told
    if not asked.brought:
        return _("%(name)s đã yêu cầu lấy lại lúc %(at)s, chưa lấy được tệp nào.") % told
    return _("%(name)s đã yêu cầu lấy lại lúc %(at)s, lấy được %(count)s tệp.") % {**told, "count": asked.brought}


def _lines(answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """As they came: their names are those of another form."""
    for name, value in answers.items():
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield name, text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
