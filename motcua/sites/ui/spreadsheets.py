"""Tables as files that a spreadsheet opens: in UTF-8, and without a cell that it would run."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from motcua.foundation.text.cells import plain


def csv_file(name: str, lines: Iterable[Iterable[object]]) -> HttpResponse:
    """A download; `name` without its ending. Numbers stay numbers."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    # Spreadsheets take a file for UTF-8 when it begins so.
    answer.write("\ufeff")
    writer = csv.writer(answer)
    for line in lines:
        writer.writerow([plain(cell) if isinstance(cell, str) else cell for cell in line])
    return answer
