"""Pages for when something went wrong: what happened, what was kept, and a way on. Never a stack trace."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import carrying, formats, opening_words, refusals
from motcua.sites.ui.jinja import bare_context

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    """One way on from here."""

    path: str
    word: Word


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Also for what exists and is not this person's: the two must look the same."""
    sentences = (
        _("Có thể địa chỉ bị gõ thiếu, hoặc hồ sơ không thuộc tài khoản đang dùng."),
        _("Nếu có mã hồ sơ, ông/bà tra cứu được mà không cần đăng nhập."),
    )
    ways = (Way("/tracking", _("Tra cứu hồ sơ")), Way("/", _("Về trang chủ")))
    return page(request, status=404, title=_("Không tìm thấy trang này"), sentences=sentences, ways=ways)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentences = (_("Vị trí đang dùng không được làm việc này. Đổi vị trí làm việc hoặc đăng nhập tài khoản khác."),)
    ways = (Way(back_to(request), _("Quay lại")), Way("/post", _("Đổi vị trí làm việc")))
    return page(request, status=403, title=_("Ông/bà không mở được trang này"), sentences=sentences, ways=ways)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentences = (_("Yêu cầu gửi lên bị thiếu hoặc quá lớn. Quay lại, tải lại trang rồi gửi lại."),)
    return bare_page(status=400, title=_("Máy chủ không đọc được yêu cầu"), sentences=sentences)


def broken_text(request: HttpRequest) -> HttpResponse:
    sentences = (_("Trong phần gửi lên có ký tự bị hỏng. Quay lại, xóa chỗ chữ lạ rồi gõ lại bằng bàn phím."),)
    return bare_page(status=400, title=_("Có ký tự không đọc được"), sentences=sentences)


def too_large(request: HttpRequest) -> HttpResponse:
    sentences = (
        _("Tệp quá lớn; mỗi tệp tối đa %(most)s. Giảm cỡ ảnh hoặc chia nhỏ tệp rồi chọn lại.")
        % {"most": formats.size(settings.MAX_PAPER_BYTES)},
    )
    return bare_page(status=413, title=_("Tệp quá lớn"), sentences=sentences)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database or the session, since either may be what failed."""
    sentences = (
        _("Lỗi ở phía chúng tôi, không phải do ông/bà. Phần đã lưu vẫn còn."),
        _("Thử lại sau 1 phút hoặc gọi %(hotline)s.") % {"hotline": settings.HOTLINE},
    )
    return bare_page(status=500, title=_("Hệ thống đang gặp lỗi"), sentences=sentences)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the session. What was typed comes back, ready to be sent again."""
    return carrying.send_again(request)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    sentence = refusals.sentence(refusal)
    if "HX-Request" in request.headers:
        return render(request, "ui/refusal.html", {"sentence": sentence}, status=409)
    ways = (Way(back_to(request), _("Quay lại")),)
    return page(request, status=409, title=_("Chưa làm được việc này"), sentences=(sentence,), ways=ways)


def page(
    request: HttpRequest, *, status: int, title: str, sentences: tuple[str, ...], ways: tuple[Way, ...]
) -> HttpResponse:
    context = {"title": title, "sentences": sentences, "ways": ways, "desk": _desk_to_ask()}
    return render(request, "ui/error.html", context, status=status)


def bare_page(*, status: int, title: str, sentences: tuple[str, ...]) -> HttpResponse:
    ways = (Way("/", _("Về trang chủ")),)
    context = {**bare_context(), "title": title, "sentences": sentences, "ways": ways, "desk": None}
    return HttpResponse(get_template("ui/error.html").render(context), status=status)


def back_to(request: HttpRequest) -> str:
    """The page that the person came from, when it is ours."""
    referer = request.headers.get("Referer", "")
    return referer if url_has_allowed_host_and_scheme(referer, {request.get_host()}) else "/"


def _desk_to_ask() -> opening_words.Desk | None:
    """Where somebody sits who can help: the centre of the province."""
    at = legal_time.now()
    centre = competence.agencies_of_kind(AgencyKind.PROVINCIAL_SERVICE_CENTRE, on=legal_day(at)).first()
    return opening_words.desk(centre, at=at) if centre else None
