"""Behind a number: its formula, the numbers in it, and the dossiers, procedures or petitions that were counted."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from motcua.dossiers.access import visible_to
from motcua.effects.reporting import listing, reading
from motcua.effects.reporting.exports import Table, as_csv
from motcua.effects.reporting.figures import Page
from motcua.effects.reporting.numbers import FLAGS, NUMBERS
from motcua.sites.desk import answering
from motcua.sites.desk.reports import dossiers_counted, letters_counted, tables, words
from motcua.sites.desk.reports.asking import Asked, asked
from motcua.sites.desk.reports.gathering import OF_DOSSIERS, OF_LETTERS, OF_MONEY, OF_THINGS, things
from motcua.sites.desk.reports.pages import around, file_name, make, note, opens_into
from motcua.sites.ui.acting import ActingRequest

PAGE = 100
#: More procedures than a province has.
MOST_THINGS = 5000
#: In a file: more than a commune's year, and less than what would hold up the others.
MOST = 50_000


@require_safe
def number(request: ActingRequest, code: str) -> HttpResponse:
    """What a number is made of. One that is counted as it stands shows at once what was counted."""
    told = asked(request, code)
    row = request.GET.get("row", "")
    key = request.GET.get("column", "")
    column = next((each for each in told.definition.columns if each.key == key), None)
    if column is None:
        raise Http404
    if column.formula.text in column.formula.names and opens_into(column.formula.text):
        return dossiers(request, code, column.formula.text)
    made = make(told)
    line = next((each for each in made.lines if each.key == row), None) if row else made.whole
    if line is None:
        raise Http404
    context = {
        **around(request, told),
        "column": column,
        "row": row,
        "row_words": tables.row_name(made, line) if row else "",
        "value": line.values[column.key],
        "parts": [
            (name, words.NUMBERS[name], line.numbers.get(name), opens_into(name)) for name in column.formula.names
        ],
    }
    return answering.page(request, "desk/report_number.html", context)


@require_safe
def dossiers(request: ActingRequest, code: str, counted: str) -> HttpResponse:
    """The dossiers of one number, or of one doubt; of others the procedures or petitions."""
    told = asked(request, code)
    _require_counted(told, counted)
    if counted in OF_THINGS:
        return _things(request, told, counted)
    return _codes(request, told, counted, request.GET.get("row", ""))


@require_safe
def dossiers_file(request: ActingRequest, code: str, counted: str) -> HttpResponse:
    """All of them, as a column of codes."""
    told = asked(request, code)
    _require_counted(told, counted)
    if counted in OF_THINGS:
        raise Http404
    codes = _all(told, counted, request.GET.get("row", ""))
    note(request, f"codes {counted} {file_name(told)}", rows=len(codes))
    table = Table(name=counted, above=[_word(counted)], heads=["code"], rows=[[each] for each in codes])
    answer = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{counted}-{file_name(told)}.csv"'
    return answer


def _require_counted(told: Asked, name: str) -> None:
    if not opens_into(name) or (name not in told.definition.names and name not in FLAGS):
        raise Http404


def _codes(request: ActingRequest, told: Asked, name: str, row: str) -> HttpResponse:
    after = request.GET.get("after", "")
    if after and not listing.place(after):
        raise Http404
    page = _page(told, name, row, after=after, size=PAGE)
    note(request, f"list {name} {file_name(told)}", rows=len(page.codes))
    readable = visible_to(request.actor).filter(code__in=page.codes).values_list("code", flat=True)
    context = {
        **around(request, told),
        "number": name,
        "row": row,
        "word": _word(name),
        "page": page,
        "after": after,
        "readable": frozenset(readable),
        "is_sum": name in OF_MONEY or (name in NUMBERS and NUMBERS[name].is_sum),
    }
    return answering.page(request, "desk/report_dossiers.html", context)


def _page(told: Asked, name: str, row: str, *, after: str, size: int) -> Page:
    if name in OF_LETTERS:
        return letters_counted.page(span=told.span, where=told.where, after=after, size=size)
    if name in OF_DOSSIERS:
        return dossiers_counted.page(name, span=told.span, where=told.where, after=after, size=size)
    return reading.page(name, span=told.span, where=told.row(row), after=after, size=size)


def _things(request: ActingRequest, told: Asked, name: str) -> HttpResponse:
    found = things(name, span=told.span, where=told.where, actor=request.actor)
    note(request, f"list {name} {file_name(told)}", rows=len(found))
    context = {**around(request, told), "word": _word(name), "things": found[:MOST_THINGS], "count": len(found)}
    return answering.page(request, "desk/report_things.html", context)


def _all(told: Asked, name: str, row: str) -> list[str]:
    codes: list[str] = []
    after = ""
    while len(codes) < MOST:
        page = _page(told, name, row, after=after, size=1000)
        codes += page.codes
        after = page.after
        if not after:
            break
    return codes


def _word(name: str) -> str:
    return str(words.FLAGS[name][0] if name in FLAGS else words.NUMBERS[name])
