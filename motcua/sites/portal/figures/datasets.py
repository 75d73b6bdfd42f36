"""The tables of open data: their columns, with what each means, and their rows. A name never changes its meaning."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.catalogue.queries import definition_of
from motcua.effects.reporting import publishing
from motcua.effects.reporting.figures import By
from motcua.effects.reporting.publishing import Told
from motcua.foundation.organisations.models import Agency
from motcua.sites.portal.figures import lines
from motcua.sites.portal.figures.spans import Span
from motcua.sites.ui.doubt_words import DOUBT_WORDS

Cell = str | int | None
Word = str | Promise
Record = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    #: A type of Table Schema: string or integer.
    kind: str
    meaning: Word


@dataclass(frozen=True, slots=True)
class Dataset:
    name: str
    title: Word
    columns: Sequence[Column]
    records: Callable[[Span, datetime], Iterable[Record]]


_UNIT = (Column("agency_code", "string", _("mã cơ quan")), Column("agency", "string", _("tên cơ quan")))
_PROCEDURE = (
    Column("procedure_code", "string", _("mã thủ tục")),
    Column("procedure", "string", _("tên thủ tục")),
    Column("limit_amount", "integer", _("thời hạn theo quy định: số lượng")),
    Column("limit_unit", "string", _("thời hạn theo quy định: đơn vị tính")),
)
_MONTH = (Column("month", "string", _("tháng, dạng 2026-11")),)
_FLOWS = (
    Column("received", "integer", _("hồ sơ đã nhận trong kỳ")),
    Column("received_online", "integer", _("trong đó nộp trực tuyến")),
    Column("results", "integer", _("hồ sơ có kết quả trong kỳ")),
    Column("results_in_time", "integer", _("trong đó đúng hẹn hoặc trước hẹn")),
    Column("results_late", "integer", _("trong đó trễ hẹn")),
    Column("median_working_days", "integer", _("một nửa xong trong số ngày làm việc này")),
    Column("p90_working_days", "integer", _("9 trên 10 hồ sơ xong trong số ngày làm việc này")),
)
_STANDING = (
    Column("open_at_end", "integer", _("đang giải quyết vào cuối kỳ")),
    Column("past_due_at_end", "integer", _("trong đó quá hạn")),
)
_DOUBTS = tuple(Column(each.value, "integer", words) for each, words in DOUBT_WORDS.items())
_FILLING = (
    Column(
        "filling_median_seconds",
        "integer",
        _("một nửa số người điền và nộp xong trong số giây này, làm tròn, lệch nhiều nhất một phần trăm"),
    ),
    Column(
        "filling_p90_seconds",
        "integer",
        _("9 trên 10 người điền và nộp xong trong số giây này, làm tròn, lệch nhiều nhất một phần trăm"),
    ),
    Column("filling_finished_percent", "integer", _("phần trăm bản đã bắt đầu điền được nộp")),
    Column("filling_left_after", "string", _("ô mà sau đó nhiều người bỏ dở nhất")),
)
_NUMBERS = (*_FLOWS, *_STANDING, *_DOUBTS)


def _months(span: Span, _at: datetime) -> Iterable[Record]:
    for each in publishing.table(span.first, span.last, by=(By.MONTH,)):
        yield {"month": f"{each.key[0]:%Y-%m}", **_flows(each), **_doubts(each)}


def _units(span: Span, _at: datetime) -> Iterable[Record]:
    named = _agencies()
    for each in publishing.table(span.first, span.last, by=(By.AGENCY,)):
        yield {**named[each.key[0]], **_numbers(each)}


def _procedures(span: Span, at: datetime) -> Iterable[Record]:
    named, filled = _named_procedures(), lines.filling(span, at=at)
    for each in publishing.table(span.first, span.last, by=(By.PROCEDURE,)):
        filling = filled.get(int(str(each.key[0])))
        yield {**named[each.key[0]], **_numbers(each), **(_filling(filling) if filling else {})}


def _units_and_procedures(span: Span, _at: datetime) -> Iterable[Record]:
    agencies, of_procedures = _agencies(), _named_procedures()
    for each in publishing.table(span.first, span.last, by=(By.AGENCY, By.PROCEDURE)):
        yield {**agencies[each.key[0]], **of_procedures[each.key[1]], **_numbers(each)}


DATASETS: dict[str, Dataset] = {
    each.name: each
    for each in (
        Dataset("months", _("Số liệu của tỉnh theo tháng"), (*_MONTH, *_FLOWS, *_DOUBTS), _months),
        Dataset("units", _("Số liệu theo cơ quan"), (*_UNIT, *_NUMBERS), _units),
        Dataset("procedures", _("Số liệu theo thủ tục"), (*_PROCEDURE, *_NUMBERS, *_FILLING), _procedures),
        Dataset(
            "units-procedures",
            _("Số liệu theo cơ quan và thủ tục"),
            (*_UNIT, *_PROCEDURE, *_NUMBERS),
            _units_and_procedures,
        ),
    )
}


def _numbers(told: Told) -> Record:
    return {**_flows(told), "open_at_end": told.open, "past_due_at_end": told.past_due, **_doubts(told)}


def _flows(told: Told) -> Record:
    return {
        "received": told.received,
        "received_online": told.online,
        "results": told.results,
        "results_in_time": told.in_time,
        "results_late": told.late,
        "median_working_days": told.median,
        "p90_working_days": told.ninety,
    }


def _doubts(told: Told) -> Record:
    return {each.value: count for each, count in told.doubts.items()}


def _filling(filling: lines.Filling) -> Record:
    return {
        "filling_median_seconds": filling.median_seconds,
        "filling_p90_seconds": filling.p90_seconds,
        "filling_finished_percent": filling.finished_percent,
        "filling_left_after": filling.left_after or None,
    }


def _agencies() -> dict[object, Record]:
    return {
        pk: {"agency_code": code, "agency": name} for pk, code, name in Agency.objects.values_list("pk", "code", "name")
    }


def _named_procedures() -> dict[object, Record]:
    return {each.pk: _procedure(each) for each in Procedure.objects.all()}


def _procedure(procedure: Procedure) -> Record:
    named: Record = {"procedure_code": procedure.code, "procedure": procedure.short_name}
    if procedure.current_version_id is None:
        return named
    limit = definition_of(procedure.current_version_id).default_limit
    return {**named, "limit_amount": limit.amount, "limit_unit": limit.unit.value}
