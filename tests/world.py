"""The cast and what they can do, through the real commands.

Lan files for herself; Bình for his business; Minh receives at the commune centre; Hoa processes; Tuấn signs; Vân is
the clerk; Quý works in another commune and must see nothing.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import assistance, consulting, decision, drafting, fees, handling, intake, processing
from motcua.dossiers.models import (
    Assistance,
    BookNumber,
    Channel,
    ConsentMethod,
    Dossier,
    OpinionKind,
    SettledHow,
    WorkItem,
    WorkStatus,
)
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.files import storage, uploads
from motcua.foundation.files.models import StoredFile, Upload
from motcua.foundation.jobs.queue import JOBS
from motcua.foundation.organisations.models import Agency, Post
from tests import samples


def moment(text: str) -> datetime:
    """Legal time in Viet Nam, from a text such as 2026-11-19T09:10."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


#: Office hours of an ordinary week before the holiday of 24 November 2026.
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (moment(f"2026-11-{day}T09:00") for day in (16, 17, 18, 19, 20))


def account(sign_in: str) -> Account:
    return Account.objects.select_related("person").get(identities__provider="password", identities__subject=sign_in)


def citizen(sign_in: str) -> Actor:
    found = account(sign_in)
    return Actor(role=Role.APPLICANT, account_id=found.pk, person_id=found.person_id)


def officer(sign_in: str, role: Role | None = None) -> Actor:
    """The officer in her first post, or in the one with that role."""
    posts = Post.objects.filter(account=account(sign_in)).order_by("pk")
    post = (posts.filter(role=role) if role else posts)[:1].get()
    return Actor(
        role=Role(post.role),
        account_id=post.account_id,
        person_id=post.account.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
    )


