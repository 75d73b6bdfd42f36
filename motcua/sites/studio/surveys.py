"""An administrator asks people something: write up to five questions, open, read the counts, close."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.effects.ratings import surveys as asking
from motcua.effects.ratings.models import QuestionKind, Survey
from motcua.effects.ratings.surveys import LEAST_ANSWERS, MOST_QUESTIONS, Question
from motcua.foundation import legal_time
from motcua.sites.studio import door
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.spreadsheets import csv_file

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_OPTION, MOST_OPTIONS = 120, 200, 80, 8
#: Of a choice between fewer, nothing is learnt.
LEAST_OPTIONS = 2


@require_safe
def surveys(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    return door.page(request, "studio/surveys.html", {"surveys": list(Survey.objects.order_by("-pk"))})


@require_http_methods(["GET", "HEAD", "POST"])
def new_survey(request: ActingRequest) -> HttpResponse:
    door.require_studio(request)
    if request.method != "POST":
        return _form(request, {})
    problems = _problems(request)
    if problems:
        return _form(request, problems)
    made = asking.make(_text(request, "title"), questions=_questions(request), at=legal_time.now())
    messages.success(request, _("Đã lưu khảo sát. Mở khảo sát thì người dân mới thấy."))
    return redirect("studio:survey", number=made.pk)


@require_safe
def survey(request: ActingRequest, number: int) -> HttpResponse:
    door.require_studio(request)
    found = get_object_or_404(Survey, pk=number)
    count = found.answers.count()
    context = {
        "survey": found,
        "questions": asking.questions_of(found),
        "count": count,
        "least": LEAST_ANSWERS,
        "results": asking.results(found) if count >= LEAST_ANSWERS else (),
    }
    return door.page(request, "studio/survey.html", context)


@require_POST
def survey_opening(request: ActingRequest, number: int) -> HttpResponse:
    door.require_studio(request)
    asking.open_one(get_object_or_404(Survey, pk=number), at=legal_time.now())
    messages.success(request, _("Đã mở khảo sát. Người dân được mời sau khi nộp hồ sơ và khi có kết quả."))
    return redirect("studio:survey", number=number)


@require_POST
def survey_closing(request: ActingRequest, number: int) -> HttpResponse:
    door.require_studio(request)
    asking.close(get_object_or_404(Survey, pk=number), at=legal_time.now())
    messages.success(request, _("Đã đóng khảo sát."))
    return redirect("studio:survey", number=number)


@require_safe
def survey_file(request: ActingRequest, number: int) -> HttpResponse:
    """Counts as CSV: one line per question and choice, for a spreadsheet."""
    door.require_studio(request)
    found = get_object_or_404(Survey, pk=number)
    return csv_file(f"khao-sat-{found.pk}", _lines(found))


def _lines(survey: Survey) -> Iterator[list[object]]:
    """Few answers would show who gave them: then there is only the heading."""
    yield [_("Câu hỏi"), _("Trả lời"), _("Số người")]
    if survey.answers.count() < LEAST_ANSWERS:
        return
    for result in asking.results(survey):
        for choice, count in result.counts.items():
            yield [result.question.text, result.question.choices[choice], count]
        for text in result.texts:
            yield [result.question.text, text, 1]


def _form(request: ActingRequest, problems: dict[str, str]) -> HttpResponse:
    kinds = {
        QuestionKind.SCALE: _("Mức hài lòng, từ 1 đến 5"),
        QuestionKind.CHOICE: _("Chọn một"),
        QuestionKind.TEXT: _("Viết tự do"),
    }
    context: dict[str, Any] = {
        "numbers": range(1, MOST_QUESTIONS + 1),
        "kinds": kinds,
        "typed": request.POST,
        "problems": problems,
    }
    page = door.page(request, "studio/survey_new.html", context)
    page.status_code = 422 if problems else 200
    return page


def _problems(request: ActingRequest) -> dict[str, str]:
    problems = {}
    if not _text(request, "title"):
        problems["title"] = _("Nhập tên khảo sát.")
    if not _questions(request):
        problems["q1"] = _("Nhập ít nhất một câu hỏi.")
    for question in _questions(request):
        if question.kind is QuestionKind.CHOICE and len(question.options) < LEAST_OPTIONS:
            problems[f"{question.key}_options"] = _("Ghi ít nhất hai lựa chọn, mỗi dòng một lựa chọn.")
    return problems


def _questions(request: ActingRequest) -> list[Question]:
    keys = [f"q{number}" for number in range(1, MOST_QUESTIONS + 1)]
    return [_question(request, key) for key in keys if _text(request, key)]


def _question(request: ActingRequest, key: str) -> Question:
    sent = request.POST.get(f"{key}_kind", "")
    kind = QuestionKind(sent) if sent in QuestionKind.values else QuestionKind.SCALE
    lines = [line.strip()[:LONGEST_OPTION] for line in request.POST.get(f"{key}_options", "").splitlines()]
    options = tuple(dict.fromkeys(line for line in lines if line))[:MOST_OPTIONS] if kind is QuestionKind.CHOICE else ()
    return Question(key, kind, _text(request, key)[:LONGEST_QUESTION], options)


def _text(request: ActingRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:LONGEST_QUESTION]
