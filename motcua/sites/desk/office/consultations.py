"""Other agencies are asked, answer, or do not."""

from collections.abc import Iterable
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field, Option
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import consulting, work
from motcua.dossiers.commands.consulting import Question
from motcua.dossiers.models import ANSWERS, HandOver, OpinionKind, WorkItem
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.competence import existing_on
from motcua.foundation.organisations.models import Agency, Post
from motcua.sites.desk import finding
from motcua.sites.desk.office import words
from motcua.sites.desk.office.sheets import Sheet, Typed, item_for, open_item, reason, sheet, stored_file
from motcua.sites.ui import formats
from motcua.sites.ui.acting import ActingRequest

#: As many as fit on a page that is still read; whoever has more to ask opens the page again.
QUESTIONS = 4


@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Ask several agencies at once, each with what is asked and by when."""
    dossier = finding.dossier_of(request, code)
    item = item_for(request, dossier, item_id)
    if item.act not in consulting.ASKS or item.parent_id is not None:
        raise work.NotYourStep
    agencies = {agency.pk: agency for agency in _askable(item)}
    blocks = [_question(number, agencies.values(), required=number == 1) for number in range(1, QUESTIONS + 1)]
    asked = Sheet(
        title=_("Lấy ý kiến cơ quan khác"),
        button=_("Gửi lấy ý kiến"),
        icon="comment",
        fields=blocks[0],
        more=[(_("Hỏi thêm cơ quan thứ %(n)s") % {"n": n}, block) for n, block in enumerate(blocks[1:], start=2)],
        about=[
            _("Thời hạn giải quyết vẫn tính trong lúc chờ trả lời. Không trả lời không có nghĩa là đồng ý."),
            _("Bước này chỉ chuyển đi được khi các cơ quan đã trả lời, hoặc khi ông/bà ghi lý do không chờ nữa."),
        ],
    )

    def ask(typed: Typed) -> str:
        questions = [
            _read(typed, number, agencies) for number in range(1, QUESTIONS + 1) if f"agency_{number}" in typed
        ]
        sent = consulting.ask(item, actor=request.actor, at=legal_time.now(), questions=questions)
        return _("Đã gửi lấy ý kiến %(n)s cơ quan.") % {"n": len(sent)}

    return sheet(request, dossier, asked, ask)


def _askable(item: WorkItem) -> list[Agency]:
    """Where somebody can answer, but for the agency that asks."""
    today = legal_day(legal_time.now())
    answers = Post.objects.held_on(today).filter(role=Role.CONSULTED).values("agency")
    return list(existing_on(today).filter(pk__in=answers).exclude(pk=item.agency_id).order_by("name"))


def _question(number: int, agencies: Iterable[Agency], *, required: bool) -> tuple[Field, ...]:
    options = tuple(Option(str(each.pk), each.name) for each in agencies)
    what = _("Nội dung cần cho ý kiến")
    hint = _("Nêu rõ điều cần trả lời và tài liệu gửi kèm")
    return (
        Field(f"agency_{number}", _("Hỏi cơ quan nào"), "select", required=required, options=options),
        Field(f"content_{number}", what, "textarea", required=required, max_length=2000, help=hint),
        Field(f"day_{number}", _("Trả lời chậm nhất ngày"), "date", required=required, not_past=True),
    )


def _read(typed: Typed, number: int, agencies: dict[int, Agency]) -> Question:
    """Where the day was left out the command says so: a question without a deadline is none."""
    day = typed.get(f"day_{number}")
    at = legal_time.now()
    return Question(
        agency=agencies[int(typed[f"agency_{number}"])],
        content=str(typed.get(f"content_{number}", "")),
        due_at=_closing(date.fromisoformat(str(day))) if day else at,
    )


def _closing(day: date) -> datetime:
    """The end of office hours; a rest day ends with the next working day (Civil Code 2015, art. 148)."""
    calendar = versions.calendar_of(versions.current_id())
    return calendar.closes_at(calendar.open_day_from(day))


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """The asked agency answers."""
    dossier = finding.dossier_of(request, code)
    item = item_for(request, dossier, item_id)
    if item.act != Act.CONSULT:
        raise work.NotYourStep
    kinds = tuple(Option(kind, str(words.OPINIONS[kind])) for kind in ANSWERS)
    hint = _("Phải ghi khi không đồng ý hoặc đồng ý kèm điều kiện")
    asked = Sheet(
        title=_("Cho ý kiến"),
        button=_("Gửi ý kiến"),
        icon="comment",
        fields=(
            Field("kind", _("Ý kiến của cơ quan"), "radio", required=True, options=kinds),
            Field("words", _("Nội dung ý kiến"), "textarea", max_length=4000, help=hint),
        ),
        about=_about(item),
        file=_("Văn bản trả lời (nếu có)"),
    )

    def answer(typed: Typed) -> str:
        consulting.answer(
            item,
            actor=request.actor,
            at=legal_time.now(),
            kind=OpinionKind(typed["kind"]),
            words=str(typed.get("words", "")),
            file=stored_file(request),
        )
        return _("Đã gửi ý kiến về hồ sơ %(code)s.") % {"code": dossier.code}

    return sheet(request, dossier, asked, answer)


def _about(item: WorkItem) -> list[str]:
    """What was asked, by whom, and by when."""
    asked = HandOver.objects.filter(work_item=item, remark__isnull=False).select_related("remark").first()
    lines = [asked.remark.text] if asked is not None and asked.remark is not None else []
    if item.given_by is not None:
        lines.insert(0, _("%(agency)s hỏi:") % {"agency": item.given_by.name})
    if item.due_at is not None:
        lines.append(_("Trả lời chậm nhất %(at)s.") % {"at": formats.appointment(item.due_at)})
    return lines


@require_http_methods(["GET", "HEAD", "POST"])
def silence(request: ActingRequest, code: str, item_id: int) -> HttpResponse:
    """Go on without an answer, and say why."""
    dossier = finding.dossier_of(request, code)
    item = open_item(dossier, item_id)
    if item.act != Act.CONSULT or not consulting.may_go_on(item, request.actor):
        raise work.NotYourStep
    asked = Sheet(
        title=_("Không chờ ý kiến nữa"),
        button=_("Ghi không nhận được ý kiến"),
        icon="forward",
        fields=(reason(_("Vì sao làm tiếp khi chưa có ý kiến"), _("Lý do này nằm trong hồ sơ")),),
        about=[
            _("%(agency)s chưa trả lời. Hồ sơ ghi là không nhận được ý kiến, không ghi là đồng ý.")
            % {"agency": item.agency.name}
        ],
    )

    def go_on(typed: Typed) -> str:
        ended = consulting.go_on_without(item, actor=request.actor, at=legal_time.now(), reason=str(typed["reason"]))
        return _("Đã ghi: %(kind)s.") % {"kind": words.OPINIONS[OpinionKind(ended.kind)]}

    return sheet(request, dossier, asked, go_on)
