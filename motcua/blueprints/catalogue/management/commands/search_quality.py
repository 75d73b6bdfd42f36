"""Measure the search against a list of questions with known answers, with tabs between query, expected, match, kind."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.search import quality
from motcua.blueprints.catalogue.search.quality import Judged


class Command(BaseCommand):
    help = "Print how often the answers of FILE.tsv are in the top 3, wrong confident answers, and times."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.tsv")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        parser.add_argument("--misses", action="store_true", help="list the questions that are not answered rightly")

    def handle(self, *_args: object, **options: Any) -> None:
        try:
            cases = quality.read(options["file"])
        except (OSError, UnicodeDecodeError, quality.NotAList) as error:
            raise CommandError(str(error) or quality.NotAList.__doc__) from error
        if not cases:
            message = "There is no question in the file."
            raise CommandError(message)
        # The first question builds the index, once per process and change of the catalogue.
        queries.search("")
        judged = quality.judge(cases, queries.search)
        if options["json"]:
            self.stdout.write(json.dumps(_figures(judged, with_misses=options["misses"]), ensure_ascii=False))
            return
        self.stdout.write(_as_text(judged))
        if options["misses"]:
            self.stdout.write(_misses(judged))


def _figures(judged: list[Judged], *, with_misses: bool) -> dict[str, Any]:
    answerable = [each for each in judged if each.case.has_answer]
    others = [each for each in judged if not each.case.has_answer]
    middle, slow = quality.percentiles(judged)
    figures: dict[str, Any] = {
        "queries": len(judged),
        "answerable": len(answerable),
        "in_top_3": sum(each.in_top_3 for each in answerable),
        "share_in_top_3": _share(sum(each.in_top_3 for each in answerable), len(answerable)),
        "as_the_file_asks": sum(each.is_right for each in answerable),
        "without_answer": len(others),
        "wrong_confident_answers": sum(each.confident for each in others),
        "confident_where_answerable": sum(each.confident for each in answerable),
        "p50_ms": round(middle, 2),
        "p95_ms": round(slow, 2),
        "national_entries": NationalEntry.objects.count(),
        "kinds": {
            kind: {"queries": len(of_kind), "right": sum(each.is_right for each in of_kind)}
            for kind, of_kind in _by_kind(judged).items()
        },
    }
    if with_misses:
        figures["misses"] = [_miss(each) for each in judged if not each.is_right]
    return figures


def _as_text(judged: list[Judged]) -> str:
    of = _figures(judged, with_misses=False)
    lines = [
        f"{of['queries']} questions; {of['national_entries']} national entries beside our procedures",
        f"in the top 3:            {of['in_top_3']} of {of['answerable']} ({of['share_in_top_3']:.1%})",
        f"as the file asks:        {of['as_the_file_asks']} of {of['answerable']}",
        f"wrong confident answers: {of['wrong_confident_answers']} of {of['without_answer']}",
        f"confident, with answer:  {of['confident_where_answerable']} of {of['answerable']}",
        f"time:                    p50 {of['p50_ms']} ms, p95 {of['p95_ms']} ms",
        "",
        *(f"{kind:<20} {counted['right']:>4} of {counted['queries']}" for kind, counted in of["kinds"].items()),
    ]
    return "\n".join(lines)


def _misses(judged: list[Judged]) -> str:
    missed = (_miss(each) for each in judged if not each.is_right)
    return "\n".join(["", *("{query!r}: {expected}, found {found}{sure}".format(**miss) for miss in missed)])


def _miss(each: Judged) -> dict[str, str]:
    return {
        "query": each.case.query,
        "expected": "|".join(sorted(each.case.expected)) or quality.NONE,
        "found": ", ".join(each.found[:5]) or "nothing",
        "sure": " (confident)" if each.confident else "",
    }


def _by_kind(judged: list[Judged]) -> dict[str, list[Judged]]:
    kinds: dict[str, list[Judged]] = {}
    for each in judged:
        kinds.setdefault(each.case.kind, []).append(each)
    return dict(sorted(kinds.items()))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
