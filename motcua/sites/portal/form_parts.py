"""Step 1, fill: one page of questions at a time. Everything typed is kept, right or wrong."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier
from motcua.foundation.organisations.models import Agency
from motcua.sites.portal import finding
from motcua.sites.portal.asked import asked_path
from motcua.sites.portal.changed_elsewhere import changed_elsewhere
from motcua.sites.portal.on_draft import on_draft
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import deciding_agencies, typed
from motcua.sites.ui.filling.draft import Draft, Part
from motcua.sites.ui.filling.images import keep_images
from motcua.sites.ui.filling.known_facts import offered
from motcua.sites.ui.filling.posted import posted

#: A page of questions that was opened from elsewhere goes back there when it is saved.
BACK_TO_CHECK = "check"


@require_http_methods(["GET", "HEAD", "POST"])
@on_draft
def part(request: ActingRequest, draft: Draft, key: str) -> HttpResponse:
    found = draft.part(key)
    if found is None:
        raise Http404
    return _save(request, draft, found) if request.method == "POST" else _page(request, draft, found)


def _save(request: ActingRequest, draft: Draft, found: Part) -> HttpResponse:
    """Keep first, judge afterwards. What is wrong comes back at its field with status 422."""
    asked = typed.asked_fields(draft.definition.form, request.POST.getlist("asked"))
    changed = forms.read(asked, posted(request.POST, asked))
    refused = keep_images(request, asked, changed, at=draft.at)
    agency, no_agency = _chosen_agency(request, draft, found)
    if agency is not None:
        drafting.choose_agency(draft.dossier, deciding_agency=agency)
    try:
        drafting.save_answers(
            draft.dossier, changed=changed, revision=typed.revision(request.POST.get("revision", "")), at=draft.at
        )
    except drafting.ChangedElsewhere:
        return changed_elsewhere(request, draft, changed)
    saved = Draft.of(_again(request, draft.dossier), at=draft.at)
    if where := _row_button(request, saved, found):
        return redirect(where)
    problems = {**no_agency, **typed.first_sentences(saved.problems_in(found.key)), **refused}
    if "stop" in request.POST:
        messages.success(request, _("Đã lưu. Phần đã điền nằm ở đây, ông/bà làm tiếp lúc nào cũng được."))
        return redirect("portal:dossiers")
    if problems:
        return _judged(request, saved, found, problems, asked)
    return redirect(_onward(request, saved, found))


def _judged(
    request: ActingRequest, saved: Draft, found: Part, problems: dict[str, str], asked: list[Field]
) -> HttpResponse:
    """Questions that only now came up are not the person's mistake: the page comes again with a friendly word."""
    now = saved.part(found.key)
    if now is None:
        return redirect(_onward(request, saved, found))
    new = {field.key for field in now.fields} - {field.key for field in asked}
    if new and all(name.partition("-")[0] in new for name in problems):
        messages.info(request, _("Theo câu trả lời vừa chọn, có thêm mục cần điền ở trang này."))
        return redirect(_address(request, saved, found))
    return _page(request, saved, now, problems=problems, status=422)


def _page(
    request: ActingRequest, draft: Draft, found: Part, *, problems: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    keys = [each.key for each in draft.parts]
    known = offered(draft.definition.form, draft.dossier.applicant)
    context = {
        "draft": draft,
        "part": found,
        "number": keys.index(found.key) + 1,
        "fields": [typed.drawn(field, draft) for field in found.fields],
        "values": _values(draft, found, extra_row_of=request.GET.get("add", "")),
        "prefilled": {f.key for f in found.fields if f.key in known and known[f.key] == draft.known.get(f.key)},
        "problems": problems or {},
        "agencies": _agencies(draft) if found.key == forms.QUESTIONS and draft.is_new else [],
        "before": draft.parts[keys.index(found.key) - 1] if keys.index(found.key) else None,
        "back": request.POST.get("back") or request.GET.get("back", ""),
        "has_images": any(field.type == "image" for field in found.fields),
    }
    return render(request, "portal/part.html", context, status=status)


def _values(draft: Draft, found: Part, *, extra_row_of: str) -> dict[str, Any]:
    values = {field.key: draft.known.get(field.key) for field in found.fields}
    tables = {field.key for field in found.fields if field.type == "table"}
    return typed.with_row(values, table=extra_row_of if extra_row_of in tables else "")


def _agencies(draft: Draft) -> list[Agency]:
    return deciding_agencies.deciding(draft.definition, on=forms.day_of(draft.at))


def _chosen_agency(request: ActingRequest, draft: Draft, found: Part) -> tuple[Agency | None, dict[str, str]]:
    """The agency named on the page, or what to say when it is none of those offered."""
    if found.key != forms.QUESTIONS or not draft.is_new or "agency" not in request.POST:
        return None, {}
    chosen = next((agency for agency in _agencies(draft) if agency.code == request.POST["agency"]), None)
    return chosen, {} if chosen else {"agency": _("Chọn nơi giải quyết trong danh sách.")}


def _row_button(request: ActingRequest, draft: Draft, found: Part) -> str:
    """Adding and leaving out a row keep what is there and come back to the table."""
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
    following = draft.part_after(found.key)
    return (
        reverse("portal:part", kwargs={**uuid, "key": following.key})
        if following
        else reverse("portal:papers", kwargs=uuid)
    )


def _again(request: ActingRequest, dossier: Dossier) -> Dossier:
    return finding.draft_of(request, dossier.uuid)
