"""Publish the procedures of a directory: what changed gets a new version, mistakes are told by file and line."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from motcua.blueprints.catalogue import loading, reading
from motcua.blueprints.catalogue.loading import Loaded
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes
from motcua.effects.notifications import templates
from motcua.effects.procedure_tests.gate import gate
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.calendar.models import CalendarVersion


class Command(BaseCommand):
    help = "Publish the procedures of DIR (default: what ships) whose own tests are green, and the words of messages."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", nargs="?", type=Path, default=settings.CATALOGUE_DIR, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        parser.add_argument("--check", action="store_true", help="only look for mistakes; publish nothing")

    def handle(self, *_args: object, **options: Any) -> None:
        directory: Path = options["directory"]
        if not directory.is_dir():
            message = f"{directory} is not a directory"
            raise CommandError(message)
        try:
            self._run(directory, as_json=options["json"], only_check=options["check"])
        except CatalogueHasMistakes as refusal:
            self._tell_mistakes(refusal, as_json=options["json"])
            raise SystemExit(1) from None

    def _run(self, directory: Path, *, as_json: bool, only_check: bool) -> None:
        at = timezone.now()
        if only_check:
            self._check(directory, on=legal_day(at), as_json=as_json)
            return
        loaded = loading.load(directory, at=at, gate=_gate())
        templates.load(at=at)
        self.stdout.write(_as_json(loaded) if as_json else _as_lines(loaded))

    def _check(self, directory: Path, *, on: date, as_json: bool) -> None:
        definitions = reading.read(directory, on=on).definitions
        loading.require_passed(definitions, gate=_gate())
        count = len(definitions)
        self.stdout.write(json.dumps({"checked": count}) if as_json else f"{count} procedures, no mistakes")

    def _tell_mistakes(self, refusal: CatalogueHasMistakes, *, as_json: bool) -> None:
        for mistake in refusal.mistakes:
            self.stderr.write(str(mistake))
        if as_json:
            fields = ("file", "line", "key", "expected", "found")
            told = [{name: getattr(mistake, name) for name in fields} for mistake in refusal.mistakes]
            self.stdout.write(json.dumps({"mistakes": told}, ensure_ascii=False))


def _gate() -> loading.Gate:
    """The procedures' own tests, over the calendar in force."""
    try:
        return gate(calendar=versions.calendar_of(versions.current_id()))
    except CalendarVersion.DoesNotExist as missing:
        raise CommandError(
            "There is no calendar to run the tests of the procedures over. Run load_calendar first."
        ) from missing


def _as_lines(loaded: tuple[Loaded, ...]) -> str:
    lines = [f"{each.code}  version {each.published}  {each.short_name}" for each in loaded if each.published]
    new = sum(each.is_new for each in loaded)
    changed = len(lines) - new
    return "\n".join(
        [*lines, f"{len(loaded)} procedures: {new} new, {changed} changed, {len(loaded) - len(lines)} unchanged"]
    )


def _as_json(loaded: tuple[Loaded, ...]) -> str:
    told = [{"code": each.code, "published": each.published, "is_new": each.is_new} for each in loaded]
    unchanged = sum(each.published is None for each in loaded)
    return json.dumps(
        {"loaded": len(loaded), "published": len(loaded) - unchanged, "unchanged": unchanged, "procedures": told}
    )
