"""Reports. Within the desk's own addresses."""

from django.urls import path

from motcua.sites.desk.reports import filling, frozen, numbers, pages, reasons, steps

urlpatterns = [
    path("reports", pages.all_reports, name="reports"),
    path("reports/reasons", reasons.reasons, name="report-reasons"),
    path("reports/reasons/dossiers", reasons.reason_dossiers, name="report-reason-dossiers"),
    path("reports/steps", steps.steps, name="report-steps"),
    path("reports/filling", filling.filling, name="report-filling"),
    path("reports/frozen", frozen.all_frozen, name="reports-frozen"),
    path("reports/frozen/<int:frozen_id>", frozen.one_frozen, name="report-frozen"),
    path("reports/frozen/<int:frozen_id>/table.<str:kind>", frozen.frozen_file, name="report-frozen-file"),
    path("reports/frozen/<int:frozen_id>/approval", frozen.approve, name="report-approval"),
    path("reports/<str:code>", pages.report, name="report"),
    path("reports/<str:code>/table.<str:kind>", pages.report_file, name="report-file"),
    path("reports/<str:code>/signed", pages.signed, name="report-signed"),
    path("reports/<str:code>/freezing", frozen.freeze, name="report-freezing"),
    path("reports/<str:code>/number", numbers.number, name="report-number"),
    path("reports/<str:code>/dossiers/<str:counted>", numbers.dossiers, name="report-dossiers"),
    path("reports/<str:code>/dossiers/<str:counted>/codes.csv", numbers.dossiers_file, name="report-dossiers-file"),
]
