"""Everything that the hall remembers. A ticket names nobody; only an appointment knows who is coming."""

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.foundation.accounts.models import Person
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.waiting_room.keys import new_code, new_key
from motcua.foundation.waiting_room.priorities import Priority


def all_priorities() -> list[str]:
    return list(Priority)


class Service(models.TextChoices):
    """What somebody comes for."""

    FILING = "filing"
    RESULT = "result"
    GUIDANCE = "guidance"


class Room(models.Model):
    """Phòng chờ: how one unit receives people. The head of the unit sets it."""

    unit = models.OneToOneField(Agency, on_delete=models.PROTECT, related_name="room", primary_key=True)
    #: Opens the page that gives tickets and the page for the hall: whoever is not there takes no number.
    key = models.CharField(max_length=40, default=new_key)
    priorities = ArrayField(models.CharField(max_length=16, choices=[(p, p) for p in Priority]), default=all_priorities)
    #: Reckoned with until enough people have been received on the day.
    usual_minutes = models.PositiveSmallIntegerField(default=8)
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    #: Appointments in one slot. Nought: this unit makes none.
    places = models.PositiveSmallIntegerField(default=2)
    days_ahead = models.PositiveSmallIntegerField(default=14)

    class Meta:
        constraints = [
            models.CheckConstraint(name="slots_are_of_minutes", condition=Q(slot_minutes__gte=5, usual_minutes__gte=1)),
        ]

    def __str__(self) -> str:
        return f"room of {self.unit_id}"


class ClosedDay(models.Model):
    """Ngày không nhận hẹn: the unit works, and takes no appointments."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="closed_days")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="a_day_is_closed_once")]

    def __str__(self) -> str:
        return f"{self.room_id} on {self.day}"


class Window(models.Model):
    """Quầy. Without services of its own it serves everybody."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="windows")
    number = models.PositiveSmallIntegerField()
    services = ArrayField(models.CharField(max_length=10, choices=Service), default=list, blank=True)
    #: Who sits there now.
    post = models.OneToOneField(Post, null=True, blank=True, on_delete=models.SET_NULL, related_name="window")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "number"], name="a_window_has_its_number")]

    def __str__(self) -> str:
        return f"window {self.number} of {self.room_id}"


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def alive(self) -> "AppointmentQuerySet":
        return self.filter(cancelled_at=None)


class Appointment(models.Model):
    """Lịch hẹn: one place in one slot, for somebody who has an account or who has rung up."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    #: Typed or read out at the door.
    code = models.CharField(max_length=8, unique=True, default=new_code)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="appointments", db_index=False)
    service = models.CharField(max_length=10, choices=Service)
    day = models.DateField()
    starts_at = models.DateTimeField()
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments")
    #: JSON with the name and telephone of somebody who has rung up.
    caller_sealed = models.BinaryField(default=b"", editable=False)
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "starts_at", "place"],
                condition=Q(cancelled_at=None),
                name="no_place_is_booked_twice",
            ),
            models.UniqueConstraint(
                fields=["person", "room", "day"],
                condition=Q(cancelled_at=None, person__isnull=False),
                name="one_appointment_a_day",
            ),
            models.CheckConstraint(
                name="an_appointment_is_somebodys", condition=Q(person__isnull=False) | ~Q(caller_sealed=b"")
            ),
        ]
        indexes = [models.Index(fields=["room", "day", "starts_at"], name="appointments_of_a_day")]

    def __str__(self) -> str:
        return f"appointment {self.pk}"


class TicketState(models.TextChoices):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    #: Has gone to fetch a copy, and comes back to the same window.
    HELD = "held"
    DONE = "done"
    #: Was called and did not come.
    MISSED = "missed"


#: Whoever is in one of these has a window that is theirs.
AT_A_WINDOW = (TicketState.CALLED, TicketState.SERVING)


class TicketCounter(models.Model):
    """The last number that a unit gave on a day."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "day"], name="one_ticket_counter_a_day")]

    def __str__(self) -> str:
        return f"{self.room_id} {self.day}: {self.last}"


class Ticket(models.Model):
    """Phiếu số thứ tự. The columns say where it stands; the events beside it say how it came there."""

    #: Its address, and what makes two presses one ticket.
    uuid = models.UUIDField(unique=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    day = models.DateField()
    number = models.PositiveIntegerField()
    service = models.CharField(max_length=10, choices=Service)
    priority = models.CharField(max_length=16, blank=True, choices=[(p, p) for p in Priority])
    appointment = models.OneToOneField(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="ticket"
    )
    #: The hour of an appointment that was kept; whoever comes late waits like everybody.
    appointed_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=TicketState, default=TicketState.WAITING)
    window = models.ForeignKey(
        Window, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets", db_index=False
    )
    called_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "day", "number"], name="a_number_is_given_once"),
            models.UniqueConstraint(
                fields=["window"], condition=Q(state__in=AT_A_WINDOW), name="a_window_serves_one_at_a_time"
            ),
            models.CheckConstraint(
                name="whoever_is_called_has_a_window", condition=Q(state=TicketState.WAITING) | Q(window__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"ticket {self.number} of {self.room_id} on {self.day}"


class Act(models.TextChoices):
    """What happens to a ticket."""

    TAKE = "take"
    CALL = "call"
    RECALL = "recall"
    BEGIN = "begin"
    HOLD = "hold"
    MISS = "miss"
    TRANSFER = "transfer"
    CLOSE = "close"


class TicketEvent(models.Model):
    """Rows are only ever added."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=8, choices=Act)
    at = models.DateTimeField()
    #: Where it was called, held or transferred to.
    window = models.ForeignKey(Window, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Empty for what the person does at the door.
    post = models.ForeignKey(Post, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.act} {self.ticket_id}"


class AppointmentAct(models.TextChoices):
    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    ARRIVE = "arrive"


class AppointmentEvent(models.Model):
    """Rows are only ever added."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="events")
    act = models.CharField(max_length=8, choices=AppointmentAct)
    at = models.DateTimeField()
    #: The hour that it has from now on.
    starts_at = models.DateTimeField()
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    def __str__(self) -> str:
        return f"{self.act} {self.appointment_id}"
