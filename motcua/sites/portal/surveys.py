"""A short opinion survey about one's dossier: no name, once, and only who wants to."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.models import Dossier
from motcua.effects.ratings import surveys
from motcua.effects.ratings.models import QuestionKind, Survey
from motcua.effects.ratings.surveys import Question
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    found = offered(request, dossier)
    if found is None:
        if surveys.open_now() is None:
            raise Http404
        messages.info(request, _("Ông/bà đã trả lời khảo sát về hồ sơ này. Xin cảm ơn."))
        return redirect("portal:dossier", code=dossier.code)
    if request.method != "POST":
        return _page(request, dossier, found)
    try:
        surveys.answer(
            found, account_id=request.user.pk, dossier_id=dossier.pk, values=request.POST.dict(), at=legal_time.now()
        )
    except surveys.NothingAnswered:
        first = surveys.questions_of(found)[0].key
        return _page(request, dossier, found, {first: _("Chưa có câu nào được trả lời. Trả lời ít nhất một câu.")})
    messages.success(request, _("Xin cảm ơn ông/bà đã góp ý."))
    return redirect("portal:dossier", code=dossier.code)


def offered(request: ActingRequest, dossier: Dossier) -> Survey | None:
    """The survey to offer beside this dossier, if there is one and it was not answered yet."""
    return surveys.open_for(account_id=request.user.pk, dossier_id=dossier.pk)


def _page(
    request: ActingRequest, dossier: Dossier, found: Survey, problems: dict[str, str] | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "dossier": dossier,
        "survey": found,
        "fields": [_field(question) for question in surveys.questions_of(found)],
        "problems": problems or {},
    }
    return render(request, "portal/survey.html", context, status=422 if problems else 200)


def _field(question: Question) -> Field:
    if question.kind is QuestionKind.TEXT:
        hint = _("Đừng ghi tên, số điện thoại hay mã hồ sơ.")
        return Field(question.key, question.text, "textarea", max_length=surveys.LONGEST_TEXT, help=hint)
    words = scale_words() if question.kind is QuestionKind.SCALE else question.choices
    options = tuple(Option(str(value), word) for value, word in words.items())
    return Field(question.key, question.text, "radio", options=options)


def scale_words() -> dict[int, str]:
    return {
        5: _("Rất hài lòng"),
        4: _("Hài lòng"),
        3: _("Bình thường"),
        2: _("Không hài lòng"),
        1: _("Rất không hài lòng"),
    }
