"""A gateway's or bank's file, read through a column map into rows that are all alike."""

import base64
import binascii
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import openpyxl

from motcua.effects.payments.column_maps import NEEDED, ColumnMap, all_maps, of_gateway
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.refusals import Refusal

_LARGEST_BYTES, _LARGEST_UNPACKED, _MOST_ROWS = 20 * 2**20, 200 * 2**20, 200_000
#: Banks write some lines about the account above the headings.
_HEADINGS_WITHIN = 30
_NOT_FIGURES = re.compile(r"[^0-9-]")
_FRACTION_OF_NOTHING = re.compile(r"[.,]0{1,2}$")
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1258")


class StatementUnreadable(Refusal):
    """The file is not what the column map describes."""


class StatementLineUnreadable(Refusal):
    """One line of the file says no amount, no number or no moment that can be read."""


class StatementTooLarge(Refusal):
    """More rows or bytes than one file may have."""


class Said(StrEnum):
    PAID = "paid"
    FAILED = "failed"
    #: It went back to the payer.
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class StatementRow:
    line: int
    transaction: str
    amount: int
    paid_at: datetime
    said: Said
    reference: str = ""
    #: What the payer wrote: read for a code, and not kept.
    words: str = ""


Table = Sequence[Sequence[str]]


def recognised(content: bytes, *, gateway: str = "") -> ColumnMap:
    """The map whose headings the file has. Raises NoSuchColumnMap, StatementUnreadable, StatementTooLarge."""
    for one in of_gateway(gateway) if gateway else all_maps():
        try:
            _headings(_table(content, one), one)
        except StatementUnreadable:
            continue
        return one
    raise StatementUnreadable


def rows_of(content: bytes, column_map: ColumnMap) -> list[StatementRow]:
    """Raises StatementUnreadable, StatementLineUnreadable, StatementTooLarge."""
    table = _table(content, column_map)
    first, places = _headings(table, column_map)
    rows = [_row(number, cells, places, column_map) for number, cells in _filled(table, first, places)]
    if not rows:
        raise StatementUnreadable
    return rows


def _filled(table: Table, first: int, places: dict[str, int]) -> Iterator[tuple[int, Sequence[str]]]:
    """Lines with money in them: sums, empty lines and what went out of the account are left out."""
    for number, cells in enumerate(table[first + 1 :], start=first + 2):
        wanted = [cells[places[name]] if places[name] < len(cells) else "" for name in NEEDED]
        if all(wanted):
            yield number, cells


def _row(number: int, cells: Sequence[str], places: dict[str, int], column_map: ColumnMap) -> StatementRow:
    said = {name: cells[place].strip() for name, place in places.items() if place < len(cells)}
    try:
        return StatementRow(
            line=number,
            transaction=said["transaction"][:64],
            amount=_amount(said["amount"]),
            paid_at=_moment(said["paid_at"], column_map),
            said=_said(said.get("state"), column_map),
            reference=said.get("reference", "")[:64],
            words=said.get("words", ""),
        )
    except ValueError as error:
        raise StatementLineUnreadable(line=number) from error


def _amount(text: str) -> int:
    """1.500.000 đ, 1,500,000.00 and 1500000 are the same whole đồng."""
    amount = int(_NOT_FIGURES.sub("", _FRACTION_OF_NOTHING.sub("", text.rstrip(" đĐVND"))))
    if amount <= 0:
        raise ValueError
    return amount


def _moment(text: str, column_map: ColumnMap) -> datetime:
    for shape in column_map.moments:
        try:
            return datetime.strptime(text, shape).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def _said(state: str | None, column_map: ColumnMap) -> Said:
    if "state" not in column_map.columns or state in column_map.paid:
        return Said.PAID
    if state in column_map.returned:
        return Said.RETURNED
    if state in column_map.failed:
        return Said.FAILED
    raise ValueError


def _headings(table: Table, column_map: ColumnMap) -> tuple[int, dict[str, int]]:
    """The line of the headings, and where each column stands."""
    wanted = {_plain(heading): name for name, heading in column_map.columns.items()}
    for number, cells in enumerate(table[:_HEADINGS_WITHIN]):
        places = {wanted[_plain(cell)]: place for place, cell in enumerate(cells) if _plain(cell) in wanted}
        if set(NEEDED) <= set(places):
            return number, places
    raise StatementUnreadable


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _table(content: bytes, column_map: ColumnMap) -> Table:
    if len(content) > _LARGEST_BYTES:
        raise StatementTooLarge
    table = _sheet(content) if column_map.layout == "xlsx" else _lines(content, column_map.separator)
    if len(table) > _MOST_ROWS:
        raise StatementTooLarge
    return table


def _lines(content: bytes, separator: str) -> Table:
    text = _text(_unpacked(content))
    try:
        return list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as error:
        raise StatementUnreadable from error


def _unpacked(content: bytes) -> bytes:
    """The payment platform sends its file as Base64."""
    try:
        return base64.b64decode(content.strip(), validate=True)
    except binascii.Error:
        return content


def _text(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StatementUnreadable


def _sheet(content: bytes) -> Table:
    """The first sheet, as it would be read aloud. What unpacks to more than we hold is not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _LARGEST_UNPACKED:
                raise StatementTooLarge
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, TypeError, OSError, SyntaxError) as error:
        raise StatementUnreadable from error


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
