"""Is this paper real? By the code that stands in it, or by the file itself; whose it is, nobody learns here.

A file that is handed in is read, compared and forgotten. A code that never existed and one of a paper that is not out
get the same answer.
"""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.dossiers.queries import results
from motcua.dossiers.queries.results import IssuedResult
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.signing.apart import examined_apart
from motcua.foundation.signing.verifying import Judgement, Report, examine
from motcua.sites.ui import tries

DOOR, _FILES = "verification", "verified files"
#: Of a code, with the gaps it is printed with.
LONGEST = 60
_PDF, _PDF_BEGINS = "application/pdf", b"%PDF-"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verification(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _asked(request)
    file = _handed_in(request)
    code = "".join(filter(str.isalnum, request.POST.get("code", "")[:LONGEST]))
    if file is None and not code:
        return _asked(request, problems={"code": _("Nhập mã kiểm tra, hoặc chọn tệp giấy tờ.")}, status=422)
    if file is None:
        return redirect("portal:verification-of", code=code)
    try:
        return _compared(request, file, code=code)
    except tries.TooManyTries:
        return _too_many(request, code)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verification_of(request: HttpRequest, code: str) -> HttpResponse:
    """Where the code for telephones leads."""
    try:
        if (file := _handed_in(request)) is not None:
            return _compared(request, file, code=code)
        issued = _found(request, code)
    except tries.TooManyTries:
        return _too_many(request, code)
    if issued is None:
        return _unknown(request, code)
    problems = {"file": _("Chọn tệp giấy tờ rồi bấm so tệp.")} if request.method == "POST" else {}
    return _shown(request, issued, _report_on(issued), problems=problems)


def _handed_in(request: HttpRequest) -> UploadedFile | None:
    found = request.FILES.get("file")
    return found if isinstance(found, UploadedFile) else None


def _compared(request: HttpRequest, file: UploadedFile, *, code: str) -> HttpResponse:
    if (file.size or 0) > settings.MAX_PAPER_BYTES:
        most = settings.MAX_PAPER_BYTES // 1_000_000
        said = _("Tệp lớn quá %(most)s MB. Chọn đúng tệp giấy tờ đã nhận.") % {"most": most}
        return _asked(request, code=code, problems={"file": said}, status=413)
    content = file.read()
    digest = sha256(content).hexdigest()
    issued = _found(request, code) if code else results.issued_with(digest)
    if code and issued is None:
        return _unknown(request, code)
    is_same = issued is not None and issued.sha256 == digest
    report = _report_on(issued) if issued and is_same else _report_of_stranger(request, content, digest)
    return _shown(request, issued, report, compared="same" if is_same else "other")


def _shown(
    request: HttpRequest,
    issued: IssuedResult | None,
    report: Report | None,
    *,
    compared: str = "",
    problems: dict[str, str] | None = None,
) -> HttpResponse:
    shown = {"issued": issued, "report": report, "compared": compared, "problems": problems or {}}
    return render(request, "portal/verified.html", shown, status=422 if problems else 200)


def _found(request: HttpRequest, code: str) -> IssuedResult | None:
    """Raises TooManyTries."""
    tries.count(request, code[:LONGEST], at=legal_time.now(), door=DOOR)
    issued = results.issued(code)
    if issued is not None:
        tries.forgive(request, code[:LONGEST], door=DOOR)
    return issued


def _report_of_stranger(request: HttpRequest, content: bytes, digest: str) -> Report:
    """Reading somebody's file costs: not without end. Raises TooManyTries."""
    at = legal_time.now()
    tries.count(request, digest, at=at, door=_FILES)
    return examined_apart(content, at=at) if content.startswith(_PDF_BEGINS) else Report(Judgement.UNREADABLE)


def _report_on(issued: IssuedResult) -> Report | None:
    """Looked at once a day. None for what is no document with signatures, such as a picture."""
    at = legal_time.now()
    return _report(issued.file, at.date()) if issued.file.media_type == _PDF else None


@lru_cache(maxsize=256)
def _report(file: StoredFile, day: date) -> Report:
    with storage.open_file(file) as stored:
        return examine(stored.read(), at=datetime.combine(day, time.max, UTC))


def _asked(
    request: HttpRequest, *, code: str = "", problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    return render(request, "portal/verify.html", {"code": code, "problems": problems or {}}, status=status)


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    problems = {"code": _("Không có giấy tờ nào đã cấp với mã này. Kiểm tra lại từng chữ của mã in trên giấy.")}
    return _asked(request, code=code[:LONGEST], problems=problems, status=404)


def _too_many(request: HttpRequest, code: str) -> HttpResponse:
    problems = {"code": _("Đã kiểm tra quá nhiều lần. Chờ 15 phút rồi thử lại, hoặc gọi tổng đài để được giúp.")}
    return _asked(request, code=code[:LONGEST], problems=problems, status=429)
