"""A counter without a line: lease numbers beforehand, take in afterwards what was received with them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.commands import assistance, drafting
from motcua.dossiers.commands.numbering import next_block
from motcua.dossiers.commands.one_by_one import one_by_one
from motcua.dossiers.commands.secrets_of_receipts import new_secret
from motcua.dossiers.models import (
    Channel,
    ConsentMethod,
    Dossier,
    LeasedNumber,
    LeaseEnd,
    NumberLease,
    OfflineFlag,
    OfflineReception,
)
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.codes import dossier_code
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation.accounts import envelopes, people
from motcua.foundation.accounts.models import Person
from motcua.foundation.accounts.sealed import seal, unseal
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, WorkingCalendar, legal_day
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

#: A counter receives about sixty people a day; more than this is a mistake of the hand.
MOST_NUMBERS = 200
#: So far ahead a day can be prepared for.
DAYS_AHEAD = 7
#: After its day a counter has so many working days to send; then what it did not use is void.
GRACE_DAYS = 3
#: Clocks of desks differ; by more than this somebody should look.
CLOCKS_DIFFER = timedelta(minutes=5)
#: The form that was filled in on paper is typed within so many days; until then the consent on it holds.
TYPED_WITHIN = timedelta(days=7)


class DayNotLeased(Refusal):
    """Numbers are leased for a working day between today and a week from now."""


class TooManyNumbers(Refusal):
    """More numbers than a counter can use in a day, or none at all."""


class NotThisLease(Refusal):
    """The number is none of this unit's leases."""


class NotAReception(Refusal):
    """Something is missing in what the counter sent, or is no date, number or name."""


class LeaseOver(Refusal):
    """This lease has ended: its numbers were given back or declared void."""


@dataclass(frozen=True, slots=True)
class Received:
    """What the counter wrote down: who, what for, when, with which number, and what was printed."""

    uuid: UUID
    code: str
    procedure: str
    limit: str
    received_at: datetime
    promised_at: datetime | None
    #: The counter's clock at the moment of sending.
    sent_at_there: datetime
    full_name: str
    personal_id: str
    birth_date: date | None
    phone: str
    #: Everything else that was written down, kept sealed: address, subject, papers with counts, note.
    rest: dict[str, Any]


@transaction.atomic
def lease(unit: Agency, agency: Agency, *, actor: Actor, day: date, count: int, at: datetime) -> NumberLease:
    """Take a block of numbers out of the counter of that agency and day. Raises DayNotLeased, TooManyNumbers."""
    today = legal_day(at)
    if not _calendar().is_open(day) or not today <= day <= today + timedelta(days=DAYS_AHEAD):
        raise DayNotLeased(days=DAYS_AHEAD)
    if not 1 <= count <= MOST_NUMBERS:
        raise TooManyNumbers(most=MOST_NUMBERS)
    assert actor.post_id is not None, "receptionists have posts"
    taken = NumberLease.objects.create(
        unit=unit,
        agency=agency,
        post_id=actor.post_id,
        day=day,
        leased_at=at,
        private_key_sealed=seal(envelopes.new_private_key()),
    )
    _add_numbers(taken, count)
    return taken


@transaction.atomic
def end(taken: NumberLease, *, actor: Actor, how: LeaseEnd, at: datetime) -> int:
    """What was not used is void from now on, each number by its row; says how many. Raises LeaseOver, NotThisLease."""
    if actor.role is not Role.SYSTEM and actor.agency_id not in (taken.unit_id, taken.unit.managed_by_id):
        raise NotThisLease
    locked = NumberLease.objects.select_for_update().get(pk=taken.pk)
    if locked.ended_at is not None:
        raise LeaseOver
    locked.ended_at, locked.ended_how = at, how
    locked.save(update_fields=["ended_at", "ended_how"])
    return locked.numbers.filter(reception=None, void_at=None).update(void_at=at)


def lapse(*, actor: Actor, at: datetime) -> int:
    """Each night: leases whose days of grace are over. Says how many numbers became void."""
    calendar, today = _calendar(), legal_day(at)
    open_now = NumberLease.objects.filter(ended_at=None, day__lt=today).select_related("unit")
    over = [each for each in open_now if calendar.working_days_between(each.day, today) > GRACE_DAYS]
    return one_by_one(over, lambda each: _lapse(each, actor=actor, at=at))


def _lapse(taken: NumberLease, *, actor: Actor, at: datetime) -> int:
    """Nothing where its unit has ended it while the list was read."""
    try:
        return end(taken, actor=actor, how=LeaseEnd.LAPSED, at=at)
    except LeaseOver:
        return 0


def opened(taken: NumberLease, envelope: str) -> dict[str, Any]:
    """What the counter sealed. Raises envelopes.Unreadable."""
    return envelopes.opened(envelope, private_key=unseal(taken.private_key_sealed))


