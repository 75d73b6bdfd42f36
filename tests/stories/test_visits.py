"""One visit: the number in her hand, the procedures of that hour, papers given once, and one record of it all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from motcua.dossiers.commands import drafting, intake, visiting
from motcua.dossiers.models import Channel, Deed, Dossier, Paper, Visit
from motcua.dossiers.queries import visits
from motcua.foundation.waiting_room import tickets
from motcua.foundation.waiting_room.models import Act, Room, Service, Ticket, TicketState, Window
from tests.world import MONDAY, TUESDAY, World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def room(world: World) -> Room:
    return Room.objects.get(unit__code="H99.1.1")


@pytest.fixture
def window(room: Room) -> Window:
    return Window.objects.get(room=room, number=1)


@pytest.fixture
def called(room: Room, window: Window, world: World) -> Ticket:
    tickets.take(room, service=Service.FILING, at=MONDAY, uuid=uuid4())
    return tickets.call_next(window, post_id=_post(world), at=MONDAY + 10 * MINUTE)


def _post(world: World) -> int:
    assert world.minh.post_id is not None
    return world.minh.post_id


def begun(world: World, *, ticket: Ticket | None = None, at: object = MONDAY) -> Visit:
    assert world.lan.person_id is not None
    return visiting.begin(person_id=world.lan.person_id, actor=world.minh, ticket=ticket, at=MONDAY + 11 * MINUTE)


def received(world: World, of: str = "1.013227") -> Dossier:
    dossier = world.draft(of, by=world.minh, at=MONDAY + 12 * MINUTE, channel=Channel.COUNTER)
    intake.receive_at_counter(dossier, actor=world.minh, at=MONDAY + 15 * MINUTE, key=uuid4().hex)
    visiting.note(dossier, Deed.RECEIVED, actor=world.minh, at=MONDAY + 15 * MINUTE)
    return dossier


def test_who_is_called_and_known_is_being_served(world: World, called: Ticket) -> None:
    begun(world, ticket=called)

    called.refresh_from_db()
    assert (called.state, called.begun_at) == (TicketState.SERVING, MONDAY + 11 * MINUTE)


def test_the_same_card_twice_is_one_visit_and_another_card_the_next(world: World) -> None:
    first = begun(world)
    assert begun(world).pk == first.pk
    assert world.binh.person_id is not None

    visiting.begin(person_id=world.binh.person_id, actor=world.minh, at=MONDAY + 20 * MINUTE)

    first.refresh_from_db()
    assert first.ended_at == MONDAY + 20 * MINUTE


def test_the_database_knows_one_person_at_a_time(world: World) -> None:
    visit = begun(world)

    with pytest.raises(IntegrityError, match="one_person_at_a_time"), transaction.atomic():
        Visit.objects.create(unit=visit.unit, post=visit.post, person=visit.person, begun_at=MONDAY)


def test_waiting_service_and_processing_stand_in_one_line(
    world: World, called: Ticket, room: Room, window: Window
) -> None:
    begun(world, ticket=called)
    received(world)
    tickets.act(called, Act.CLOSE, window=window, post_id=_post(world), at=MONDAY + 16 * MINUTE)

    (line,) = visits.day_lines(room.pk, day=MONDAY.date(), at=TUESDAY)

    assert (line.number, line.window, line.received, line.late) == (1, 1, 1, 0)
    assert (line.waited, line.served) == (11 * MINUTE, 5 * MINUTE)
    assert line.processed_minutes == (), "nothing has been decided yet"


def test_what_is_done_for_somebody_else_is_not_of_this_visit(world: World) -> None:
    assert world.binh.person_id is not None
    visit = visiting.begin(person_id=world.binh.person_id, actor=world.minh, at=MONDAY)

    received(world)

    assert not visit.deeds.exists()


def test_a_paper_is_handed_in_once_for_two_procedures(world: World) -> None:
    """The same procedure twice stands for two that ask for the same paper."""
    visit = begun(world)
    first = received(world)
    second = world.draft("1.013227", by=world.minh, at=MONDAY, channel=Channel.COUNTER)
    Paper.objects.filter(dossier=second).delete()

    offered = visits.shared_papers(second, visit=visit)

    given = Paper.objects.get(dossier=first, item="gpxd_ban_chinh")
    assert [paper.pk for paper in offered["gpxd_ban_chinh"]] == [given.pk]
    drafting.attach(second, item="gpxd_ban_chinh", file=given.file, actor=world.minh, at=MONDAY)
    assert Paper.objects.get(dossier=second, item="gpxd_ban_chinh").file_id == given.file_id
    assert "gpxd_ban_chinh" not in visits.shared_papers(second, visit=visit)


def test_papers_of_another_person_are_never_offered(world: World) -> None:
    received(world)
    assert world.binh.person_id is not None
    visit = visiting.begin(person_id=world.binh.person_id, actor=world.minh, at=MONDAY + 30 * MINUTE)
    second = world.draft("1.013227", by=world.minh, at=MONDAY, channel=Channel.COUNTER)

    assert visits.shared_papers(second, visit=visit) == {}


def test_what_is_at_hand_is_what_this_unit_has_to_do_with(world: World) -> None:
    fetching, elsewhere = world.finished(), world.submitted("1.013227")
    visit = begun(world)

    found = visits.at_hand(visit, actor=world.minh, at=TUESDAY)

    assert [dossier.pk for dossier in found.to_fetch] == [fetching.pk]
    assert [dossier.pk for dossier in found.in_hand] == [elsewhere.pk]
    assert visits.at_hand(visit, actor=world.quy, at=TUESDAY).to_fetch == ()
