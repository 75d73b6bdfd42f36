"""A report of a period, for a terminal or another program: bin/manage report 06 --from 2026-01-01 --to 2026-09-30."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.effects.reporting import definitions, reading, reports
from motcua.effects.reporting.bundles import bundle
from motcua.effects.reporting.definitions import NoSuchReport
from motcua.effects.reporting.exports import as_csv, as_xlsx
from motcua.effects.reporting.figures import EVERYWHERE, Where
from motcua.effects.reporting.reach import and_below
from motcua.effects.reporting.reading import Span
from motcua.effects.reporting.reports import Report
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.foundation.signing import keys
from motcua.sites.desk.reports import tables
from motcua.sites.desk.reports.gathering import beside


class Command(BaseCommand):
    help = "A report with its formulas; without --json, --xlsx or --signed as a table in CSV"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", help=", ".join(definitions.codes()))
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
        parser.add_argument("--by", default="", help="agency, sector, level, procedure or channel")
        parser.add_argument(
            "--agency", default="", help="the code of an agency, with all below it; or the whole province"
        )
        parser.add_argument("--json", action="store_true", help="for other programs")
        parser.add_argument("--xlsx", type=Path, help="as a workbook in this file")
        parser.add_argument("--signed", type=Path, help="with its facts and a signature, in this ZIP file")
        parser.add_argument("--key-of", default="", help="the agency whose key signs; that of --agency otherwise")

    def handle(self, *_: Any, code: str, first: date, last: date, **options: Any) -> None:
        at = legal_time.now()
        agency = _agency(options["agency"])
        where = Where(agencies=and_below(agency.pk)) if agency else EVERYWHERE
        span = Span(first, last).so_far(legal_day(at))
        report = _report(code, span, where, by=options["by"])
        whose = agency.name if agency else "Toàn tỉnh"
        if options["signed"]:
            signing = _agency(options["key_of"]) or agency
            if signing is None:
                message = "Say with --key-of whose key signs"
                raise CommandError(message)
            key = keys.seal_of(signing, at=at)
            numbers = beside(report.definition, span=span, where=where)
            with options["signed"].open("wb") as out:
                bundle(report, out=out, where=where, beside=numbers, key=key, at=at)
        if options["xlsx"]:
            options["xlsx"].write_bytes(as_xlsx(tables.table(report, of=whose), at=at))
        if options["json"]:
            self.stdout.write(json.dumps(reports.as_json(report), ensure_ascii=False, indent=1))
        elif not options["xlsx"] and not options["signed"]:
            self.stdout.write(as_csv(tables.table(report, of=whose)).decode("utf-8-sig"))
        if not all(check.holds for check in report.checks):
            message = "An identity of the report does not hold: see its checks"
            raise CommandError(message)


def _report(code: str, span: Span, where: Where, *, by: str) -> Report:
    try:
        definition = definitions.definition(code, on=span.last)
    except NoSuchReport as problem:
        message = f"No report {code} for that day; there are {', '.join(definitions.codes())}"
        raise CommandError(message) from problem
    if by and by not in definition.dimensions:
        message = f"{code} is told apart by {', '.join(definition.dimensions) or 'nothing'}"
        raise CommandError(message)
    dimension = by or next(iter(definition.dimensions), "")
    numbers = beside(definition, span=span, where=where)
    return reading.read(definition, span=span, where=where, dimension=dimension, beside=numbers)


def _agency(code: str) -> Agency | None:
    if not code:
        return None
    found = Agency.objects.filter(code=code).first()
    if found is None:
        message = f"No agency {code}"
        raise CommandError(message)
    return found
