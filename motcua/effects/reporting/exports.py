"""Tables as files: CSV and a workbook. Numbers stay numbers, and no cell is run by whoever opens them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from motcua.foundation.text.cells import plain

Cell = str | int | Decimal | date | None
#: Spreadsheets take a file for UTF-8 when it begins so.
_MARK = "\ufeff"
_BOLD, _WRAPPED = Font(bold=True), Alignment(wrap_text=True, vertical="top")
_WIDE, _NARROW = 42, 16
_LONGEST_SHEET_NAME = 31


@dataclass(frozen=True, slots=True)
class Table:
    """What is above it (title, period, formula), its heads, and its rows; `below` are the sentences under it."""

    name: str
    above: Sequence[str]
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    below: Sequence[Sequence[Cell]] = ()


def as_csv(table: Table) -> bytes:
    out = StringIO()
    writer = csv.writer(out)
    for line in _lines(table):
        writer.writerow([plain(cell) if isinstance(cell, str) else cell for cell in line])
    return (_MARK + out.getvalue()).encode()


def as_xlsx(table: Table, *, at: datetime) -> bytes:
    """`at` is written into the file as its date."""
    book = Workbook(write_only=True)
    book.properties.creator = "Một Cửa"
    book.properties.created = book.properties.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    sheet = book.create_sheet(table.name[:_LONGEST_SHEET_NAME])
    sheet.column_dimensions["A"].width = _WIDE
    for number in range(1, len(table.heads)):
        sheet.column_dimensions[_letter(number)].width = _NARROW
    for words in table.above:
        sheet.append([_cell(sheet, words)])
    sheet.append([_cell(sheet, head, head=True) for head in table.heads])
    for row in table.rows:
        sheet.append([_cell(sheet, each) for each in row])
    for row in table.below:
        sheet.append([_cell(sheet, each) for each in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(table: Table) -> Iterable[Sequence[Cell]]:
    yield from ([words] for words in table.above)
    yield table.heads
    yield from table.rows
    yield from table.below


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, head: bool = False) -> Any:
    """Text is marked as text, whatever it begins with; what a workbook cannot hold is left out of it."""
    given: Any = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, given)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t"))
    if isinstance(value, Decimal):
        cell.number_format = "0.00"
    if head:
        cell.font, cell.alignment = _BOLD, _WRAPPED
    return cell


def _letter(number: int) -> str:
    first, second = divmod(number, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)
