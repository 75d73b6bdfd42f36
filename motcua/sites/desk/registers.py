"""Sổ theo dõi hồ sơ: the book of a one-stop unit, year by year; to read, to print, and to close."""

from collections.abc import Iterator
from dataclasses import astuple

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.slips import register as books
from motcua.effects.slips.facts import RegisterLine
from motcua.effects.slips.models import RegisterBook
from motcua.effects.slips.register_facts import book_pdf, entries_of, lines
from motcua.foundation import legal_time
from motcua.foundation.audit.exports import note_export
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.files.response import download
from motcua.foundation.organisations.kinds import ONE_STOP
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import answering, finding
from motcua.sites.ui import numbers, refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.spreadsheets import csv_file

PAGE = 50
#: Who keeps the book, and who closes it.
_KEEPERS = frozenset({Role.RECEPTIONIST, Role.HEAD})


@require_safe
def registers(request: ActingRequest) -> HttpResponse:
    """The books that this officer keeps: of her unit, or of the unit that her agency manages."""
    found = RegisterBook.objects.filter(unit__in=_units(request)).select_related("unit", "closed_by__account__person")
    return answering.page(request, "desk/registers.html", {"books": found.order_by("-year", "unit__code")})


@require_safe
def register(request: ActingRequest, unit: str, year: int) -> HttpResponse:
    """Fifty lines at a time, by number: with addresses and telephones, so each is a look."""
    book = _book(request, unit, year)
    after = numbers.row(request.GET.get("after", ""))
    entries = list(entries_of(book, after=after, size=PAGE + 1))
    finding.note_listed(request, [entry.dossier_id for entry in entries[:PAGE]], part="register")
    context = {
        "book": book,
        "lines": list(lines(entries[:PAGE])),
        "after": after,
        "next": entries[PAGE - 1].number if len(entries) > PAGE else None,
        "is_over": legal_time.now().astimezone(VIETNAM).year > year,
        "may_close": books.may_close(book.unit, request.actor) and book.closed_at is None,
    }
    return answering.page(request, "desk/register.html", context)


@require_safe
def register_print(request: ActingRequest, unit: str, year: int) -> HttpResponseBase:
    """The book as it was closed; an open one as it stands now."""
    book = _book(request, unit, year)
    _note(request, book)
    if book.file is not None:
        return download(book.file)
    answer = HttpResponse(book_pdf(book, at=legal_time.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="so-theo-doi-{book.unit.code}-{year}.pdf"'
    return answer


@require_safe
def register_file(request: ActingRequest, unit: str, year: int) -> HttpResponse | FileResponse:
    book = _book(request, unit, year)
    _note(request, book)
    return csv_file(f"so-theo-doi-{book.unit.code}-{year}", _table(lines(entries_of(book))))


@require_POST
def register_closing(request: ActingRequest, unit: str, year: int) -> HttpResponse:
    book = _book(request, unit, year)
    try:
        books.close(book.unit, year=year, actor=request.actor, at=legal_time.now())
    except Refusal as refusal:
        messages.error(request, refusals.sentence(refusal))
    else:
        messages.success(request, _("Đã khóa sổ năm %(year)s. Không ai ghi thêm được nữa.") % {"year": year})
    return redirect("desk:register", unit=unit, year=year)


def _units(request: ActingRequest) -> list[Agency]:
    agency_id = request.actor.agency_id
    if request.actor.role not in _KEEPERS or agency_id is None:
        raise Http404
    return list(Agency.objects.filter(Q(pk=agency_id) | Q(managed_by_id=agency_id), kind__in=ONE_STOP))


def _book(request: ActingRequest, unit: str, year: int) -> RegisterBook:
    ours = RegisterBook.objects.filter(unit__in=_units(request)).select_related("unit__managed_by", "file")
    return get_object_or_404(ours, unit__code=unit, year=year)


def _note(request: ActingRequest, book: RegisterBook) -> None:
    actor = request.actor
    assert actor.account_id is not None, "officers have accounts"
    assert actor.post_id is not None, "only officers keep books"
    what = f"register-{book.year} {book.unit.code}"
    note_export(account_id=actor.account_id, post_id=actor.post_id, what=what, rows=book.last, at=legal_time.now())


def _table(drawn: Iterator[RegisterLine]) -> Iterator[tuple[object, ...]]:
    yield (
        _("STT"),
        _("Mã hồ sơ"),
        _("Thủ tục"),
        _("Tổ chức, cá nhân"),
        _("Địa chỉ, điện thoại"),
        _("Cơ quan giải quyết"),
        _("Ngày nhận"),
        _("Ngày hẹn trả"),
        _("Ngày trả"),
        _("Cách nhận"),
        _("Ký nhận"),
    )
    yield from map(astuple, drawn)
