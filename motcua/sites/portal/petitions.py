"""Phản ánh, kiến nghị: what others were answered, a sheet for one's own, and how it goes on."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.effects.petitions import access, acts, limits, opinions
from motcua.effects.petitions import files as kept_files
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind, Opinion, Petition
from motcua.foundation import legal_time
from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.sites.portal import finding
from motcua.sites.portal.papers import ACCEPTED
from motcua.sites.ui import petition_words, refusals, tries
from motcua.sites.ui.acting import ActingRequest

PAGE = 20
DOOR = "petition"


@login_not_required
@require_safe
def petitions(request: ActingRequest) -> HttpResponse:
    """The public answers, the newest first; and the two ways on from here."""
    own = list(access.visible_to(request.actor).select_related("agency").order_by("-filed_at")[:PAGE])
    context = {
        "answers": list(access.published()[:PAGE]),
        "own": own if request.actor.role is Role.APPLICANT else [],
        "words": petition_words,
        "limits": limits.limits_at(legal_time.now()),
    }
    return render(request, "portal/petitions.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_petition(request: ActingRequest) -> HttpResponse:
    if request.method != "POST":
        return _sheet(request, _typed(request), {})
    typed, at = _typed(request), legal_time.now()
    problems = _problems(request, typed)
    if problems:
        return _sheet(request, typed, problems)
    if _account(request) is None:
        tries.count(request, uuid4().hex, at=at, door=DOOR)
    try:
        with transaction.atomic():
            made = acts.file(_filing(request, typed), key=_key(request), files=_files(request), at=at)
    except Refusal as refusal:
        return _sheet(request, typed, {_PLACES.get(type(refusal), "file"): refusals.sentence(refusal)})
    return render(request, "portal/petition_filed.html", {"petition": made, "code": spaced(made.code)})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def followed(request: ActingRequest) -> HttpResponse:
    """By the code alone, which is never in an address; with words in it, what was asked for is supplied."""
    if request.method != "POST":
        return render(request, "portal/petition_follow.html", {"code": "", "problems": {}})
    typed = request.POST.get("code", "")[:60]
    tries.count(request, typed, at=legal_time.now(), door=DOOR)
    found = access.with_code(typed)
    if found is None:
        problems = {"code": _("Không thấy mã này. Kiểm tra lại 12 chữ và số đã ghi khi gửi.")}
        return render(request, "portal/petition_follow.html", {"code": typed, "problems": problems}, status=404)
    tries.forgive(request, typed, door=DOOR)
    return _one(request, found, code=found.code)


@require_http_methods(["GET", "HEAD", "POST"])
def own_petition(request: ActingRequest, petition_id: UUID) -> HttpResponse:
    found = get_object_or_404(_own(request), pk=petition_id)
    return _one(request, found)


def _own(request: ActingRequest) -> Any:
    mine = access.visible_to(request.actor) if request.actor.role is Role.APPLICANT else Petition.objects.none()
    return mine.select_related("agency")


def spaced(code: str) -> str:
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def _one(request: ActingRequest, petition: Petition, *, code: str = "") -> HttpResponse:
    problems = _supplied(request, petition) | _judged(request, petition)
    context = {
        "petition": petition,
        "course": petition_words.course(petition),
        "words": petition_words,
        "code": code,
        "reply": Field("text", _("Ông/bà bổ sung"), "textarea", required=True, max_length=acts.LONGEST),
        "opinion": petition_words.opinion(petition),
        "asks_opinion": _opinion_field(),
        "problems": problems,
        "typed": request.POST if problems else {},
    }
    return render(request, "portal/petition.html", context, status=422 if problems else 200)


def _supplied(request: ActingRequest, petition: Petition) -> dict[str, str]:
    if request.method != "POST" or "text" not in request.POST:
        return {}
    try:
        acts.supply(petition, text=request.POST["text"], at=legal_time.now())
    except acts.NothingSaid as refusal:
        return {"text": refusals.sentence(refusal)}
    return {}


def _judged(request: ActingRequest, petition: Petition) -> dict[str, str]:
    if request.method != "POST" or "asks_opinion" not in request.POST:
        return {}
    level = request.POST.get("opinion", "")
    if level not in Opinion.values:
        return {"opinion": _("Chọn một trong ba mức rồi gửi lại.")}
    opinions.judge(petition, level=level, at=legal_time.now())
    return {}


def _opinion_field() -> Field:
    levels = tuple(Option(level, str(word)) for level, (word, _tone, _mark) in petition_words.OPINIONS.items())
    hint = _("Không bắt buộc. Cơ quan đọc được ý kiến này; đã gửi thì không sửa được.")
    label = _("Ông/bà có hài lòng với câu trả lời này không?")
    return Field("opinion", label, "radio", required=True, options=levels, help=hint)


def _account(request: ActingRequest) -> Account | None:
    """A citizen's own; an officer who is signed in writes as anybody without an account."""
    return request.user if request.actor.role is Role.APPLICANT else None


