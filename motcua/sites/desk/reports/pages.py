"""The list of reports, and one of them: on the page, as a file, and signed."""

from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from tempfile import SpooledTemporaryFile
from urllib.parse import urlencode

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.effects.reporting import definitions, figures, reading, reports
from motcua.effects.reporting.bundles import bundle
from motcua.effects.reporting.definitions import Column, Kind, Layout
from motcua.effects.reporting.exports import as_csv, as_xlsx
from motcua.effects.reporting.formulas import Absent, Value
from motcua.effects.reporting.numbers import NUMBERS
from motcua.effects.reporting.reports import Report, reached, scores
from motcua.foundation import legal_time
from motcua.foundation.audit.exports import note_export
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.signing import keys
from motcua.sites.desk import answering
from motcua.sites.desk.reports import periods, tables, words
from motcua.sites.desk.reports.asking import Asked, asked, choices, seen
from motcua.sites.desk.reports.gathering import OF_DOSSIERS, OF_LETTERS, OF_THINGS, beside
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.formats import number

_IN_MEMORY = 32 * 2**20
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def all_reports(request: ActingRequest) -> HttpResponse:
    seen(request)
    at = legal_time.now()
    listed = [definitions.definition(code, on=legal_day(at)) for code in definitions.codes()]
    return answering.page(request, "desk/reports.html", {"at": at, "reports": listed, "name": "reports"})


@require_safe
def report(request: ActingRequest, code: str) -> HttpResponse:
    told = asked(request, code)
    made = make(told)
    context = {
        **around(request, told),
        "report": made,
        "is_down": told.definition.layout is Layout.DOWN,
        "groups": _groups(told),
        "has_points": any(each.points for each in told.definition.groups),
        "scores": {each.group.key: each for each in scores(made)},
        "flags": [(key, *words.FLAGS[key], count) for key, count in made.flags.items()],
    }
    return answering.page(request, "desk/report.html", context)


@require_safe
def report_file(request: ActingRequest, code: str, kind: str) -> HttpResponse:
    """The same as a table; figures alone, so nothing of anybody leaves the house."""
    told = asked(request, code)
    made = make(told)
    name = file_name(told)
    if kind == "json":
        return JsonResponse(reports.as_json(made), json_dumps_params={"ensure_ascii": False, "indent": 1})
    if kind not in TYPES:
        raise Http404
    table = tables.table(made, of=whose(request, told))
    content = as_csv(table) if kind == "csv" else as_xlsx(table, at=told.at)
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
    )


@require_POST
def signed(request: ActingRequest, code: str) -> FileResponse:
    """With the facts of every dossier in it, so that anybody can reckon it again; recorded."""
    told = asked(request, code)
    made = make(told)
    assert request.post is not None, "heads hold a post"
    key = keys.seal_of(request.post.agency, at=told.at)
    numbers = beside(told.definition, span=told.span, where=told.where)
    with ExitStack() as held:
        file = held.enter_context(SpooledTemporaryFile(max_size=_IN_MEMORY))
        dossiers = bundle(made, out=file, where=told.where, beside=numbers, key=key, at=told.at)
        file.seek(0)
        # Whoever sends the answer closes it.
        held.pop_all()
    note(request, f"signed {file_name(told)}", rows=dossiers)
    return FileResponse(file, as_attachment=True, filename=f"{file_name(told)}.zip", content_type="application/zip")


def make(told: Asked) -> Report:
    return reading.read(
        told.definition,
        span=told.span,
        where=told.where,
        dimension=told.dimension,
        beside=beside(told.definition, span=told.span, where=told.where),
    )


def around(request: ActingRequest, told: Asked) -> dict[str, object]:
    """What stands above every report: what was asked for, and what else can be."""
    return {
        "at": told.at,
        "told": told,
        "definition": told.definition,
        "name": "reports",
        "agencies": choices(request),
        "whose": whose(request, told),
        "periods": periods.choices(told.at),
        "dimensions": [(each, words.DIMENSIONS[each]) for each in told.definition.dimensions],
        "fresh": figures.as_of(at=told.at),
        "confidence": words.CONFIDENCE[told.definition.confidence],
        "is_over": told.span.last < legal_day(told.at),
        "shown": shown,
        "row_name": tables.row_name,
        "formula": words.formula_words,
        "opens": opens,
        "decimal": decimal,
        "reached": _reached,
        "link": _link(told),
    }


def whose(request: ActingRequest, told: Asked) -> str:
    if told.agency is not None:
        return told.agency.name
    assert request.post is not None, "heads hold a post"
    if told.where.agencies is None:
        return _("Toàn tỉnh")
    return request.post.agency.name


def shown(value: Value, column: Column) -> str:
    """As it is read on the page: 1.234; 42,06 %."""
    told = tables.cell(value, column)
    if isinstance(told, int):
        return number(told)
    if isinstance(told, Decimal):
        whole, _point, part = f"{told:.2f}".partition(".")
        unit = {"percent": " %", "days": " " + _("ngày")}.get(column.kind, "")
        return f"{number(int(whole))}{_comma()}{part}{unit}"
    return told


def opens(column: Column, value: Value) -> bool:
    """Whether it was counted from anything: a share may have been, also where it is nought."""
    if isinstance(value, Absent) or (column.kind in {Kind.COUNT, Kind.MONEY} and not value):
        return False
    return any(map(opens_into, column.formula.names))


def opens_into(name: str) -> bool:
    """Dossiers, procedures or petitions; ratings are of nobody."""
    return any(name in each for each in (NUMBERS, OF_DOSSIERS, OF_LETTERS, OF_THINGS))


def decimal(value: Decimal) -> str:
    """15,65; whole numbers without a fraction."""
    return f"{value.normalize():f}".replace(".", _comma())


def file_name(told: Asked) -> str:
    parts = (told.definition.code, told.agency.code if told.agency else "", *map(date.isoformat, _days(told)))
    return "-".join(part for part in parts if part)


def note(request: ActingRequest, what: str, *, rows: int) -> None:
    actor = request.actor
    assert actor.account_id is not None, "officers have accounts"
    assert actor.post_id is not None, "heads hold a post"
    note_export(account_id=actor.account_id, post_id=actor.post_id, what=what[:120], rows=rows, at=legal_time.now())


def _days(told: Asked) -> tuple[date, date]:
    return told.span.first, told.span.last


def _groups(told: Asked) -> list[tuple[str, str, list[Column]]]:
    """Columns that stand beside each other under one head: its key, its words, and what is in it."""
    titles = {each.key: each.title for each in told.definition.groups}
    found: list[tuple[str, str, list[Column]]] = []
    for column in told.definition.columns:
        if not found or found[-1][0] != column.group:
            found.append((column.group, titles.get(column.group, column.group), []))
        found[-1][2].append(column)
    return found


def _reached(column: Column, value: Value) -> int | None:
    part = reached(column, value)
    return None if part is None else round(100 * part)


def _link(told: Asked) -> object:
    def link(column: Column, row: str = "") -> str:
        return f"{told.query}&{urlencode({'column': column.key, **({'row': row} if row else {})})}"

    return link


def _comma() -> str:
    return number(1000)[1].translate({ord("."): ",", ord(","): "."})
