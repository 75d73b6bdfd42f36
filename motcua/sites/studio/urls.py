from django.urls import path

from motcua.sites.studio import (
    arrivals,
    calendar_changes,
    calendar_days,
    health,
    measures,
    message_templates,
    message_traces,
    national,
    national_changes,
    paperless,
    portal_ledger,
    procedures,
    processes,
    ratings,
    surveys,
    tested,
)

app_name = "studio"
urlpatterns = [
    path("", procedures.procedures, name="procedures"),
    path("procedures/<str:code>", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/versions/<int:number>", procedures.version, name="version"),
    path("procedures/<str:code>/versions/<int:number>/process", processes.process, name="process"),
    path("procedures/<str:code>/versions/<int:number>/process.bpmn", processes.process_file, name="process-file"),
    path(
        "procedures/<str:code>/versions/<int:number>/process/preview", processes.process_preview, name="process-preview"
    ),
    path("procedures/<str:code>/tests", tested.tests, name="tests"),
    path("procedures/<str:code>/versions/<int:number>/tests", tested.version_tests, name="version-tests"),
    path("procedures/<str:code>/paperless-days", paperless.paperless_days, name="paperless"),
    path(
        "procedures/<str:code>/paperless-days/<int:number>/ending", paperless.paperless_ending, name="paperless-ending"
    ),
    path("national/proposals", national.proposals, name="proposals"),
    path("national/changes", national_changes.changes, name="national-changes"),
    path("national/changes/<int:number>/seen", national_changes.seen, name="national-change-seen"),
    path("arrivals", arrivals.arrivals, name="arrivals"),
    path("arrivals/<int:number>", arrivals.arrival, name="arrival"),
    path("national/findings", national.findings, name="findings"),
    path("national/entries/<str:code>", national.entry, name="national-entry"),
    path("measures", measures.measures, name="measures"),
    path("measures/<str:code>", measures.measure, name="measure"),
    path("messages", message_templates.message_templates, name="messages"),
    path("messages/trace", message_traces.message_trace, name="message-trace"),
    path(
        "messages/<str:kind>/<str:channel>/<str:language>", message_templates.message_template, name="message-template"
    ),
    path("surveys", surveys.surveys, name="surveys"),
    path("surveys/new", surveys.new_survey, name="survey-new"),
    path("surveys/<int:number>", surveys.survey, name="survey"),
    path("surveys/<int:number>/opening", surveys.survey_opening, name="survey-opening"),
    path("surveys/<int:number>/closing", surveys.survey_closing, name="survey-closing"),
    path("surveys/<int:number>/answers.csv", surveys.survey_file, name="survey-file"),
    path("ratings", ratings.ratings, name="ratings"),
    path("calendar", calendar_days.calendar, name="calendar"),
    path("calendar/days/new", calendar_days.new_day, name="calendar-day-new"),
    path("calendar/days/<int:number>", calendar_days.day, name="calendar-day"),
    path("calendar/days/<int:number>/removal", calendar_days.day_removal, name="calendar-day-removal"),
    path("calendar/hours/new", calendar_days.new_hours, name="calendar-hours-new"),
    path("calendar/changes", calendar_changes.changes, name="calendar-changes"),
    path("calendar/changes/<int:number>", calendar_changes.change, name="calendar-change"),
    path("calendar/changes/<int:number>/application", calendar_changes.application, name="calendar-application"),
    path("national-portal", portal_ledger.portal_ledger, name="portal-ledger"),
    path("national-portal/dossiers/<str:code>", portal_ledger.portal_dossier, name="portal-dossier"),
    path("national-portal/dossiers/<str:code>/comparison", portal_ledger.portal_comparison, name="portal-comparison"),
    path("national-portal/dossiers/<str:code>/resending", portal_ledger.portal_resending, name="portal-resending"),
    path(
        "national-portal/dossiers/<str:code>/messages/<int:sequence>/retrying",
        portal_ledger.portal_retrying,
        name="portal-retrying",
    ),
    path("health", health.health, name="health"),
]