@dataclass
class World:
    """What a story needs at hand. Every change goes through a command."""

    @property
    def lan(self) -> Actor:
        return citizen("lan")

    @property
    def binh(self) -> Actor:
        return citizen("binh")

    @property
    def minh(self) -> Actor:
        return officer("minh")

    @property
    def cuong(self) -> Actor:
        return officer("cuong")

    @property
    def ha(self) -> Actor:
        return citizen("ha")

    @property
    def duc(self) -> Actor:
        return citizen("duc")

    @property
    def yen(self) -> Actor:
        return citizen("yen")

    @property
    def hoa(self) -> Actor:
        return officer("hoa")

    @property
    def tuan(self) -> Actor:
        return officer("tuan")

    @property
    def head(self) -> Actor:
        return officer("tuan", Role.HEAD)

    @property
    def van(self) -> Actor:
        return officer("van")

    @property
    def quy(self) -> Actor:
        return officer("quy")

    @property
    def minh_tan(self) -> Agency:
        return Agency.objects.get(code="H99.1")

    def file(self, *, by: Actor | None = None, at: datetime = MONDAY, name: str = "giay.pdf") -> StoredFile:
        owner = Account.objects.get(pk=by.account_id) if by and by.account_id else None
        return storage.store(io.BytesIO(samples.pdf(name)), name=name, by=owner, at=at)

    def upload(self, dossier: Dossier, *, size: int = 1000) -> Upload:
        """A paper of the draft of which nothing has come yet."""
        owner = Account.objects.get(dossiers=dossier)
        item = dossier.papers.values_list("item", flat=True)[:1].get()
        return uploads.begin(owner, subject=dossier.uuid, item=item, name="giay.pdf", size=size, at=MONDAY)

    def draft(
        self, of: str = "1.001193", *, by: Actor | None = None, at: datetime = MONDAY, channel: Channel = Channel.ONLINE
    ) -> Dossier:
        """A complete draft: answers and papers are there, nothing is filed."""
        who = by or self.lan
        dossier = drafting.start(
            catalogue.find(of).version,
            actor=who,
            deciding_agency=self.minh_tan,
            at=at,
            channel=channel,
            applicant_id=self.lan.person_id if who.is_officer else who.person_id,
        )
        if who.is_officer:
            assistance.begin(self.consent(of, to=who, at=at), dossier=dossier, at=at)
        drafting.save_answers(dossier, changed=samples.ANSWERS[of], revision=None, at=at)
        for item in samples.PAPERS[of]:
            drafting.attach(dossier, item=item, file=self.file(by=who, at=at), actor=who, at=at)
        return dossier

    def consent(self, of: str = "1.001193", *, to: Actor | None = None, at: datetime = MONDAY) -> Assistance:
        """A person has agreed that this officer or helper types for her; it holds for as long as a test runs."""
        who = to or self.minh
        is_helper = who.role is Role.HELPER
        return assistance.ask(
            catalogue.find(of).version,
            actor=who,
            method=ConsentMethod.PAPER if is_helper else ConsentMethod.SCREEN,
            proof=self.file(by=who, at=at) if is_helper else None,
            at=at,
            until=moment("2099-12-31T17:00"),
        )

    def submitted(self, of: str = "1.001193", *, by: Actor | None = None, at: datetime = MONDAY) -> Dossier:
        dossier = self.draft(of, by=by, at=at)
        intake.submit(dossier, actor=by or self.lan, at=at, key=uuid4().hex)
        self.pay(dossier, at=at)
        dossier.refresh_from_db()
        return dossier

    def pay(self, dossier: Dossier, *, at: datetime = MONDAY) -> None:
        """Everything that is owed is paid, by whatever way."""
        for duty in fees.unsettled(dossier):
            fees.settle(duty, how=SettledHow.TRANSFER, actor=SYSTEM, at=at)

    def accepted(self, of: str = "1.013227", *, at: datetime = MONDAY) -> Dossier:
        dossier = self.submitted(of, at=at)
        intake.accept(dossier, actor=self.minh, at=at)
        dossier.refresh_from_db()
        return dossier

    def worked(self, of: str = "1.013227", *, at: datetime = TUESDAY) -> Dossier:
        """Accepted on Monday, every step before the decision done."""
        dossier = self.accepted(of)
        while (item := self.open_item(dossier)).act != Act.DECIDE:
            self.do(item, at=at)
        dossier.refresh_from_db()
        return dossier

    def decided(self, of: str = "1.013227", *, at: datetime = TUESDAY, outcome: Outcome = Outcome.GRANTED) -> Dossier:
        dossier = self.worked(of, at=at)
        decision.file_result(dossier, kind="result", file=self.file(by=self.hoa, at=at), actor=self.hoa, at=at)
        reason = "Không đủ điều kiện" if outcome is Outcome.DENIED else ""
        decision.decide(dossier, actor=self.tuan, at=at, outcome=outcome, reason=reason)
        dossier.refresh_from_db()
        return dossier

    def finished(self, of: str = "1.013227", *, at: datetime = TUESDAY) -> Dossier:
        dossier = self.decided(of, at=at)
        if dossier.state == State.DECIDED:
            decision.publish(dossier, actor=self.van, at=at, number=f"{15 + BookNumber.objects.count()}/GP")
        dossier.refresh_from_db()
        return dossier

    def open_item(self, dossier: Dossier) -> WorkItem:
        return WorkItem.objects.get(dossier=dossier, status=WorkStatus.OPEN)

    def do(self, item: WorkItem, *, at: datetime) -> None:
        """Finish one step as whoever it belongs to."""
        if item.act == Act.CONFIRM_DRAFT:
            processing.confirm_draft(item.dossier, actor=self.lan, at=at)
        elif item.act == Act.CONSULT:
            consulting.answer(item, actor=self.holder_of(item), at=at, kind=OpinionKind.AGREED)
        else:
            handling.forward(item, actor=self.holder_of(item), at=at)

    def holder_of(self, item: WorkItem) -> Actor:
        """Somebody in the role and at the agency of that step."""
        post = Post.objects.filter(agency=item.agency, role=item.role).order_by("pk")[:1].get()
        return Actor(
            role=Role(post.role),
            account_id=post.account_id,
            person_id=post.account.person_id,
            post_id=post.pk,
            agency_id=post.agency_id,
        )


def load_base() -> None:
    """What every installation has, and the demonstration on top: calendar, procedures, agencies, people."""
    from django.core.management import call_command
    from django.utils import timezone

    from motcua.effects.reporting import worked_days

    call_command("load_calendar", to_year=2028, stdout=io.StringIO())
    call_command("load_demo", stdout=io.StringIO())
    call_command("load_catalogue", stdout=io.StringIO())
    worked_days.number_all()
    assert timezone.now().date() > date(2026, 1, 1)


def run_jobs() -> list[str]:
    """Do what the worker would do with everything queued so far, in order; gives the names."""
    from django.db import connection

    import motcua.config.arrivals
    import motcua.config.messages
    import motcua.config.portal_line  # noqa: F401 - register their jobs

    done: list[str] = []
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id LIMIT 100"
            )
            jobs = cursor.fetchall()
        if not jobs:
            return done
        for job_id, name, args in jobs:
            JOBS[name].run(**(args if isinstance(args, dict) else __import__("json").loads(args)))
            done.append(name)
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [job_id])