def _typed(request: ActingRequest) -> dict[str, str]:
    """What stands in the sheet; coming from a dossier, that one."""
    names = ("kind", "agency", "dossier", "text", "name", "phone", "email")
    from_address = request.GET.get("dossier", "")
    return {name: request.POST.get(name, "").strip()[: acts.LONGEST] for name in names} | (
        {"dossier": from_address} if from_address and request.method != "POST" else {}
    )


def _dossiers(request: ActingRequest) -> list[Dossier]:
    return list(finding.own(request.actor).exclude(state=State.DRAFT)[:PAGE])


def _agencies() -> list[Agency]:
    """Those in which somebody gives out work: there a petition finds somebody."""
    return list(Agency.objects.filter(posts__role=Role.HEAD, posts__valid_to=None).distinct().order_by("name"))


def _problems(request: ActingRequest, typed: dict[str, str]) -> dict[str, str]:
    problems = {}
    if typed["kind"] not in Kind.values:
        problems["kind"] = _("Chọn phản ánh hay kiến nghị.")
    if not typed["text"]:
        problems["text"] = _("Viết điều ông/bà muốn nói.")
    if not typed["dossier"] and typed["agency"] not in {agency.code for agency in _agencies()}:
        problems["agency"] = _("Chọn cơ quan mà ông/bà muốn gửi đến.")
    if len(request.FILES.getlist("file")) > acts.MOST_FILES:
        problems["file"] = _("Kèm nhiều nhất %(n)s tệp. Bỏ bớt rồi gửi lại.") % {"n": acts.MOST_FILES}
    return problems


def _filing(request: ActingRequest, typed: dict[str, str]) -> Filing:
    """About a dossier only when it is hers; then it goes to the agency that decides about it."""
    account = _account(request)
    dossier = finding.dossier_of(request, typed["dossier"]) if typed["dossier"] else None
    agency = dossier.deciding_agency if dossier else Agency.objects.get(code=typed["agency"])
    contact = {name: typed[name][:200] for name in ("name", "phone", "email") if typed[name]}
    return Filing(typed["kind"], agency, typed["text"], dossier, account.pk if account else None, contact)


def _files(request: ActingRequest) -> list[Any]:
    given = [each for each in request.FILES.getlist("file") if isinstance(each, UploadedFile)]
    by, at = _account(request), legal_time.now()
    return [kept_files.keep(each, name=each.name or "", by=by, at=at) for each in given]


def _key(request: ActingRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


_PLACES: dict[type[Refusal], str] = {acts.NoContact: "phone", acts.NothingSaid: "text"}


def _sheet(request: ActingRequest, typed: dict[str, str], problems: dict[str, str]) -> HttpResponse:
    mine = _dossiers(request)
    context = {
        "fields": _fields(request, mine),
        "typed": typed,
        "problems": problems,
        "key": _key(request),
        "accepted": ACCEPTED,
        "most": acts.MOST_FILES,
        "has_account": _account(request) is not None,
    }
    return render(request, "portal/petition_new.html", context, status=422 if problems else 200)


def _fields(request: ActingRequest, mine: list[Dossier]) -> list[Field]:
    kinds = (
        Option(Kind.COMPLAINT, str(petition_words.KINDS[Kind.COMPLAINT])),
        Option(Kind.SUGGESTION, str(petition_words.KINDS[Kind.SUGGESTION])),
    )
    agencies = tuple(Option(agency.code, agency.name) for agency in _agencies())
    about = tuple(
        Option(str(each.code), f"{each.procedure_version.procedure.short_name}, {each.code}") for each in mine
    )
    meant = _("Phản ánh là báo việc chưa đúng; kiến nghị là góp ý nên làm khác đi.")
    said = _("Việc gì, ở đâu, lúc nào. Đừng ghi mật khẩu hay số thẻ ngân hàng.")
    fields = [Field("kind", _("Ông/bà muốn"), "radio", required=True, options=kinds, help=meant)]
    if about:
        hint = _("Để trống nếu không nói về hồ sơ nào.")
        fields.append(Field("dossier", _("Về hồ sơ nào?"), "select", options=about, help=hint))
    fields.append(
        Field("agency", _("Gửi đến cơ quan"), "select", options=agencies, help=_("Không cần chọn nếu đã chọn hồ sơ."))
        if about
        else Field("agency", _("Gửi đến cơ quan"), "select", required=True, options=agencies)
    )
    fields.append(Field("text", _("Nội dung"), "textarea", required=True, max_length=acts.LONGEST, help=said))
    if _account(request) is None:
        hint = _("Chỉ cơ quan trả lời đọc được. Cần số điện thoại hoặc thư điện tử.")
        fields += [
            Field("name", _("Họ tên"), "text", max_length=200),
            Field("phone", _("Số điện thoại"), "phone", help=hint),
            Field("email", _("Thư điện tử"), "email"),
        ]
    return fields
