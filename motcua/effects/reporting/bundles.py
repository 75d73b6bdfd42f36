"""A period as a file that anybody can reckon again: facts, formulas, result, and the signature over all of it."""

import csv
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction

from motcua.effects.reporting import definitions, formulas, recount, reports
from motcua.effects.reporting.figures import Where
from motcua.effects.reporting.levels import AS_SQL as LEVEL
from motcua.effects.reporting.reports import Numbers, Report
from motcua.foundation.signing.detached import signature_of
from motcua.foundation.signing.models import SigningKey

SUMS, SIGNATURE, SIGNER = "SHA256SUMS", "SHA256SUMS.p7s", "signer.pem"
_AT_ONCE = 5000
_FOLDER = Path("motcua/effects/reporting")
_README = Path(__file__).parent / "layouts" / "readme.txt"

#: Rows that matter to a period: whatever was open in it or had a day in it. Codes of dossiers, and of no person.
_FACTS = """
SELECT f.code, a.code AS agency, a.name AS agency_name, {level} AS level, p.sector_name AS sector, p.code AS procedure,
       f.service_level, f.channel, f.submitted_on, f.received_on, f.asked_on, f.ended_on, f.delivered_on,
       f.first_due_on, f.due_on, f.past_due_on, f.index_late_on, f.ended_how, f.timeliness, f.working_days,
       f.elapsed_days, f.requests,
       f.supplement_rounds, f.delivered_by_post, f.returns_paper, f.electronic_result, f.digitised_papers,
       f.reused_papers, f.has_fee, f.paid_online, f.identity_verified, f.known_there, f.returned_before_due,
       f.asked_before_due, f.received_again, f.date_edited, f.paused_without_ground, f.finished_without_result,
       f.closed_by_desk
FROM reporting_dossierfact f
JOIN organisations_agency a ON a.id = f.agency_id
JOIN catalogue_procedure p ON p.id = f.procedure_id
WHERE f.submitted_on <= %(last)s
  AND (f.ended_on IS NULL OR f.ended_on >= %(first)s OR f.delivered_on BETWEEN %(first)s AND %(last)s)
  AND {where}
ORDER BY f.code
"""


def bundle(report: Report, *, out: IO[bytes], where: Where, beside: Numbers, key: SigningKey, at: datetime) -> int:
    """Into `out`, as a ZIP file; gives how many dossiers are in it. Raises what signing refuses."""
    lines: Counter[str] = Counter()
    sums: dict[str, str] = {}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(report, beside):
            sums[name] = _put(archive, name, [content], at)
        sums["facts.csv"] = _put(archive, "facts.csv", _counting(_facts(report, where), lines), at)
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
        _put(archive, SUMS, [listed], at)
        _put(archive, SIGNATURE, [signature_of(listed, key=key, at=at)], at)
        _put(archive, SIGNER, [key.certificate.encode()], at)
    return lines["facts"] - 1


def _files(report: Report, beside: Numbers) -> Iterator[tuple[str, bytes]]:
    words = {"code": report.definition.code, "first": report.first.isoformat(), "last": report.last.isoformat()}
    yield "README.txt", _README.read_text(encoding="utf-8").format(**words).encode()
    yield "definition.json", written(definitions.told(report.definition))
    yield "result.json", written(reports.as_json(report))
    yield "beside.json", written(dict(beside))
    for module in (formulas, recount):
        path = Path(str(module.__file__))
        yield str(_FOLDER / path.name), path.read_bytes()


def written(told: Mapping[str, Any]) -> bytes:
    """The same words for the same content."""
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _put(archive: zipfile.ZipFile, name: str, content: Iterator[bytes] | Sequence[bytes], at: datetime) -> str:
    """Into the archive; gives what it hashes to."""
    digest = sha256()
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with archive.open(entry, "w") as file:
        for piece in content:
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def _facts(report: Report, where: Where) -> Iterator[bytes]:
    """Read in pieces, in one snapshot."""
    condition, values = _condition(where)
    query = _FACTS.format(level=LEVEL, where=condition)
    span = {"first": report.first, "last": report.last}
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(query, {**span, **values})
        heads: list[str] = []
        while rows := cursor.fetchmany(_AT_ONCE):
            if not heads:
                heads = [column.name for column in cursor.description]
                yield _csv([heads])
            yield _csv([[_plain(cell) for cell in row] for row in rows])
        if not heads:
            yield _csv([[column.name for column in cursor.description]])


def _counting(pieces: Iterator[bytes], lines: Counter[str]) -> Iterator[bytes]:
    for piece in pieces:
        lines["facts"] += piece.count(b"\n")
        yield piece


def _condition(where: Where) -> tuple[str, dict[str, Any]]:
    columns = {
        "agencies": "f.agency_id",
        "procedures": "f.procedure_id",
        "sectors": "p.sector_name",
        "channels": "f.channel",
        "levels": f"({LEVEL})",
    }
    given = {name: sorted(chosen) for name in columns if (chosen := getattr(where, name)) is not None}
    return " AND ".join([f"{columns[name]} = ANY(%({name})s)" for name in given] or ["true"]), given


def _plain(cell: object) -> object:
    if isinstance(cell, bool):
        return int(cell)
    return "" if cell is None else cell


def _csv(rows: Sequence[Sequence[object]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
