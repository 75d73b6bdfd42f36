"""How many filings a second: answers, two files read back, event and job in one durable transaction."""

import os
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from uuid import uuid4

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from bench import drafts, journey, limit, sessions, sql
from bench.database import durability, postmaster
from bench.drafts import Case
from bench.draining import drained
from bench.figures import Measured, Report, machine
from bench.filing_sql import FILING_SQL
from bench.load import Done, Failed, Meter, Person, Visit, measure, timed, with_processes, with_threads
from bench.options import Options
from bench.web import THREADS, WORKERS, Browser, Server, server
from motcua.config.seeding.people import add_people
from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar import versions

PEOPLE = 100
FILES = 200
#: Drafts made ready for each second of a measurement: more than can be filed.
PER_SECOND = 450
LIMIT_FILINGS = 4000
SUBMISSION, COMMAND, LIMIT = "submission over HTTP", "intake.submit alone, a process per core", "pgbench, same rows"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is laid before anything is measured."""

    case: Case
    accounts: dict[int, Account]
    sessions: dict[int, str]
    #: Of people who have no draft yet: who has one goes on with it.
    newcomers: list[str]
    at: datetime
    drafts: list[Dossier]

    def take(self, count: int) -> list[Dossier]:
        """Drafts that nobody has filed yet, in the order of their numbers."""
        taken, self.drafts[:count] = self.drafts[:count], []
        return taken


def run(options: Options) -> Report:
    ground = _lay(options)
    database = postmaster()
    report = Report("filing", {**machine(), **durability(), **_facts(options)})
    with server() as web:
        meter = Meter(web.pid, database)
        with_threads([_filer(web, ground, ground.take(20)) for _ in range(4)], seconds=30)
        report.add(_submissions(web, ground, meter=meter, options=options))
        report.add(_journeys(web, ground, meter=meter, options=options))
    report.add(_commands(ground, meter=Meter(os.getpid(), database), options=options))
    report.add(_limit(ground, database=database, options=options))
    for name in (SUBMISSION, COMMAND):
        report.compare(name, limit=LIMIT)
    report.others |= drained(options)
    return report


def _facts(options: Options) -> dict[str, object]:
    return {
        "web": f"granian, {WORKERS} workers with {THREADS} threads each",
        "clients": f"{options.clients}, each with one request at a time, on the same cores",
        "files": f"{drafts.PAPERS_EACH} of {drafts.PAPER_BYTES // 1000} kB for each filing, read back at filing",
    }


def _lay(options: Options) -> Ground:
    for command in (["migrate", "--verbosity=0"], ["load_calendar"], ["load_catalogue"], ["load_demo"]):
        call_command(*command, stdout=StringIO())
    at = timezone.now()
    _, numbers = add_people(PEOPLE + options.clients, at)
    everybody = Account.objects.in_bulk(list(numbers))
    accounts = {number: everybody[number] for number in numbers[:PEOPLE]}
    case = drafts.case(at=at)
    files = drafts.on_disk(FILES, by=accounts[numbers[0]], at=at)
    count = 2 * round(PER_SECOND * options.seconds) + LIMIT_FILINGS + 100
    waiting = drafts.prepare(count, of=case, accounts=list(accounts.values()), files=files, at=at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    keys = dict(zip(accounts, sessions.sign_in(accounts.values()), strict=True))
    newcomers = sessions.sign_in(everybody[number] for number in numbers[PEOPLE:])
    return Ground(case, accounts, keys, newcomers, at, waiting)


def _submissions(web: Server, ground: Ground, *, meter: Meter, options: Options) -> Measured:
    each = round(PER_SECOND * options.seconds / options.clients)
    people = [_filer(web, ground, ground.take(each)) for _ in range(options.clients)]
    [dossier] = ground.take(1)
    browser = sql.visitor(ground.sessions[_owner(dossier)])
    statements = sql.statements(lambda: browser.post(f"/drafts/{dossier.uuid}/submission", {"key": uuid4().hex}))
    return measure(SUBMISSION, lambda: with_threads(people, seconds=options.seconds), meter=meter, sql=statements)


def _filer(web: Server, ground: Ground, waiting: list[Dossier]) -> Person:
    """Files one draft after another, each in the session of its applicant."""

    def begin() -> Visit:
        browser = Browser(web.port)

        def visit() -> float:
            if not waiting:
                raise Done
            dossier = waiting.pop()
            browser.session = ground.sessions[_owner(dossier)]
            return timed(lambda: _submit(browser, dossier))

        return visit

    return begin


def _submit(browser: Browser, dossier: Dossier) -> None:
    answer = browser.post(f"/drafts/{dossier.uuid}/submission", [("key", uuid4().hex)])
    if not answer.location.endswith("/receipt"):
        raise Failed(f"submission: {answer.status} {answer.location}")


def _journeys(web: Server, ground: Ground, *, meter: Meter, options: Options) -> Measured:
    typed = journey.pages(ground.case, at=ground.at, calendar=versions.calendar_of(versions.current_id()))
    people = [_traveller(web, session, ground, typed) for session in ground.newcomers]
    name = f"whole journey ({journey.steps(typed)} requests)"
    return measure(name, lambda: with_threads(people, seconds=options.seconds), meter=meter)


def _traveller(web: Server, session: str, ground: Ground, typed: list[tuple[str, journey.Fields]]) -> Person:
    return lambda: journey.visit(Browser(web.port, session=session), typed=typed, paper=ground.case.paper)


def _commands(ground: Ground, *, meter: Meter, options: Options) -> Measured:
    """The transaction without the web, in one process per core."""
    cores = os.cpu_count() or 1
    each = round(PER_SECOND * options.seconds / cores)
    people = [_officer(ground, ground.take(each)) for _ in range(cores)]
    [dossier] = ground.take(1)
    statements = sql.statements(lambda: _file(dossier, ground))
    connections.close_all()
    return measure(COMMAND, lambda: with_processes(people, seconds=options.seconds), meter=meter, sql=statements)


def _officer(ground: Ground, waiting: list[Dossier]) -> Person:
    def visit() -> float:
        if not waiting:
            raise Done
        dossier = waiting.pop()
        return timed(lambda: _file(dossier, ground))

    return lambda: visit


def _file(dossier: Dossier, ground: Ground) -> None:
    account = ground.accounts[_owner(dossier)]
    actor = Actor(role=Role.APPLICANT, account_id=account.pk, person_id=account.person_id)
    intake.submit(Dossier.objects.get(pk=dossier.pk), actor=actor, at=timezone.now(), key=uuid4().hex)


def _limit(ground: Ground, *, database: int | None, options: Options) -> Measured:
    waiting = ground.take(LIMIT_FILINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SEQUENCE bench_draft START {waiting[0].pk}")
    calendar, account = versions.current_id(), next(iter(ground.accounts))
    return limit.pgbench(
        LIMIT,
        FILING_SQL,
        clients=options.clients,
        variables={"calendar": calendar, "account": account},
        postmaster=database,
        transactions=len(waiting) // options.clients,
    )


def _owner(dossier: Dossier) -> int:
    assert dossier.applicant_account_id is not None, "prepared with one"
    return dossier.applicant_account_id
