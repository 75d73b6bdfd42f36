"""The desk: every worklist, the search and a dossier's page at twenty requests a second, 500 acts at one press.

The acts are done in earnest, on dossiers of the demonstration that wait to be taken in.
"""

import time
from collections.abc import Sequence
from itertools import islice
from uuid import uuid4

from django.db.models import Count
from django.utils import timezone
from django.utils.http import urlencode

from bench import limit, open_loop, plans, sessions, sql
from bench.database import durability, postmaster
from bench.figures import Report, machine
from bench.load import Meter, measure
from bench.options import Options
from bench.reading import require_dossiers, sampled
from bench.web import Server, server
from motcua.dossiers.commands import batches
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.organisations.models import Post
from motcua.sites.ui.acting import POST_KEY

PER_SECOND = 20
ACTS = 500
#: A page far down: after so much of the list.
FAR = 0.8
#: Different dossiers, people and names that are asked for in turn, so that no cache knows them all.
SAMPLE = 400
LISTS: tuple[tuple[str, str], ...] = (
    ("to-receive", "receptionist"),
    ("waiting", "receptionist"),
    ("to-deliver", "receptionist"),
    ("my-work", "processor"),
    ("to-sign", "signatory"),
    ("near-due", "processor"),
    ("overdue", "processor"),
)
TO_RECEIVE, DOSSIER = "pgbench, rows of to-receive", "pgbench, rows of a dossier"
SCRIPTS = {
    TO_RECEIVE: """
SELECT d.id, d.code, v.id, p.short_name, d.subject_name, d.channel, d.state, d.submitted_at, d.due_at
    FROM dossiers_dossier d JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
    JOIN catalogue_procedure p ON p.id = v.procedure_id
    WHERE d.receiving_unit_id = :agency AND d.state = 'submitted' ORDER BY d.submitted_at, d.id LIMIT 51;
""",
    DOSSIER: """
\\set number random(:first, :last)
SELECT * FROM dossiers_dossier WHERE id = :number;
SELECT * FROM dossiers_filing WHERE dossier_id = :number ORDER BY number;
SELECT * FROM dossiers_dossierevent WHERE dossier_id = :number ORDER BY number;
SELECT * FROM dossiers_workitem WHERE dossier_id = :number ORDER BY id;
""",
}


def run(options: Options) -> Report:
    there, database = require_dossiers(options), postmaster()
    facts = {**machine(), **durability(), "dossiers": there, "requests a second": PER_SECOND}
    report = Report("desk", facts)
    posts = {role: _busiest(role) for role in ("receptionist", "processor", "signatory")}
    session_of = {role: sessions.sign_in([post.account], **{POST_KEY: post.pk})[0] for role, post in posts.items()}
    try:
        with server() as web:
            meter = Meter(web.pid, database)
            for name, pages in _pages(posts, session_of):
                _measure(name, pages, report, web=web, meter=meter, options=options)
    finally:
        sessions.sign_out(session_of.values())
    _beside(report, posts["receptionist"], database=database, options=options)
    report.others |= _mornings()
    report.others |= _many(posts["receptionist"])
    return report


def _pages(posts: dict[str, Post], session_of: dict[str, str]) -> Sequence[tuple[str, Sequence[tuple[str, str]]]]:
    clerk = posts["receptionist"]
    lists = [(name, [(f"/desk/lists/{name}", session_of[role])]) for name, role in LISTS]
    far = [(f"/desk/lists/to-receive?{urlencode({'after': _far_down(clerk)})}", session_of["receptionist"])]
    mine = list(Dossier.objects.filter(receiving_unit_id=clerk.agency_id, pk__in=sampled(SAMPLE * 20))[:SAMPLE])
    people = Person.objects.filter(pk__in=[dossier.applicant_id for dossier in mine])
    typed = {
        "search, identity number": [person.personal_id for person in people if person.personal_id_hash],
        "search, telephone number": [person.phone for person in people if person.phone_hash],
        "search, whole name": [dossier.subject_name for dossier in mine],
        "search, two words of a name": [" ".join(dossier.subject_name.split()[-2:]) for dossier in mine],
        "search, one word": [dossier.subject_name.split()[-1] for dossier in mine],
        "search, family name": [dossier.subject_name.split()[0] for dossier in mine],
    }
    searches = [
        (
            name,
            [(f"/desk/search?{urlencode({'s': seal(text).decode()})}", session_of["receptionist"]) for text in texts],
        )
        for name, texts in typed.items()
        if texts
    ]
    dossiers = [(f"/desk/dossiers/{dossier.code}", session_of["receptionist"]) for dossier in mine]
    return [*lists, ("to-receive, far down", far), *searches, ("dossier page", dossiers)]


