"""What there is to seed with: the published procedures, the agencies that decide them, and who sits there."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db.models import F

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.blueprints.workflows.steps import Act, Step, steps_for
from motcua.config.seeding.answers import invented_answers
from motcua.dossiers.models import Channel
from motcua.dossiers.rules.projection import stored
from motcua.foundation.calendar.arithmetic import Period, WorkingCalendar, legal_day
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency, Post

#: How often people ask for what, against 1 for the rest: certified copies above all, then civil status and residence.
_ASKED_FOR: Mapping[str, int] = {
    "2.000815": 30,
    "2.000635": 10,
    "1.004222": 9,
    "1.001193": 8,
    "2.000884": 7,
    "1.004873": 6,
    "1.012783": 4,
    "1.000656": 4,
    "1.013831": 4,
    "1.001612": 4,
    "1.000894": 3,
    "1.011441": 3,
    "1.011443": 2,
    "1.014027": 2,
    "3.000333": 2,
}
#: Of ten dossiers so many come by each way.
_WAYS: Mapping[Channel, int] = {Channel.ONLINE: 6, Channel.COUNTER: 3, Channel.POST: 1}
#: Different sets of answers per procedure and way; the applicant's name is put into each.
_VARIANTS = 4


@dataclass(frozen=True, slots=True)
class Seat:
    """A post and the account that holds it; both empty where nobody sits."""

    post: int | None = None
    account: int | None = None


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of the way, where it is done and by whom it may be."""

    step: Step
    agency: int
    seats: tuple[Seat, ...]
    #: Its share of the time, against the shares still to come.
    share_of_rest: float


@dataclass(frozen=True, slots=True)
class Road:
    """One procedure at one agency by one channel: everything that its dossiers have in common."""

    version: int
    channel: Channel
    agency_code: str
    deciding: int
    receiving: int
    stops: tuple[Stop, ...]
    limit: tuple[Period, ...]
    #: What the event of acceptance keeps about the limit.
    accepted_with: dict[str, Any]
    answers: tuple[str, ...]
    #: A paper or field that an officer may ask for again.
    asked_item: str
    unanswered_days: int
    #: The key of what it gives, for the file that each finished dossier has.
    result_kind: str
    weight: int

    #: The shares of the steps between acceptance and delivery.
    handling_pct: int
    #: Whether a clerk has a step of their own after the signing.
    publishes_apart: bool

    @property
    def is_online(self) -> bool:
        return self.channel is Channel.ONLINE


def roads(*, at: datetime, calendar: WorkingCalendar) -> list[Road]:
    """Every way that a dossier can go here. Empty when no procedure is published or no agency decides one."""
    people = _People(at)
    found = []
    for version in ProcedureVersion.objects.filter(procedure__current_version=F("pk")).order_by("pk"):
        definition = definition_of(version.pk)
        for agency in competence.agencies_of_kind(definition.competence.kind, on=people.day):
            for channel in filter(definition.channels.are_open, Channel):
                stops = _stops(definition, channel=channel, agency=agency, people=people)
                if stops:
                    found.append(_road(version.pk, definition, channel, agency, stops=stops, at=at, calendar=calendar))
    return found


class _People:
    """Who sits where today, read once."""

    def __init__(self, at: datetime) -> None:
        self.day = legal_day(at)
        self._seats: dict[tuple[int, str], list[Seat]] = defaultdict(list)
        for post in Post.objects.held_on(self.day).order_by("pk"):
            self._seats[post.agency_id, post.role].append(Seat(post.pk, post.account_id))

    def at(self, agency_id: int, role: str) -> tuple[Seat, ...]:
        return tuple(self._seats[agency_id, role])

    def somebody_works_at(self, agency: Agency) -> bool:
        return bool(self._seats[agency.pk, "processor"])


def _stops(definition: Definition, *, channel: Channel, agency: Agency, people: _People) -> tuple[Stop, ...]:
    """The steps with their places; none where nobody processes, or a step has no agency here.

    Interlinked procedures are left out: theirs are stories of several dossiers.
    """
    if not people.somebody_works_at(agency) or definition.process.has(Act.OPEN_CHILD):
        return ()
    found = []
    steps = steps_for(definition.steps, channel=channel)
    for number, step in enumerate(steps):
        place = _place(step, agency, people)
        if place is None:
            return ()
        rest = sum(each.share_pct for each in steps[number:])
        share = step.share_pct / rest if rest else 1
        found.append(Stop(step, place, people.at(place, step.role) or (Seat(),), share))
    return tuple(found)


def _place(step: Step, agency: Agency, people: _People) -> int | None:
    named = {"receiving_unit": agency.one_stop_unit_id or agency.pk, "deciding_agency": agency.pk}.get(step.unit)
    if named is not None:
        return named
    other = competence.in_commune(AgencyKind(step.unit), commune_code=agency.commune_code, on=people.day)
    return other.pk if other else None


def _road(  # noqa: PLR0913 - everything that its dossiers have in common
    version_id: int,
    definition: Definition,
    channel: Channel,
    agency: Agency,
    *,
    stops: tuple[Stop, ...],
    at: datetime,
    calendar: WorkingCalendar,
) -> Road:
    chance = Random(definition.code)
    answers = tuple(
        invented_answers(definition.form, at=at, calendar=calendar, channel=channel, chance=chance)
        for _ in range(_VARIANTS)
    )
    limits = applicable(definition, answers=json.loads(answers[0]), channel=channel)
    papers = [paper.key for group in definition.paper_groups for paper in group.papers if not paper.is_form]
    return Road(
        version=version_id,
        channel=channel,
        agency_code=agency.code,
        deciding=agency.pk,
        receiving=agency.one_stop_unit_id or agency.pk,
        stops=stops,
        limit=tuple(limit.period for limit in limits),
        accepted_with={"limit": [stored(limit.period) for limit in limits], "cases": [limit.key for limit in limits]},
        answers=answers,
        asked_item=(papers or [next(iter(definition.form.fields))])[0],
        unanswered_days=definition.rules_on(legal_day(at)).supplement_unanswered_days,
        result_kind=definition.results[0].key,
        handling_pct=sum(stop.step.share_pct for stop in stops[1:] if stop.step.act is not Act.DELIVER) or 1,
        publishes_apart=any(stop.step.act is Act.PUBLISH for stop in stops),
        weight=_ASKED_FOR.get(definition.code, 1) * _WAYS[channel],
    )
