"""The hall, visits, originals and the station of the counter. They stand within the desk's own addresses."""

from django.urls import path

from motcua.sites.desk import originals
from motcua.sites.desk.counter import digitising, filled_forms, mending, shared_papers, visits
from motcua.sites.desk.waiting import appointments, days, hall, settings

urlpatterns = [
    path("hall", hall.hall, name="hall"),
    path("hall/seat", hall.seat, name="hall-seat"),
    path("hall/next", hall.next_call, name="hall-next"),
    path("hall/tickets", hall.ticket_given, name="hall-given"),
    path("hall/tickets/<uuid:uuid>/call", hall.ticket_call, name="hall-call"),
    path("hall/tickets/<uuid:uuid>/transfer", hall.ticket_transfer, name="hall-transfer"),
    path("hall/tickets/<uuid:uuid>/acts/<str:act>", hall.ticket_act, name="hall-act"),
    path("hall/settings", settings.room, name="room"),
    path("hall/days", days.day, name="room-day"),
    path("appointments", appointments.appointments, name="appointments"),
    path("appointments/new", appointments.new, name="appointment-new"),
    path("appointments/<uuid:uuid>/moving", appointments.moving, name="appointment-moving"),
    path("appointments/<uuid:uuid>/cancelling", appointments.cancelling, name="appointment-cancelling"),
    path("appointments/<uuid:uuid>/arriving", appointments.arriving, name="appointment-arriving"),
    path("counter/visit", visits.visit, name="visit"),
    path("counter/visit/ending", visits.ending, name="visit-ending"),
    path("counter/visit/procedures/<str:code>", visits.start, name="visit-start"),
    path("counter/visits/<uuid:uuid>/list", visits.handed_in, name="visit-list"),
    path("counter/<uuid:uuid>/form", filled_forms.filled_form, name="counter-form"),
    path("counter/<uuid:uuid>/digitising/<str:item>", digitising.station, name="digitising"),
    path("counter/<uuid:uuid>/shared-papers/<int:paper_id>", shared_papers.shared_paper, name="counter-shared-paper"),
    path("originals", originals.held, name="originals-held"),
    path("dossiers/<str:code>/originals", originals.originals, name="originals"),
    path("dossiers/<str:code>/originals/slip", originals.slip, name="originals-slip"),
    path("dossiers/<str:code>/mending", mending.mending, name="mending"),
]