def _measure(
    name: str, pages: Sequence[tuple[str, str]], report: Report, *, web: Server, meter: Meter, options: Options
) -> None:
    path, session = pages[0]
    visitor = sql.visitor(session)
    visitor.get(path)
    statements = sql.statements(lambda: visitor.get(path))
    open_loop.arriving(web, pages, per_second=PER_SECOND, seconds=1)
    seconds = options.seconds
    report.add(
        measure(
            name,
            lambda: open_loop.arriving(web, pages, per_second=PER_SECOND, seconds=seconds),
            meter=meter,
            sql=statements,
        )
    )


def _beside(report: Report, post: Post, *, database: int | None, options: Options) -> None:
    numbers = Dossier.objects.order_by("pk").values_list("pk", flat=True)
    variables = {"agency": post.agency_id, "first": numbers[0], "last": numbers.reverse()[0]}
    for name, script in SCRIPTS.items():
        seconds = max(2, round(options.seconds / 3))
        report.add(
            limit.pgbench(
                name, script, clients=options.clients, variables=variables, postmaster=database, seconds=seconds
            )
        )


def _mornings() -> dict[str, object]:
    """What is overdue is found by reading what is overdue."""
    running = Dossier.objects.filter(state__in=[State.IN_PROGRESS, State.DECIDED])
    overdue = running.filter(due_at__lt=timezone.now()).values("pk")
    return {"overdue dossiers": overdue.count(), "rows read to find them": plans.rows_read(overdue)}


def _many(post: Post) -> dict[str, object]:
    actor = _actor(post)
    waiting = worklists.page("to-receive", actor, at=timezone.now(), size=5000).rows
    dossiers = Dossier.objects.in_bulk([row.dossier_id for row in waiting])
    chosen = list(islice((dossiers[row.dossier_id] for row in waiting), ACTS))
    now = timezone.now()
    batch = batches.begin("accept", dossiers=chosen, key=uuid4(), actor=actor, at=now, options={}, queue="to-receive")
    began = time.perf_counter()
    batches.run(batch, at=timezone.now())
    seconds = time.perf_counter() - began
    fates = dict(batch.items.values_list("fate").annotate(many=Count("pk")))
    return {f"seconds for {len(chosen)} acts at one press": round(seconds, 2), "of them": fates}


def _far_down(post: Post) -> str:
    rows = worklists.page("to-receive", _actor(post), at=timezone.now(), size=1_000_000).rows
    if not rows:
        raise SystemExit("Nobody has anything to receive: seed more dossiers.")
    return "~".join(map(str, rows[int(len(rows) * FAR)].key))


def _actor(post: Post) -> Actor:
    return Actor(role=Role(post.role), account_id=post.account_id, post_id=post.pk, agency_id=post.agency_id)


def _busiest(role: str) -> Post:
    """The post of that role at the agency that has most to do."""
    waiting = Dossier.objects.filter(state=State.SUBMITTED).values_list("receiving_unit_id")
    steps = WorkItem.objects.filter(status=WorkStatus.OPEN, role=role).values_list("agency_id")
    many = dict((waiting if role == "receptionist" else steps).annotate(many=Count("pk")))
    posts = Post.objects.filter(role=role, valid_to=None).select_related("account", "agency")
    return max(posts, key=lambda post: many.get(post.agency_id, 0))
