"""Before anything of a person is shown or typed, she says yes: on paper, by telephone, or on the officer's screen."""

from collections.abc import Callable
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.catalogue import queries
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands import assistance
from motcua.dossiers.models import Assistance, ConsentMethod
from motcua.effects.codes import one_time
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering
from motcua.sites.desk.counter.procedures import received_here, require_counter
from motcua.sites.ui import refusals, tries
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import answered

TEMPLATE = "desk/counter_consent.html"
CODE_TEMPLATE = "desk/counter_consent_code.html"
#: Tries are counted apart from those at the sign-in.
DOOR = "consent"
#: Enough for her to know which telephone it was.
_SHOWN_DIGITS = 3


@sensitive_post_parameters("phone")
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: ActingRequest, code: str) -> HttpResponse:
    """The words to be agreed to, and the ways to say yes."""
    require_counter(request)
    found = received_here(request, code)
    method = request.POST.get("method", "")
    if request.method != "POST":
        return answering.page(request, TEMPLATE, _context(request, found))
    if method not in _TAKEN or method not in _open_methods(request):
        raise Http404
    return _TAKEN[ConsentMethod(method)](request, found)


@require_safe
def consent_slip(request: ActingRequest, code: str) -> HttpResponse:
    """One page to print and sign. Her name is written by hand: nothing of her has been typed yet."""
    require_counter(request)
    return answering.page(request, "desk/counter_consent_slip.html", _context(request, received_here(request, code)))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def consent_code(request: ActingRequest, uuid: UUID) -> HttpResponse:
    """The code that she reads out from the telephone that she named."""
    require_counter(request)
    asked = get_object_or_404(_waiting(request), uuid=uuid)
    if request.method != "POST":
        return _code_page(request, asked)
    try:
        if "again" in request.POST:
            _send(request, asked)
            return redirect("desk:counter-consent-code", uuid=uuid)
        at = legal_time.now()
        one_time.confirm(_subject(asked), typed=request.POST.get("code", ""), at=at)
        assistance.consent(asked, at=at)
    except tries.TooManyTries:
        return _code_page(request, asked, {"code": _too_often()}, status=429)
    except Refusal as refusal:
        return _code_page(request, asked, {"code": refusals.sentence(refusal)}, status=422)
    return redirect("desk:counter-applicant", code=asked.procedure_version.procedure.code)


def unused(request: ActingRequest, found: queries.Found) -> Assistance | None:
    """The consent that was given for this procedure and is about nobody yet."""
    alive = Assistance.objects.alive(legal_time.now()).filter(helper_account=request.user, dossier=None)
    return alive.filter(procedure_version=found.version).order_by("-pk").first()


def _on_paper(request: ActingRequest, found: queries.Found) -> HttpResponse:
    chosen = request.FILES.get("file")
    if not isinstance(chosen, UploadedFile):
        return _mend(request, found, {"file": _("Chụp hoặc quét phiếu đã ký rồi chọn tệp ở đây.")})
    try:
        proof = storage.store(chosen, name=chosen.name or "", by=request.user, at=legal_time.now())
    except Refusal as refusal:
        return _mend(request, found, {"file": refusals.sentence(refusal)})
    assistance.ask(found.version, actor=request.actor, method=ConsentMethod.PAPER, at=legal_time.now(), proof=proof)
    return redirect("desk:counter-applicant", code=found.procedure.code)


def _by_phone(request: ActingRequest, found: queries.Found) -> HttpResponse:
    given = answered([Field("phone", _("Số điện thoại"), "phone", required=True)], request.POST)
    if given.problems:
        return _mend(request, found, given.problems)
    asked = assistance.ask(
        found.version,
        actor=request.actor,
        method=ConsentMethod.PHONE,
        at=legal_time.now(),
        phone=given.text("phone"),
    )
    try:
        _send(request, asked)
    except tries.TooManyTries:
        return _mend(request, found, {"phone": _too_often()})
    except Refusal as refusal:
        return _mend(request, found, {"phone": refusals.sentence(refusal)})
    return redirect("desk:counter-consent-code", uuid=asked.uuid)


def _on_screen(request: ActingRequest, found: queries.Found) -> HttpResponse:
    assistance.ask(found.version, actor=request.actor, method=ConsentMethod.SCREEN, at=legal_time.now())
    return redirect("desk:counter-applicant", code=found.procedure.code)


_TAKEN: dict[str, Callable[[ActingRequest, queries.Found], HttpResponse]] = {
    ConsentMethod.SCREEN: _on_screen,
    ConsentMethod.PAPER: _on_paper,
    ConsentMethod.PHONE: _by_phone,
}


def _open_methods(request: ActingRequest) -> list[ConsentMethod]:
    """Where telephones cannot be reached, there is no such way to say yes."""
    of_role = assistance.METHODS.get(request.actor.role, ())
    return [method for method in of_role if method is not ConsentMethod.PHONE or one_time.is_open()]


def _waiting(request: ActingRequest) -> QuerySet[Assistance]:
    asked = Assistance.objects.select_related("procedure_version__procedure", "post__agency")
    return asked.filter(
        helper_account=request.user, method=ConsentMethod.PHONE, consented_at=None, ends_at__gt=legal_time.now()
    )


def _subject(asked: Assistance) -> str:
    return f"assistance {asked.pk}"


def _send(request: ActingRequest, asked: Assistance) -> None:
    """Raises TooManyTries: a helper is no machine for ringing telephones."""
    at = legal_time.now()
    tries.count(request, f"account {request.user.pk}", at=at, door=DOOR)
    procedure, helper = asked.procedure_version.procedure.short_name, request.user.person.full_name
    words = _(
        "Mã %(code)s: đồng ý để %(helper)s nộp giúp hồ sơ “%(procedure)s”. "
        "Không phải ông/bà nhờ thì đừng đọc mã này cho ai."
    )
    one_time.send(
        asked.phone,
        subject=_subject(asked),
        words=lambda code: words % {"code": code, "helper": helper, "procedure": procedure},
        at=at,
    )


def _context(request: ActingRequest, found: queries.Found) -> dict[str, object]:
    at = legal_time.now()
    return {
        "procedure": found.procedure,
        "methods": _open_methods(request),
        "helper": request.user.person.full_name,
        "unit": request.post.agency.name if request.post else "",
        "ends_at": assistance.usual_end(at=at),
        "at": at,
        "phone": request.POST.get("phone", ""),
        "problems": {},
    }


def _mend(request: ActingRequest, found: queries.Found, problems: dict[str, str]) -> HttpResponse:
    return answering.mend(request, TEMPLATE, _context(request, found), problems)


def _code_page(
    request: ActingRequest, asked: Assistance, problems: dict[str, str] | None = None, *, status: int = 200
) -> HttpResponse:
    context = {
        "procedure": asked.procedure_version.procedure,
        "ending": asked.phone[-_SHOWN_DIGITS:],
        "minutes": int(one_time.LIFETIME.total_seconds() // 60),
        "problems": problems or {},
    }
    return answering.page(request, CODE_TEMPLATE, context, status=status)


def _too_often() -> str:
    return _("Đã gửi quá nhiều mã. Chờ 15 phút rồi gửi lại, hoặc lấy chữ ký trên giấy.")
