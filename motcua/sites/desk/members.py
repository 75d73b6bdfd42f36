from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import work_of
from motcua.dossiers.commands import interlinking, members
from motcua.dossiers.commands.interlinking import Intended
from motcua.dossiers.models import WorkItem
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.sites.desk import answering, filed, finding
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import typed
from motcua.sites.ui.filling.posted import posted

TEMPLATE = "desk/member.html"


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """What the member's form wants and the filed dossier does not say: asked of the officer, once."""
    dossier = finding.dossier_of(request, code)
    item = _item(request, finding.item_of(dossier, item_id))
    at = legal_time.now()
    lacking = interlinking.intended(item, at=at)
    asked = _asked(lacking)
    context: dict[str, Any] = {
        "dossier": dossier,
        "lacking": lacking,
        "asked": asked,
        "copied": filed.sections(lacking.definition, lacking.answers),
        "typed": {field.key: lacking.answers.get(field.key) for field in asked},
    }
    if request.method != "POST":
        finding.note(request, dossier)
        return answering.page(request, TEMPLATE, context)
    answers = {key: value for key, value in forms.read(asked, posted(request.POST, asked)).items() if value is not None}
    context["typed"] = {**context["typed"], **answers}
    problems = _problems(request, interlinking.intended(item, at=at, completed=answers))
    if problems:
        return answering.mend(request, TEMPLATE, context, problems)

    def complete() -> str:
        files = _stored(request, lacking)
        child = members.complete(item, actor=request.actor, at=at, answers=answers, files=files)
        facts = {"code": child.code, "agency": child.deciding_agency.name}
        return _("Đã mở hồ sơ thành phần %(code)s tại %(agency)s.") % facts

    return answering.act(request, dossier, TEMPLATE, context, complete)


def _item(request: ActingRequest, item: WorkItem) -> WorkItem:
    """For those who have the step; for others the page is not there."""
    mine = work_of(request.actor).filter(pk=item.pk, act=Act.OPEN_CHILD)
    if not mine.exists():
        raise Http404
    return item


def _asked(lacking: Intended) -> list[Field]:
    """The fields with something to mend, in the order of the form; where no agency is found, those that name it."""
    wrong = {problem.field for problem in lacking.problems}
    places = set(lacking.definition.competence.territory_fields) if lacking.agency is None else set()
    fields = lacking.definition.form.fields.values()
    return [field for field in fields if field.key in places or _is_named(field, wrong)]


def _is_named(field: Field, wrong: set[str]) -> bool:
    """A part of an address is told by its own name."""
    return any(name == field.key or name.startswith(f"{field.key}_") for name in wrong)


def _problems(request: ActingRequest, now: Intended) -> Mapping[str, str]:
    found = typed.first_sentences(now.problems)
    if now.agency is None and not found:
        place = next(iter(now.definition.competence.territory_fields), "")
        found[place] = _("Nơi này không có cơ quan giải quyết trong tỉnh. Chọn lại xã, phường.")
    for paper in now.missing:
        if not isinstance(request.FILES.get(f"file-{paper.key}"), UploadedFile):
            found[f"file-{paper.key}"] = _("Chọn tệp “%(name)s”.") % {"name": paper.name}
    return found


def _stored(request: ActingRequest, lacking: Intended) -> dict[str, StoredFile]:
    stored = {}
    for paper in lacking.missing:
        upload = request.FILES.get(f"file-{paper.key}")
        if isinstance(upload, UploadedFile):
            at = legal_time.now()
            stored[paper.key] = storage.store(upload, name=upload.name or "", by=request.user, at=at)
    return stored
