"""A counter without a line: numbers leased beforehand, receipts honoured afterwards, nothing lost and nothing twice."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from motcua.dossiers.commands import drafting, intake, leasing
from motcua.dossiers.commands.leasing import Received
from motcua.dossiers.models import CodeCounter, Dossier, LeasedNumber, LeaseEnd, NumberLease, OfflineReception
from motcua.dossiers.queries import tracking
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts import envelopes
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.organisations.models import Agency
from tests import samples
from tests.stories.test_many_at_once import at_once
from tests.world import MONDAY, World, moment

LATER = MONDAY + timedelta(hours=5)


TODAY = MONDAY.date()


def lease(world: World, *, count: int = 3, day: date = TODAY, at: datetime = MONDAY) -> NumberLease:
    unit, agency = Agency.objects.get(code="H99.1.1"), world.minh_tan
    return leasing.lease(unit, agency, actor=world.minh, day=day, count=count, at=at)


def codes(taken: NumberLease) -> list[str]:
    return list(taken.numbers.order_by("number").values_list("code", flat=True))


def received(code: str, *, uuid: UUID | None = None, at: datetime = MONDAY + timedelta(minutes=30)) -> Received:
    return Received(
        uuid=uuid or uuid4(),
        code=code,
        procedure="1.001612",
        limit="",
        received_at=at,
        promised_at=moment("2026-11-19T17:00"),
        sent_at_there=LATER,
        full_name="Nguyễn Thị Ngọc Lan",
        personal_id="001195000011",
        birth_date=date(1995, 3, 5),
        phone="0912345671",
        rest={"note": "đủ giấy tờ"},
    )


def typed_in(world: World, reception: OfflineReception, *, at: datetime = LATER) -> Dossier:
    """What the officer does with the paper form that lies before her."""
    dossier = reception.dossier
    drafting.save_answers(dossier, changed=samples.ANSWERS["1.001612"], revision=None, at=at)
    for item in samples.PAPERS["1.001612"]:
        drafting.attach(dossier, item=item, file=world.file(by=world.minh, at=at), actor=world.minh, at=at)
    intake.receive_at_counter(dossier, actor=world.minh, at=at, key=f"typed {dossier.pk}")
    dossier.refresh_from_db()
    return dossier


def test_leased_numbers_and_those_given_at_the_desk_are_never_the_same(world: World) -> None:
    before = world.accepted("1.001612").code
    taken = lease(world)
    after = world.accepted("1.001612").code

    assert [before, *codes(taken), after] == [f"H99.1-261116-000{number}" for number in range(1, 6)]


def test_eight_desks_lease_and_file_at_once_without_twin_and_gap(committed_world: World) -> None:
    submitted = [committed_world.draft("1.001612") for _ in range(4)]
    acts = [lambda: lease(committed_world)] * 4 + [
        lambda draft=draft: intake.submit(draft, actor=committed_world.lan, at=MONDAY, key=f"file {draft.pk}")
        for draft in submitted
    ]

    at_once(acts)

    given = [*LeasedNumber.objects.values_list("code", flat=True), *Dossier.objects.values_list("code", flat=True)]
    numbers = sorted(int(code.rpartition("-")[2]) for code in given if code)
    assert numbers == list(range(1, 17))


def test_what_was_received_without_a_line_keeps_number_moment_and_date(world: World) -> None:
    taken = lease(world)
    reception = leasing.take_in(received(codes(taken)[1]), actor=world.minh, at=LATER)

    dossier = typed_in(world, reception)

    assert dossier.state == State.IN_PROGRESS
    assert dossier.code == codes(taken)[1]
    assert dossier.tracking_secret == LeasedNumber.objects.get(code=dossier.code).secret
    assert (dossier.submitted_at, dossier.accepted_at) == (reception.received_at, reception.received_at)
    assert dossier.promised_at == moment("2026-11-19T17:00")


def test_the_printed_date_stands_when_today_another_one_is_counted(world: World) -> None:
    printed = moment("2026-11-30T17:00")
    odd = replace(received(codes(lease(world))[0]), promised_at=printed)

    reception = leasing.take_in(odd, actor=world.minh, at=LATER)
    dossier = typed_in(world, reception)

    assert dossier.promised_at == printed
    assert dossier.due_at == dossier.original_due_at == moment("2026-11-19T17:00")
    assert reception.flags == ["other_date"]


def test_sent_twice_it_is_one_reception(world: World) -> None:
    once = received(codes(lease(world))[0])

    first = leasing.take_in(once, actor=world.minh, at=LATER)
    second = leasing.take_in(once, actor=world.minh, at=LATER + timedelta(minutes=1))

    assert (first.pk, OfflineReception.objects.count()) == (second.pk, 1)


def test_sent_twice_at_the_same_moment_it_is_one_reception(committed_world: World) -> None:
    once = received(codes(lease(committed_world))[0])

    kept = at_once([lambda: leasing.take_in(once, actor=committed_world.minh, at=LATER)] * 4)

    assert {each.pk for each in kept} == {OfflineReception.objects.get().pk}
    assert Dossier.objects.count() == 1


def test_two_receptions_with_one_number_are_both_kept_and_the_head_is_told(world: World) -> None:
    """A machine that was put back from a copy gives a number a second time: two people hold a receipt."""
    taken = lease(world)
    first = leasing.take_in(received(codes(taken)[0]), actor=world.minh, at=LATER)

    second = leasing.take_in(received(codes(taken)[0]), actor=world.minh, at=LATER)

    assert (first.flags, second.flags) == ([], ["number_twice"])
    assert second.number.code == "H99.1-261116-0004"


def test_what_is_not_used_is_void_number_by_number(world: World) -> None:
    taken = lease(world)
    leasing.take_in(received(codes(taken)[1]), actor=world.minh, at=LATER)

    assert leasing.end(taken, actor=world.minh, how=LeaseEnd.GIVEN_BACK, at=LATER) == 2

    state = taken.numbers.order_by("number").values_list("void_at", flat=True)
    assert list(state) == [LATER, None, LATER]
    assert CodeCounter.objects.get(agency_code="H99.1").last == 3, "every number is either used or void"
    with pytest.raises(leasing.LeaseOver):
        leasing.end(taken, actor=world.minh, how=LeaseEnd.GIVEN_BACK, at=LATER)


def test_a_receipt_with_a_number_that_was_declared_void_is_honoured(world: World) -> None:
    taken = lease(world)
    leasing.end(taken, actor=world.head, how=LeaseEnd.LOST, at=LATER)

    reception = leasing.take_in(received(codes(taken)[0]), actor=world.minh, at=LATER + timedelta(days=2))

    assert "was_void" in reception.flags
    assert typed_in(world, reception, at=LATER + timedelta(days=2)).code == codes(taken)[0]


def test_leases_lapse_after_their_days_of_grace(world: World) -> None:
    lease(world)

    in_time = leasing.lapse(actor=SYSTEM, at=moment("2026-11-19T01:00"))
    over = leasing.lapse(actor=SYSTEM, at=moment("2026-11-20T01:00"))

    assert (in_time, over) == (0, 3)
    assert NumberLease.objects.get().ended_how == LeaseEnd.LAPSED


def test_a_wrong_clock_is_noticed_and_nothing_is_dated_ahead(world: World) -> None:
    ahead = replace(
        received(codes(lease(world))[0], at=LATER + timedelta(hours=1)), sent_at_there=LATER + timedelta(hours=2)
    )

    reception = leasing.take_in(ahead, actor=world.minh, at=LATER)

    assert "clock" in reception.flags
    assert reception.received_at == LATER


def test_a_number_that_belongs_to_another_name_is_left_out_and_asked_about(world: World) -> None:
    reception = leasing.take_in(
        replace(received(codes(lease(world))[0]), full_name="Trần Thị Khác"), actor=world.minh, at=LATER
    )

    assert reception.flags == ["person"]
    assert (reception.dossier.applicant.full_name, reception.dossier.applicant.personal_id) == ("Trần Thị Khác", "")


@pytest.mark.parametrize(
    ("day", "count", "refusal"),
    [
        ("2026-11-15", 3, leasing.DayNotLeased),
        ("2026-11-21", 3, leasing.DayNotLeased),
        ("2026-11-24", 3, leasing.DayNotLeased),
        ("2026-11-26", 3, leasing.DayNotLeased),
        ("2026-11-16", 0, leasing.TooManyNumbers),
        ("2026-11-16", 201, leasing.TooManyNumbers),
    ],
)
def test_numbers_are_leased_for_working_days_of_the_coming_week(
    world: World, day: str, count: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        lease(world, day=date.fromisoformat(day), count=count)
    assert not CodeCounter.objects.exists()


def test_another_unit_cannot_use_the_numbers(world: World) -> None:
    taken = lease(world)

    with pytest.raises(leasing.NotThisLease):
        leasing.take_in(received(codes(taken)[0]), actor=world.quy, at=LATER)
    with pytest.raises(leasing.NotThisLease):
        leasing.end(taken, actor=world.quy, how=LeaseEnd.GIVEN_BACK, at=LATER)
    assert not OfflineReception.objects.exists()


def test_what_the_counter_sealed_opens_here_and_nowhere_else(world: World) -> None:
    taken, other = lease(world), lease(world)
    public = envelopes.public_key(unseal(taken.private_key_sealed))

    envelope = envelopes.sealed({"full_name": "Nguyễn Thị Ngọc Lan"}, public=public, key=b"k" * 32, iv=b"i" * 12)

    assert "Ngọc Lan" not in envelope
    assert leasing.opened(taken, envelope) == {"full_name": "Nguyễn Thị Ngọc Lan"}
    for wrong, damaged in ((other, envelope), (taken, envelope[:-9] + '"}'), (taken, "[]"), (taken, "{")):
        with pytest.raises(envelopes.Unreadable):
            leasing.opened(wrong, damaged)


def test_the_receipt_opens_the_status_before_anybody_has_typed_it(world: World) -> None:
    reception = leasing.take_in(received(codes(lease(world))[0]), actor=world.minh, at=LATER)
    found = tracking.received_offline(reception.number.code.lower())
    assert found is not None

    status = tracking.status_on_receipt(found, secret=reception.number.secret)

    assert status is not None
    assert (status.code, status.promised_at) == (reception.number.code, moment("2026-11-19T17:00"))
    assert tracking.status_on_receipt(found, secret="AAAAAAAA") is None
    typed_in(world, reception)
    assert tracking.received_offline(reception.number.code) is None
