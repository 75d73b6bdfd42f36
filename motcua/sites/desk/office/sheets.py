"""A page that asks something about one dossier and then does one thing: what it asks is a value, a `Sheet`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.blueprints.forms import answers
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.missing import missing
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.dossiers.commands import work
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.sites.desk import answering, finding
from motcua.sites.ui.acting import ActingRequest

TEMPLATE = "desk/sheet.html"
Typed = Mapping[str, Any]
Word = str | Promise


@dataclass(frozen=True, slots=True)
class Sheet:
    """`about` says what will happen; `more` are fields that are folded away until somebody needs them."""

    title: Word
    button: Word
    icon: str
    fields: Sequence[Field]
    about: Sequence[Word] = ()
    more: Sequence[tuple[Word, Sequence[Field]]] = ()
    kind: str = ""
    file: Word = ""
    begins: Typed = field(default_factory=dict)
    #: What the page knew when it was drawn, and the command compares.
    carried: Mapping[str, str] = field(default_factory=dict)

    @property
    def asked(self) -> list[Field]:
        return [*self.fields, *(each for _title, fields in self.more for each in fields)]


def sheet(request: ActingRequest, dossier: Dossier, asked: Sheet, act: Callable[[Typed], str]) -> HttpResponse:
    """Show it, or do it with what was typed; `act` gives the sentence of success."""
    read = answers.read(asked.asked, dict(request.POST.lists())) if request.method == "POST" else dict(asked.begins)
    # The date picker of a folded part that nobody touched says nothing.
    typed = {key: value for key, value in read.items() if value not in (None, "")}
    context = {"dossier": dossier, "sheet": asked, "typed": typed}
    if request.method != "POST":
        return answering.page(request, TEMPLATE, context)
    if problems := problems_in(asked.asked, typed):
        return answering.mend(request, TEMPLATE, context, problems)
    return answering.act(request, dossier, TEMPLATE, context, lambda: act(typed))


def item_for(request: ActingRequest, dossier: Dossier, item_id: int) -> WorkItem:
    """The open step, for whoever has it, so that nobody fills a page in vain. Raises StepGone, NotYourStep."""
    item = open_item(dossier, item_id)
    if not work.may_work(item, request.actor):
        raise work.NotYourStep
    return item


def open_item(dossier: Dossier, item_id: int) -> WorkItem:
    """Raises StepGone; a step of another dossier is not there."""
    item = finding.item_of(dossier, item_id)
    if item.status != WorkStatus.OPEN:
        raise work.StepGone
    return item


def stored_file(request: ActingRequest) -> StoredFile | None:
    """The file that came along, kept; none where none was chosen."""
    upload = request.FILES.get("file")
    if not isinstance(upload, UploadedFile):
        return None
    return storage.store(upload, name=upload.name or "", by=request.user, at=legal_time.now())


def reason(label: str, hint: str = "") -> Field:
    return Field(
        "reason", label, "textarea", required=True, max_length=2000, help=hint or _("Người nhận sẽ đọc lý do này")
    )


def problems_in(fields: Sequence[Field], typed: Typed) -> dict[str, str]:
    context = answers.context_of(at=legal_time.now(), calendar=versions.calendar_of(versions.current_id()))
    found = []
    for each in fields:
        value = typed.get(each.key)
        if value is None:
            found += [missing(each)] if each.required else []
        else:
            found += type_of(each).problems(each, value, context)
    return answering.sentences(found)
