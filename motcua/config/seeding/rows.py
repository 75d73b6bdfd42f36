"""From lives to rows: each dossier with what its events add up to, and everything that hangs on it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple
from uuid import UUID

from motcua.config.seeding import names
from motcua.config.seeding.answers import NAME
from motcua.config.seeding.copying import Row, copy, reserve
from motcua.config.seeding.telling import Event, Telling
from motcua.dossiers.commands.secrets_of_receipts import SECRET_LENGTH, SECRET_LETTERS
from motcua.dossiers.models import Answers, Dossier, DossierEvent, Filing, HandOver, Remark, WorkItem
from motcua.dossiers.rules.projection import Happened, project
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.calendar.arithmetic import WorkingCalendar

_PROJECTED = (
    "state",
    "event_count",
    "calendar_version_id",
    "submitted_at",
    "accepted_at",
    "due_at",
    "original_due_at",
    "promised_at",
    "finished_at",
    "supplement_rounds",
    "outcome",
)
_DOSSIER = (
    "id",
    "uuid",
    "code",
    "procedure_version_id",
    "channel",
    "applicant_id",
    "applicant_account_id",
    "holder_id",
    "helper_account_id",
    "receiving_unit_id",
    "deciding_agency_id",
    "subject_name",
    "subject_folded",
    "tracking_secret_sealed",
    "started_at",
    "is_practice",
    *_PROJECTED,
)
_ANSWERS = ("dossier_id", "data", "sources", "revision", "saved_at", "last_field", "active_seconds")
_FILING = (
    "dossier_id",
    "number",
    "idempotency_key",
    "fingerprint",
    "answers",
    "papers",
    "filed_at",
    "by_post_id",
)
_REMARK = ("id", "dossier_id", "text", "salt", "written_at")
_EVENT = (
    "dossier_id",
    "number",
    "action",
    "from_state",
    "to_state",
    "clock",
    "happened_at",
    "recorded_at",
    "role",
    "account_id",
    "post_id",
    "agency_id",
    "calendar_version_id",
    "remark_id",
    "remark_hash",
    "details",
)
_ITEM = (
    "id",
    "dossier_id",
    "step",
    "act",
    "role",
    "agency_id",
    "post_id",
    "status",
    "opened_at",
    "due_at",
    "done_at",
)
_GIVING = ("work_item_id", "kind", "at", "by_account_id", "by_post_id")


class Lived(NamedTuple):
    """A life, with the row numbers and the code that it got."""

    dossier: int
    code: str
    person: int
    life: Telling


def add(lives: Sequence[Lived], *, calendar: WorkingCalendar, calendar_version: int, chance: Random) -> None:
    """Copy all that belongs to these dossiers. To be called inside the transaction that gave the codes."""
    dossiers: list[Row] = []
    answers: list[Row] = []
    filings: list[Row] = []
    for lived in lives:
        applicant = names.person(lived.person).full_name
        text = chance.choice(lived.life.road.answers).replace(NAME, applicant)
        dossiers.append(_dossier(lived, applicant, calendar=calendar, version=calendar_version, chance=chance))
        answers.append((lived.dossier, text, "{}", 3, lived.life.filings[-1], "", chance.randint(150, 900)))
        filings.extend(_filings(lived, text))
    copy(Dossier, _DOSSIER, dossiers)
    copy(Answers, _ANSWERS, answers)
    copy(Filing, _FILING, filings)
    _add_events(lives, calendar_version=calendar_version, chance=chance)
    _add_items(lives)


def _dossier(lived: Lived, applicant: str, *, calendar: WorkingCalendar, version: int, chance: Random) -> Row:
    life, road = lived.life, lived.life.road
    events = [
        Happened(e.number, e.move.action, e.move.target, e.move.clock, e.at, version, e.details) for e in life.events
    ]
    projection = project(events, calendar_of=lambda _: calendar)
    online = road.is_online
    return (
        lived.dossier,
        UUID(int=chance.getrandbits(128), version=4),
        lived.code,
        road.version,
        road.channel.value,
        lived.person,
        life.applicant.account if online else None,
        lived.person,
        None if online else life.events[0].seat.account,
        road.receiving,
        road.deciding,
        applicant,
        names.search_forms(applicant)[0],
        seal("".join(chance.choices(SECRET_LETTERS, k=SECRET_LENGTH))),
        life.filings[0] - timedelta(minutes=20),
        False,
        *(getattr(projection, column) for column in _PROJECTED),
    )


def _filings(lived: Lived, text: str) -> Iterator[Row]:
    # The fingerprint of `filing.fingerprint`, over a text that is in its form already.
    fingerprint = hashlib.sha256(f"[{text}, []]".encode()).hexdigest()
    for number, at in enumerate(lived.life.filings, start=1):
        post = None if lived.life.road.is_online else lived.life.events[0].seat.post
        yield lived.dossier, number, f"seeded-{lived.dossier}-{number}", fingerprint, text, "[]", at, post


def _add_events(lives: Sequence[Lived], *, calendar_version: int, chance: Random) -> None:
    with_reason = [(lived.dossier, event) for lived in lives for event in lived.life.events if event.reason]
    numbers = iter(reserve(Remark, len(with_reason)))
    remarks, events = [], []
    for lived in lives:
        for event in lived.life.events:
            remark, digest = None, ""
            if event.reason:
                remark, salt = next(numbers), f"{chance.getrandbits(128):032x}"
                digest = hashlib.sha256(f"{salt}{event.reason}".encode()).hexdigest()
                remarks.append((remark, lived.dossier, event.reason, salt, event.at))
            events.append(_event(lived.dossier, event, version=calendar_version, remark=(remark, digest)))
    copy(Remark, _REMARK, remarks)
    copy(DossierEvent, _EVENT, events)


def _event(dossier: int, event: Event, *, version: int, remark: tuple[int | None, str]) -> Row:
    move, seat = event.move, event.seat
    return (
        dossier,
        event.number,
        move.action.value,
        move.source.value,
        move.target.value,
        move.clock.value,
        event.at,
        event.at,
        event.role.value,
        seat.account,
        seat.post,
        event.agency,
        version,
        *remark,
        _json(event.details),
    )


def _add_items(lives: Sequence[Lived]) -> None:
    items = [(lived.dossier, item) for lived in lives for item in lived.life.items]
    numbers = reserve(WorkItem, len(items))
    copy(
        WorkItem,
        _ITEM,
        (
            (
                number,
                dossier,
                item.stop.step.key,
                item.stop.step.act.value,
                item.stop.step.role.value,
                item.stop.agency,
                item.seat.post,
                item.status.value,
                item.opened,
                item.due,
                item.done,
            )
            for number, (dossier, item) in zip(numbers, items, strict=True)
        ),
    )
    copy(
        HandOver,
        _GIVING,
        (
            (number, giving.kind.value, giving.at, giving.seat.account, giving.seat.post)
            for number, (_, item) in zip(numbers, items, strict=True)
            for giving in item.givings
        ),
    )


def _json(details: dict[str, Any]) -> str:
    return json.dumps(details) if details else "{}"
