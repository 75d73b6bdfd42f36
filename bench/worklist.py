"""The lists that officers work from, at the busiest desks: the first page, and one far down."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.http import urlencode

from bench import limit, sessions
from bench.database import durability, postmaster
from bench.figures import Report, machine
from bench.load import Meter
from bench.options import Options
from bench.reading import looked_at, require_dossiers
from bench.web import Server, server
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation.organisations.models import Post
from motcua.sites.ui.acting import POST_KEY

#: A page far down: after so much of the list.
FAR = 0.8
TO_RECEIVE = """
SELECT d.id, d.code, v.id, p.short_name, d.subject_name, d.channel, d.state, d.submitted_at, d.due_at
    FROM dossiers_dossier d JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
    JOIN catalogue_procedure p ON p.id = v.procedure_id
    WHERE d.receiving_unit_id = :agency AND d.state = 'submitted' ORDER BY d.submitted_at, d.id LIMIT 51;
"""
MY_WORK = """
SELECT d.id, d.code, v.id, p.short_name, d.subject_name, d.channel, d.state, d.submitted_at, d.due_at, w.id, w.step
    FROM dossiers_workitem w JOIN dossiers_dossier d ON d.id = w.dossier_id
    JOIN catalogue_procedureversion v ON v.id = d.procedure_version_id
    JOIN catalogue_procedure p ON p.id = v.procedure_id
    WHERE w.agency_id = :agency AND w.role = 'processor' AND w.status = 'open' AND NOT w.act = 'deliver'
    ORDER BY w.due_at, w.id LIMIT 51;
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A list, the post that has most in it, and the same rows in SQL."""

    name: str
    post: Post
    query: Callable[..., worklists.Page]
    script: str

    @property
    def actor(self) -> Actor:
        post = self.post
        return Actor(role=Role(post.role), account_id=post.account_id, post_id=post.pk, agency_id=post.agency_id)


def run(options: Options) -> Report:
    there, database = require_dossiers(options), postmaster()
    report = Report("worklist", {**machine(), **durability(), "dossiers": there, "clients": options.clients})
    desks = [
        Desk("to-receive", _busiest("receptionist", _waiting()), worklists.to_receive, TO_RECEIVE),
        Desk("my-work", _busiest("processor", _open()), worklists.my_work, MY_WORK),
    ]
    with server() as web:
        for desk in desks:
            _measure(desk, report, web=web, meter=Meter(web.pid, database), options=options)
    for desk in desks:
        name = f"pgbench, rows of {desk.name}"
        seconds = max(2, round(options.seconds / 3))
        variables = {"agency": desk.post.agency_id}
        report.add(
            limit.pgbench(
                name, desk.script, clients=options.clients, variables=variables, postmaster=database, seconds=seconds
            )
        )
        report.compare(f"{desk.name}, first page", limit=name)
    return report


def _measure(desk: Desk, report: Report, *, web: Server, meter: Meter, options: Options) -> None:
    [session] = sessions.sign_in([desk.post.account], **{POST_KEY: desk.post.pk})
    length, far = _far_down(desk)
    report.others[f"rows in {desk.name}"] = length
    address = f"/desk/lists/{desk.name}"
    try:
        for name, path in (("first page", address), ("page far down", f"{address}?{urlencode({'after': far})}")):
            report.add(looked_at(f"{desk.name}, {name}", web, [(path, session)], meter=meter, options=options))
    finally:
        sessions.sign_out([session])


def _far_down(desk: Desk) -> tuple[int, str]:
    """How long the list is, and the key of a row most of the way down it."""
    everything = desk.query(desk.actor, size=1_000_000).rows
    if not everything:
        raise SystemExit(f"Nobody has anything in {desk.name}: seed more dossiers.")
    return len(everything), "~".join(map(str, everything[int(len(everything) * FAR)].key))


def _waiting() -> dict[int, int]:
    waiting = Dossier.objects.filter(state=State.SUBMITTED).values_list("receiving_unit_id")
    return dict(waiting.annotate(many=Count("pk")))


def _open() -> dict[int, int]:
    items = WorkItem.objects.filter(status=WorkStatus.OPEN, role="processor").values_list("agency_id")
    return dict(items.annotate(many=Count("pk")))


def _busiest(role: str, many: dict[int, int]) -> Post:
    """The post of that role at the agency that has most to do."""
    posts = Post.objects.filter(role=role, valid_to=None).select_related("account", "agency")
    return max(posts, key=lambda post: many.get(post.agency_id, 0))
