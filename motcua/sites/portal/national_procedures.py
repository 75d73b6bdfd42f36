"""A procedure that only the national catalogue describes: found and read here, filed elsewhere for now."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.national import queries
from motcua.blueprints.catalogue.national.doctor.fees import SMALLEST_DONG
from motcua.blueprints.catalogue.national.entry import PrintedFee, PrintedPaper, PrintedTime
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.sites.portal.filing_places import national_address
from motcua.sites.portal.procedure_facts import Fact
from motcua.sites.ui import formats, legal_words

_NONE = {"", "0"}
#: Longer lists are folded, so that what follows them is found.
FOLDED_FROM = 12
LONGEST_FACT = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One time of one way of filing, with what it costs."""

    way: str
    time: str
    note: str
    fees: tuple[str, ...]


def page(request: HttpRequest, code: str) -> HttpResponse:
    """Raises Http404 where the national catalogue does not know the code either."""
    entry = queries.described().filter(code=code.strip().upper()).first()
    if entry is None:
        raise Http404
    return render(request, "portal/national_procedure.html", _context(entry))


def _context(entry: NationalEntry) -> dict[str, object]:
    procedure = parse(entry.content)
    rows = _joined([row for way in procedure.ways for row in _rows(str(legal_words.channel(way.channel)), way.times)])
    return {
        "p": procedure,
        "imported_at": entry.imported_at,
        "ended_at": entry.ended_at,
        "rows": rows,
        "time": _first_of([row.time for row in rows], _("Không ghi thời hạn")),
        "fee": _first_of([fee for row in rows for fee in row.fees], _("Không ghi mức thu")),
        "paper_note": paper_note,
        "folded_from": FOLDED_FROM,
        "national_address": national_address(procedure.source),
    }


def paper_note(paper: PrintedPaper) -> str:
    counted = [
        _("%(count)s bản chính") % {"count": paper.originals} if paper.originals not in _NONE else "",
        _("%(count)s bản sao") % {"count": paper.copies} if paper.copies not in _NONE else "",
        _("theo mẫu: %(name)s") % {"name": paper.form_name} if paper.form_name and paper.name else "",
    ]
    text = ", ".join(filter(None, counted))
    return text[:1].upper() + text[1:]


def _rows(way: str, times: tuple[PrintedTime, ...]) -> list[Row]:
    return [Row(way, _time(time), time.note, tuple(dict.fromkeys(map(_fee, time.fees)))) for time in times] or [
        Row(way, "", "", ())
    ]


def _joined(rows: list[Row]) -> list[Row]:
    """Ways that say the same stand on one line."""
    ways: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for row in rows:
        ways.setdefault((row.time, row.note, row.fees), []).append(row.way)
    return [Row(", ".join(dict.fromkeys(names)), *said) for said, names in ways.items()]


def _time(time: PrintedTime) -> str:
    """As printed: what the catalogue leaves open is not ours to guess."""
    if not time.amount:
        return ""
    if time.unit:
        return f"{time.amount} {time.unit.lower()}"
    if not time.amount[0].isdigit():
        return time.amount
    return _("%(amount)s (không ghi rõ ngày hay giờ)") % {"amount": time.amount}


def _fee(fee: PrintedFee) -> str:
    note = "" if fee.note.lower() == "miễn phí" else fee.note
    parts = (_amount(fee), note)
    return ": ".join(part for part in parts if part)


def _amount(fee: PrintedFee) -> str:
    if not fee.amount.isdecimal():
        return fee.amount
    if int(fee.amount) == 0:
        return _("Miễn phí") if fee.note.lower() in {"", "miễn phí"} else ""
    if fee.unit.upper() == "USD":
        return f"{fee.amount} USD"
    if int(fee.amount) < SMALLEST_DONG:
        return _("Bản công bố ghi %(amount)s, nên hỏi lại cơ quan") % {"amount": f"{fee.amount} {fee.unit}".strip()}
    return formats.dong(int(fee.amount))


def _first_of(words: list[str], none: str) -> Fact:
    """The first that is said; that there are others is said too."""
    told = [*dict.fromkeys(filter(None, words))]
    if not told:
        return Fact(none)
    first = told[0] if len(told[0]) <= LONGEST_FACT else _("Xem bên dưới")
    return Fact(first, _("Tùy trường hợp, xem bên dưới") if len(told) > 1 else "")
