"""Step 1, fill: one page of questions at a time. Everything typed is kept, right or wrong."""

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import takewhile
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import json_script
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.display import shown
from motcua.dossiers.commands import drafting
from motcua.dossiers.rules import merging
from motcua.sites.portal import finding
from motcua.sites.portal.asked import asked_path
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.keeping import Kept, agencies_offered, answers_on_page, keep
from motcua.sites.portal.live import live, saved_words
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.portal.quick_filling import quick_filling
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import typed
from motcua.sites.ui.filling.draft import Draft, Part
from motcua.sites.ui.filling.drawing import drawn
from motcua.sites.ui.headers import with_camera

#: A page of questions that was opened from elsewhere goes back there when it is saved.
BACK_TO_CHECK = "check"


@require_http_methods(["GET", "HEAD", "POST"])
@partial(on_draft, find=finding.draft_to_fill)
def part(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    found = draft.part(key)
    if found is None:
        raise Http404
    return _save(request, draft, found) if request.method == "POST" else page(request, draft, found)


def _save(request: ActingRequest, draft: Draft, found: Part) -> HttpResponse:
    """Keep first, judge afterwards. What is wrong comes back at its field with status 422."""
    try:
        kept = keep(request, draft, found.key)
    except drafting.ChangedElsewhere as refusal:
        return changed_elsewhere(request, draft, answers_on_page(request, draft), refusal.fields)
    saved = kept.saved
    if where := _row_button(request, saved, found):
        return redirect(where)
    if "stop" in request.POST:
        messages.success(request, _("Đã lưu. Phần đã điền nằm ở đây, ông/bà làm tiếp lúc nào cũng được."))
        return redirect("portal:dossiers")
    if kept.problems:
        return _judged(request, kept, found)
    return redirect(_onward(request, saved, found))


def _judged(request: ActingRequest, kept: Kept, found: Part) -> HttpResponse:
    """Questions that only now came up are not the person's mistake: the page comes again with a friendly word."""
    now = kept.saved.part(found.key)
    if now is None:
        return redirect(_onward(request, kept.saved, found))
    new = {field.key for field in now.fields} - {field.key for field in kept.asked}
    if new and all(name.partition("-")[0] in new for name in kept.problems):
        messages.info(request, _("Theo câu trả lời vừa chọn, có thêm mục cần điền ở trang này."))
        return redirect(_address(request, kept.saved, found))
    return page(request, kept.saved, now, problems=kept.problems, status=422)


def page(
    request: ActingRequest, draft: Draft, found: Part, *, problems: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    keys = [each.key for each in draft.parts]
    quick = quick_filling(request, draft, found)
    every = draft.every_field_of(found.key)
    context = {
        "draft": draft,
        "part": found,
        "quick": quick,
        "number": keys.index(found.key) + 1,
        "fields": [typed.drawn(field, draft) for field in every],
        "asked_now": {field.key for field in found.fields},
        "values": _values(draft, every, extra_row_of=request.GET.get("add", "")),
        "marks": {field.key: merging.mark(draft.answers.get(field.key)) for field in every},
        "sources": draft.dossier.answers.sources,
        "problems": problems or {},
        "draw": partial(drawn, version_id=draft.dossier.procedure_version_id),
        "warnings": typed.first_warnings(draft.problems_in(found.key)),
        "agencies": agencies_offered(draft) if found.key == forms.QUESTIONS and draft.is_new else [],
        "before": draft.parts[keys.index(found.key) - 1] if keys.index(found.key) else None,
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "has_images": any(field.type == "image" for field in every),
        "live": json_script(live(draft, found.key), "live"),
        "saved_words": saved_words(draft) if draft.revision else "",
    }
    response = render(request, "portal/part.html", context, status=status)
    return with_camera(response) if quick.cards else response


def _values(draft: Draft, fields: Iterable[Field], *, extra_row_of: str) -> dict[str, Any]:
    values = {field.key: _value(field, draft) for field in fields}
    tables = {field.key for field in fields if field.type == "table"}
    return typed.with_row(values, table=extra_row_of if extra_row_of in tables else "")


def _value(field: Field, draft: Draft) -> Any:
    """In boxes as it is stored; what the system reckons, in words."""
    value = draft.known.get(field.key)
    return value if field.computed is None else shown(field, value)


def _row_button(request: ActingRequest, draft: Draft, found: Part) -> str:
    """Adding and leaving out a row, and looking for a place, keep what is there and come back to the question."""
    if (place := request.POST.get("find_place", "")) in {field.key for field in found.fields}:
        return f"{_address(request, draft, found)}#{place}"
    table = request.POST.get("add_row") or request.POST.get("remove_row", "").rpartition("-")[0]
    if table not in {field.key for field in found.fields if field.type == "table"}:
        return ""
    extra = {"add": table} if "add_row" in request.POST else {}
    return f"{_address(request, draft, found, **extra)}#{table}"


def _address(request: ActingRequest, draft: Draft, found: Part, **extra: str) -> str:
    back = {"back": request.POST["back"]} if request.POST.get("back") else {}
    address = reverse("portal:part", kwargs={"uuid": draft.dossier.uuid, "key": found.key})
    return f"{address}?{urlencode({**back, **extra})}" if back or extra else address


def _onward(request: ActingRequest, draft: Draft, found: Part) -> str:
    uuid = {"uuid": draft.dossier.uuid}
    if not draft.is_new:
        return asked_path(draft.dossier)
    if request.POST.get("back") == BACK_TO_CHECK:
        return reverse("portal:check", kwargs=uuid)
    later = draft.parts_after(found.key)
    skipped = list(takewhile(draft.is_ready, later))
    if skipped:
        told = _("Đã bỏ qua phần không phải điền thêm: %(parts)s. Ông/bà xem lại tất cả ở bước 3.")
        messages.info(request, told % {"parts": ", ".join(str(part.title) for part in skipped)})
    following = later[len(skipped) :]
    return (
        reverse("portal:part", kwargs={**uuid, "key": following[0].key})
        if following
        else reverse("portal:papers", kwargs=uuid)
    )