@transaction.atomic
def take_in(received: Received, *, actor: Actor, at: datetime) -> OfflineReception:
    """Keep one reception: a draft at the counter under its number, dated as it happened. Sent twice, it is one.

    Raises NotThisLease, queries.ProcedureUnknown. Everything else that is odd is flagged and taken in all the same:
    a person holds the receipt in her hand.
    """
    with connection.cursor() as cursor:
        # The same reception sent twice at the same moment: the second waits here and finds the first.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(received.uuid)])
    earlier = OfflineReception.objects.filter(uuid=received.uuid).first()
    if earlier is not None:
        return earlier
    numbers = LeasedNumber.objects.select_for_update(of=("self",)).select_related("lease__agency", "lease__unit")
    number = numbers.filter(code=received.code, lease__unit_id=actor.agency_id).first()
    if number is None:
        raise NotThisLease
    flags = [OfflineFlag.WAS_VOID] if number.void_at else []
    if OfflineReception.objects.filter(number=number).exists():
        flags.append(OfflineFlag.NUMBER_TWICE)
        number = _add_numbers(number.lease, 1)[0]
    if abs(received.sent_at_there - at) > CLOCKS_DIFFER or received.received_at > at:
        flags.append(OfflineFlag.CLOCK)
    person, is_clear = _person(received)
    version = queries.find(received.procedure).version
    happened = min(received.received_at, at)
    if _differs(queries.definition_of(version.pk), received, at=happened):
        flags.append(OfflineFlag.OTHER_DATE)
    dossier = _draft(number.lease, received, person, actor=actor, at=happened)
    return OfflineReception.objects.create(
        uuid=received.uuid,
        number=number,
        dossier=dossier,
        received_at=happened,
        promised_at=received.promised_at,
        limit=_known_limit(queries.definition_of(version.pk), received.limit),
        sent_at=at,
        facts_sealed=seal(envelopes.as_text(received.rest)),
        flags=[*flags, *([] if is_clear else [OfflineFlag.PERSON])],
    )


def reception_of(dossier: Dossier) -> OfflineReception | None:
    """How the counter took this dossier in, if it had no line then."""
    if dossier.channel != Channel.COUNTER:
        return None
    return OfflineReception.objects.select_related("number").filter(dossier=dossier).first()


@transaction.atomic
def review(reception: OfflineReception, *, actor: Actor, at: datetime) -> None:
    """The head has looked at what was odd."""
    OfflineReception.objects.filter(pk=reception.pk, reviewed_at=None).update(
        reviewed_at=at, reviewed_by_id=actor.post_id
    )


def due_of(definition: Definition, *, limit: str, at: datetime, calendar: WorkingCalendar) -> datetime | None:
    """The date that a counter may print for a limit of its procedure; none where it is counted in hours."""
    periods = periods_of(definition, limit=limit)
    if any(period.unit in (Unit.HOUR, Unit.HALF_DAY) for period in periods):
        return None
    return legal_clock.count(calendar, at, periods)[0]


def periods_of(definition: Definition, *, limit: str) -> list[Period]:
    chosen = next((each for each in definition.time_limits if each.key == limit), definition.default_limit)
    base = next((each for each in definition.time_limits if each.key == chosen.adds_to), None)
    return [each.period for each in (base, chosen) if each is not None]


def _add_numbers(taken: NumberLease, count: int) -> list[LeasedNumber]:
    first = next_block(agency_code=taken.agency.code, day=taken.day, count=count)
    return LeasedNumber.objects.bulk_create(
        LeasedNumber(
            lease=taken,
            number=number,
            code=dossier_code(agency_code=taken.agency.code, day=taken.day, number=number),
            secret_sealed=seal(new_secret()),
        )
        for number in range(first, first + count)
    )


def _person(received: Received) -> tuple[Person, bool]:
    """Whom the card names. A number that belongs to another name is left out, and somebody asks her."""
    facts = {"full_name": received.full_name, "birth_date": received.birth_date, "phone": received.phone}
    try:
        with transaction.atomic():
            return people.with_card(personal_id=received.personal_id, **facts), True  # type: ignore[arg-type]
    except people.NumberOfAnotherPerson:
        unclear = Person.named(received.full_name, personal_id="", phone=received.phone, birth_date=received.birth_date)
        unclear.save()
        return unclear, False


def _draft(taken: NumberLease, received: Received, person: Person, *, actor: Actor, at: datetime) -> Dossier:
    version = queries.find(received.procedure).version
    dossier = drafting.start(
        version,
        actor=actor,
        deciding_agency=taken.agency,
        at=at,
        channel=Channel.COUNTER,
        applicant_id=person.pk,
        is_owed=True,
    )
    Dossier.objects.filter(pk=dossier.pk, state=State.DRAFT).update(receiving_unit=taken.unit)
    dossier.refresh_from_db()
    # She stood before the officer and signed the form on paper; it is scanned when it is typed.
    agreed = assistance.ask(version, actor=actor, method=ConsentMethod.SCREEN, at=at, until=at + TYPED_WITHIN)
    assistance.begin(agreed, dossier=dossier, at=at)
    return dossier


def _known_limit(definition: Definition, limit: str) -> str:
    """A version that was published meanwhile may have no such limit: then its default holds."""
    return limit if any(each.key == limit for each in definition.time_limits) else ""


def _differs(definition: Definition, received: Received, *, at: datetime) -> bool:
    due = due_of(definition, limit=received.limit, at=at, calendar=_calendar())
    return received.promised_at is not None and due != received.promised_at


def _calendar() -> WorkingCalendar:
    return versions.calendar_of(versions.current_id())
