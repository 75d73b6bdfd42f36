"""What the two benchmarks that only read have in common: a filled demonstration, and visitors who look."""

from collections.abc import Callable, Sequence
from random import Random

from django.conf import settings
from django.core.management import call_command

from bench import sql
from bench.figures import Measured
from bench.load import Failed, Meter, Person, measure, timed, with_threads
from bench.options import Options
from bench.web import Browser, Server
from motcua.dossiers.models import Dossier

#: Different pages that are asked for in turn, so that no cache knows them all.
SAMPLE = 2000


def require_dossiers(options: Options) -> int:
    """How many are there, after seeding up to what was asked for."""
    if not settings.DEMO:
        raise SystemExit("This benchmark signs in as invented people: it runs on a demonstration only.")
    there = Dossier.objects.filter(event_count__gt=0).count()
    if options.dossiers and there < options.dossiers:
        call_command("seed", dossiers=options.dossiers - there)
        there = options.dossiers
    if not there:
        raise SystemExit("There are no dossiers: bin/seed --dossiers 1000000, or give --dossiers here.")
    return there


def sampled(count: int) -> list[int]:
    """Row numbers spread over all of them."""
    first, last = Dossier.objects.order_by("pk").values_list("pk", flat=True).first(), _last()
    chance = Random(count)
    return [chance.randint(first or 0, last) for _ in range(count)]


def looked_at(name: str, web: Server, pages: Sequence[tuple[str, str]], *, meter: Meter, options: Options) -> Measured:
    """Ask for these pages (address, session) in turn, each client from another place on."""
    people = [_reader(web, pages, start=number * len(pages) // options.clients) for number in range(options.clients)]
    path, session = pages[0]
    visitor = sql.visitor(session)
    visitor.get(path)
    statements = sql.statements(lambda: visitor.get(path))
    with_threads(people, seconds=1)
    return measure(name, lambda: with_threads(people, seconds=options.seconds), meter=meter, sql=statements)


def _reader(web: Server, pages: Sequence[tuple[str, str]], *, start: int) -> Person:
    def begin() -> Callable[[], float]:
        browser, number = Browser(web.port), start

        def visit() -> float:
            nonlocal number
            path, browser.session = pages[number % len(pages)]
            number += 1
            return timed(lambda: _see(browser, path))

        return visit

    return begin


def _see(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    if answer.status != 200:
        raise Failed(f"{path}: {answer.status}")


def _last() -> int:
    return Dossier.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
