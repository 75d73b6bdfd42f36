"""Work in the office. Within the desk's own addresses."""

from django.urls import path

from motcua.sites.desk.office import absences, assignments, consultations, steps

_STEP = "dossiers/<str:code>/work/<int:item_id>"

urlpatterns = [
    path(f"{_STEP}/questions", consultations.asking, name="questions"),
    path(f"{_STEP}/opinion", consultations.opinion, name="opinion"),
    path(f"{_STEP}/silence", consultations.silence, name="silence"),
    path(f"{_STEP}/giving-back", steps.giving_back_page, name="giving-back"),
    path(f"{_STEP}/site-visits", steps.site_visit, name="site-visits"),
    path(f"{_STEP}/acknowledgement", steps.acknowledgement, name="acknowledgement"),
    path(f"{_STEP}/taking-back", steps.taking_back, name="taking-back"),
    path(f"{_STEP}/assignment", assignments.giving_out, name="assignment"),
    path("dossiers/<str:code>/redirection", steps.redirection, name="redirection"),
    path("team", assignments.team, name="team"),
    path("team/assignments", assignments.batch, name="team-assignments"),
    path("team/<int:post_id>", assignments.member, name="team-member"),
    path("team/<int:post_id>/leaving", absences.leaving, name="leaving"),
    path("days/<int:post_id>", absences.days, name="days"),
    path("days/<int:post_id>/<str:what>/<int:row_id>/ending", absences.ending, name="days-ending"),
]
