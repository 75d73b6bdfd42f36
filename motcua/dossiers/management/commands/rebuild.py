"""Compute the columns of dossiers from their events; with --check, only say where they differ."""

import json
from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.models.history import COLUMNS, happened
from motcua.dossiers.rules.projection import Projection, project
from motcua.foundation.calendar.versions import calendar_of

BATCH = 2000
PROJECTED = tuple(field.name for field in fields(Projection))
_computed = attrgetter(*PROJECTED)
_UPDATE = f"UPDATE dossiers_dossier SET {', '.join(f'{name} = %s' for name in PROJECTED)} WHERE id = %s"  # noqa: S608 - names of our own fields


class Command(BaseCommand):
    help = "Rebuild dossiers' columns from their events"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; exit 1 when a column differs")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_: Any, check: bool, **options: Any) -> None:
        read = differ = 0
        last = Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for start in range(0, last + 1, BATCH):
            batch_read, wrong = _batch(start, check=check)
            read, differ = read + batch_read, differ + len(wrong)
            for code in wrong:
                self.stderr.write(f"{code}: columns differ from events")
        report = {"dossiers": read, "differ": differ, "rebuilt": not check}
        self.stdout.write(json.dumps(report) if options["json"] else f"{read} dossiers read, {differ} differ")
        if check and differ:
            raise SystemExit(1)


@transaction.atomic
def _batch(start: int, *, check: bool) -> tuple[int, list[str]]:
    """How many dossiers were read, and the codes of those whose columns differed."""
    ids = range(start, start + BATCH)
    dossiers = Dossier.objects.filter(pk__gte=ids.start, pk__lt=ids.stop, event_count__gt=0)
    locked = dossiers if check else dossiers.select_for_update(of=("self",))
    stored = {pk: (code, columns) for pk, code, *columns in locked.values_list("pk", "code", *PROJECTED)}
    changed = [
        (dossier_id, computed) for dossier_id, computed in _projections(ids) if list(computed) != stored[dossier_id][1]
    ]
    if changed and not check:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL motcua.rebuilding = 'on'")
            cursor.executemany(_UPDATE, [(*computed, dossier_id) for dossier_id, computed in changed])
    return len(stored), [str(stored[dossier_id][0]) for dossier_id, _ in changed]


def _projections(ids: range) -> Iterator[tuple[int, tuple[Any, ...]]]:
    rows = (
        DossierEvent.objects.filter(dossier_id__gte=ids.start, dossier_id__lt=ids.stop)
        .order_by("dossier_id", "number")
        .values_list("dossier_id", *COLUMNS)
    )
    for dossier_id, events in groupby(rows, key=itemgetter(0)):
        yield dossier_id, _computed(project([happened(row[1:]) for row in events], calendar_of=calendar_of))
