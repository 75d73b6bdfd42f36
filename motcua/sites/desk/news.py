"""Tin của cán bộ: what an officer has to know of dossiers that are hers, the newest first; a bell counts the unread."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.access import HEAVY
from motcua.dossiers.models import Dossier
from motcua.effects.notifications import mailing, officers
from motcua.effects.notifications.kinds import OF_PETITIONS, News, petition_of
from motcua.effects.notifications.models import OfficerNotice
from motcua.foundation import legal_time
from motcua.sites.desk import answering, finding
from motcua.sites.ui import numbers
from motcua.sites.ui.acting import ActingRequest

PAGE = 50


@dataclass(frozen=True, slots=True)
class Words:
    """What a piece of news says, its drawing and colour, and where it leads if not to the dossier."""

    word: str | Promise
    icon: str
    tone: str = "info"
    address: str = "desk:dossier"


WORDS: dict[News, Words] = {
    News.UNANSWERED: Words(_("Hồ sơ nộp trực tuyến chưa ai mở"), "inbox", "warn"),
    News.ANSWER_OVERDUE: Words(_("Quá giờ phải trả lời hồ sơ mới nộp"), "alert", "bad"),
    News.DUE_SOON: Words(_("Sắp đến hạn"), "hourglass", "warn"),
    News.OVERDUE: Words(_("Quá hạn"), "alert", "bad"),
    News.APOLOGY_DRAFTED: Words(_("Văn bản xin lỗi chờ ký"), "sign", "warn", "desk:apology"),
    News.APOLOGIES_LATE: Words(_("Trong tháng có từ 3 văn bản xin lỗi: cần trả lời"), "alert", "bad", "desk:reminders"),
    News.REMINDED: Words(_("Lãnh đạo nhắc việc, chờ ông/bà trả lời"), "speaker", "warn", "desk:reminders"),
    News.REMINDER_ANSWERED: Words(_("Đã có câu trả lời việc ông/bà nhắc"), "comment", "good", "desk:reminders"),
    News.FORESEEN_LATE: Words(_("Có thể trễ hẹn trong vài ngày tới"), "hourglass", "warn"),
    News.MANY_FORESEEN_LATE: Words(_("Có hồ sơ mới được dự báo trễ hẹn"), "chart", "warn", "desk:forecast"),
    News.SECOND_REQUEST_WISHED: Words(_("Cán bộ đề nghị cho yêu cầu thêm"), "comment", "warn", "desk:second-request"),
    News.SECOND_REQUEST_ALLOWED: Words(_("Lãnh đạo cho phép yêu cầu thêm"), "check", "good"),
    News.SECOND_REQUEST_DISALLOWED: Words(_("Lãnh đạo không cho yêu cầu thêm"), "stop", "warn"),
    News.COMPLETED: Words(_("Người nộp đã hoàn thiện hồ sơ"), "check", "good"),
    News.REDIRECTED: Words(_("Hồ sơ được chuyển đến cơ quan mình"), "transfer"),
    News.DRAFT_OBJECTED: Words(_("Người nộp báo bản dự thảo có chỗ sai"), "warning", "warn"),
    News.DRAFT_UNANSWERED: Words(_("Người nộp chưa trả lời về bản dự thảo"), "hourglass", "warn"),
    News.POSTING_ENDED: Words(_("Đã hết thời gian niêm yết"), "check", "good"),
    News.CONSULTATION_ASKED: Words(_("Được hỏi ý kiến"), "comment"),
    News.OPINION_GIVEN: Words(_("Cơ quan được hỏi đã trả lời"), "check", "good"),
    News.CONSULTATION_SILENT: Words(_("Quá hạn mà cơ quan được hỏi chưa trả lời"), "alert", "warn"),
    News.NOT_ACKNOWLEDGED: Words(_("Chưa ai xác nhận đã nhận hồ sơ chuyển đến"), "alert", "warn"),
    News.GIVEN_BACK: Words(_("Việc được trả lại bước của ông/bà"), "undo", "warn"),
    News.ASSIGNED: Words(_("Ông/bà được phân công"), "person"),
    News.LIES_WITH_ABSENT: Words(_("Có việc đang ở người vắng mặt"), "people", "warn"),
    News.PETITION_FILED: Words(_("Phản ánh, kiến nghị mới, chờ giao người xử lý"), "comment", "warn", "desk:petition"),
    News.PETITION_GIVEN: Words(_("Ông/bà được giao trả lời phản ánh, kiến nghị"), "comment", "warn", "desk:petition"),
    News.PETITION_SUPPLIED: Words(_("Người gửi phản ánh đã bổ sung"), "comment", "good", "desk:petition"),
    News.PETITION_DUE_SOON: Words(_("Phản ánh, kiến nghị sắp đến hạn"), "hourglass", "warn", "desk:petition"),
    News.PETITION_OVERDUE: Words(_("Phản ánh, kiến nghị quá hạn"), "alert", "bad", "desk:petition"),
    News.RESULT_WANTED: Words(_("Quầy khác chờ bản giấy của kết quả: gửi sang đó"), "transfer", "warn"),
}


@require_safe
def news(request: ActingRequest) -> HttpResponse:
    finding.require_desk(request)
    at, after = legal_time.now(), request.GET.get("after", "")
    told = officers.news_of(request.actor, at=at)
    found = told.filter(pk__lt=numbers.row(after)) if numbers.whole(after) else told
    read_with = found.select_related("dossier__procedure_version__procedure").defer(f"dossier__{HEAVY}")
    page = list(read_with[: PAGE + 1])
    unread = set(
        officers.unread(request.actor, at=at).filter(pk__in=[one.pk for one in page]).values_list("pk", flat=True)
    )
    context = {
        "news": [(one, WORDS[News(one.kind)], _address(one), one.pk in unread) for one in page[:PAGE]],
        "after": after,
        "next_after": page[PAGE - 1].pk if len(page) > PAGE else None,
        "name": "news",
        "gets_letters": mailing.wants(request.user.pk),
    }
    return answering.page(request, "desk/news.html", context)


@require_POST
def reading(request: ActingRequest) -> HttpResponse:
    """Everything is read."""
    finding.require_desk(request)
    at = legal_time.now()
    officers.mark_read(officers.unread(request.actor, at=at), actor=request.actor, at=at)
    messages.success(request, str(_("Đã đánh dấu là đã đọc.")))
    return redirect("desk:news")


@require_POST
def letters(request: ActingRequest) -> HttpResponse:
    """Whether news comes by e-mail too; each officer says so for herself."""
    finding.require_desk(request)
    wanted = request.POST.get("wanted") == "yes"
    mailing.want(request.user.pk, wanted=wanted)
    said = _("Từ bây giờ tin báo được gửi thêm qua thư điện tử.") if wanted else _("Đã thôi gửi thư điện tử.")
    messages.success(request, str(said))
    return redirect("desk:news")


def _address(one: OfficerNotice) -> str:
    """Where it is read and done: the dossier, the petition, or a page of neither."""
    words = WORDS[News(one.kind)]
    if one.kind in OF_PETITIONS:
        return reverse(words.address, args=[petition_of(one.about)])
    if one.dossier is not None:
        return reverse(words.address, args=[one.dossier.code])
    return reverse(words.address if words.address != "desk:dossier" else "desk:home")


def mark_read(request: ActingRequest, dossier: Dossier) -> None:
    """Who opens the dossier has read what is told of it."""
    at = legal_time.now()
    officers.mark_read(officers.unread_of(dossier, request.actor, at=at), actor=request.actor, at=at)


def mark_petition_read(request: ActingRequest, petition_id: UUID) -> None:
    at = legal_time.now()
    told = officers.unread(request.actor, at=at).filter(kind__in=OF_PETITIONS, about__startswith=str(petition_id))
    officers.mark_read(told, actor=request.actor, at=at)
