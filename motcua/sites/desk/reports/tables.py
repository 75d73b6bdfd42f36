"""A report as a table for a spreadsheet: in words above, as numbers within, with its formulas and doubts below."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.effects.reporting.definitions import Column, Layout
from motcua.effects.reporting.exports import Cell, Table
from motcua.effects.reporting.formulas import Absent, Value
from motcua.effects.reporting.reports import Line, Report, points, written
from motcua.sites.desk.reports import words
from motcua.sites.ui.formats import day


def table(report: Report, *, of: str) -> Table:
    """`of` is whose figures they are."""
    definition = report.definition
    period = _("Từ %(first)s đến hết %(last)s") % {"first": day(report.first), "last": day(report.last)}
    source = _("Công thức phiên bản %(version)s, áp dụng từ %(day)s. Nguồn: %(source)s") % {
        "version": definition.version,
        "day": day(definition.valid_from),
        "source": definition.source,
    }
    is_across = definition.layout is Layout.ACROSS
    return Table(
        name=definition.code,
        above=[each for each in (definition.title, definition.official, of, period, source) if each],
        heads=_heads(report) if is_across else [_("Chỉ tiêu"), _("Ký hiệu"), _("Giá trị"), _("Điểm"), _("Ghi chú")],
        rows=_across(report) if is_across else _down(report),
        below=list(_below(report)),
    )


def row_name(report: Report, line: Line) -> str:
    return str(words.KEYS.get(report.dimension, {}).get(line.key, line.name))


def head(column: Column) -> str:
    return f"{column.number} {column.title}".strip()


def cell(value: Value, column: Column) -> int | Decimal | str:
    shown = written(value, column.kind)
    return str(words.ABSENT[shown]) if isinstance(shown, Absent) else shown


def _heads(report: Report) -> list[str]:
    named = [str(words.DIMENSIONS[report.dimension]), _("Mã")]
    return [
        *named,
        *(f"{each.group}: {head(each)}" if each.group else head(each) for each in report.definition.columns),
    ]


def _across(report: Report) -> Iterator[Sequence[Cell]]:
    columns = report.definition.columns
    for line in report.lines:
        yield [row_name(report, line), line.key, *(cell(line.values[each.key], each) for each in columns)]
    yield [_("Tổng số"), "", *(cell(report.whole.values[each.key], each) for each in columns)]


def _down(report: Report) -> Iterator[Sequence[Cell]]:
    groups = {each.key: each.title for each in report.definition.groups}
    for column in report.definition.columns:
        value = report.whole.values[column.key]
        group = groups.get(column.group, column.group)
        name = f"{group}: {column.title}" if group else column.title
        yield [name, column.number, cell(value, column), points(column, value), column.note]


def _below(report: Report) -> Iterator[Sequence[Cell]]:
    yield []
    for check in report.checks:
        yield [check.title, _("đúng") if check.holds else _("SAI")]
    yield [_("Dấu hiệu làm đẹp số liệu trong kỳ")]
    for flag, count in report.flags.items():
        yield [str(words.FLAGS[flag][0]), count]
    yield []
    for column in report.definition.columns:
        yield [head(column), words.formula_words(column.formula)]
    yield from ([note] for note in report.definition.notes)
