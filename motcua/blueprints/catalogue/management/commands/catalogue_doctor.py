"""List the contradictions of the catalogue by kind, for a person to settle. It changes nothing and never fails."""

import json
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from motcua.blueprints.catalogue.models import NationalEntry
from motcua.blueprints.catalogue.national.doctor import rounds
from motcua.blueprints.catalogue.national.doctor.finding import Finding
from motcua.blueprints.catalogue.national.queries import unsettled
from motcua.foundation import legal_time
from motcua.foundation.calendar.arithmetic import legal_day

_WIDTH = 120


class Command(BaseCommand):
    help = "List contradictions in the procedures of ours and in the entries that nobody has settled, by kind."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="entries that were settled, too")
        parser.add_argument("--json", action="store_true", help="print the findings as JSON")

    def handle(self, *_args: object, **options: Any) -> None:
        know = rounds.around(on=legal_day(legal_time.now()))
        every = NationalEntry.objects.all()
        found = {
            "procedures of ours": [*rounds.of_ours(know)],
            "national catalogue": [*rounds.of_entries(every if options["all"] else unsettled(every), know)],
        }
        self.stdout.write(_as_json(found) if options["json"] else _as_lines(found))


def _as_lines(found: dict[str, list[Finding]]) -> str:
    counts = [line for name, findings in found.items() for line in (f"{name}:", *_counts(findings))]
    lists = [f"{each.key}  {each.code}  {_shown(each)}" for findings in found.values() for each in _by_kind(findings)]
    return "\n".join([*counts, "", *lists])


def _counts(findings: list[Finding]) -> list[str]:
    times = Counter(each.key for each in findings)
    procedures = Counter(key for key, _ in {(each.key, each.code) for each in findings})
    told = [
        f"  {times[key]:6}  in {procedures[key]:5} procedures  {key}: {sentence}"
        for key, sentence in rounds.SENTENCES.items()
        if times[key]
    ]
    return told or ["  nothing found"]


def _by_kind(findings: list[Finding]) -> list[Finding]:
    order = {key: place for place, key in enumerate(rounds.SENTENCES)}
    return sorted(findings, key=lambda each: (order[each.key], each.code))


def _shown(finding: Finding) -> str:
    text = " ".join(f"{finding.seen.channel}: {finding.seen.words}".strip(": ").split())
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]}…"


def _as_json(found: dict[str, list[Finding]]) -> str:
    return json.dumps(
        {
            name.replace(" ", "_"): {
                "counts": dict(Counter(each.key for each in findings)),
                "findings": [
                    {"code": each.code, "key": each.key, "channel": each.seen.channel, "words": each.seen.words}
                    for each in _by_kind(findings)
                ],
            }
            for name, findings in found.items()
        },
        ensure_ascii=False,
    )
