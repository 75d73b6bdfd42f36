"""The hall and appointments, within the portal's own addresses."""

from django.urls import path

from motcua.sites.portal.waiting import appointments, hall, kiosk

urlpatterns = [
    path("offices/<str:code>/tickets/<str:key>", kiosk.kiosk, name="kiosk"),
    path("offices/<str:code>/tickets/<str:key>/arrival", kiosk.arrival, name="kiosk-arrival"),
    path("offices/<str:code>/hall/<str:key>", hall.hall, name="hall"),
    path("tickets/<uuid:uuid>", kiosk.ticket, name="ticket"),
    path("appointments", appointments.appointments, name="appointments"),
    path("offices/<str:code>/appointments", appointments.office, name="office-appointments"),
    path("appointments/<uuid:uuid>", appointments.appointment, name="appointment"),
    path("appointments/<uuid:uuid>/moving", appointments.moving, name="appointment-moving"),
    path("appointments/<uuid:uuid>/cancelling", appointments.cancelling, name="appointment-cancelling"),
]
