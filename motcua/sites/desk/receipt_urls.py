"""Addresses of what comes after: receipts, ratings, petitions."""

from django.urls import path

from motcua.sites.desk import cashier_receipts, petitions, ratings, receipt_acts, receipt_report

urlpatterns = [
    path("ratings", ratings.ratings, name="ratings"),
    path("petitions", petitions.petitions, name="petitions"),
    path("petitions/<uuid:petition_id>", petitions.petition, name="petition"),
    path("petitions/<uuid:petition_id>/files/<uuid:file_id>", petitions.petition_file, name="petition-file"),
    path("petitions/<uuid:petition_id>/<str:act>", petitions.petition_act, name="petition-act"),
    path("fee-receipts", cashier_receipts.fee_receipts, name="fee-receipts"),
    path("fee-receipts/report", receipt_report.receipt_report, name="receipt-report"),
    path("fee-receipts/report.csv", receipt_report.receipt_report_file, name="receipt-report-file"),
    path("fee-receipts/of-duty/<int:duty_id>", cashier_receipts.issue, name="fee-receipt-issue"),
    path("fee-receipts/<uuid:receipt_id>", cashier_receipts.fee_receipt, name="fee-receipt"),
    path("fee-receipts/<uuid:receipt_id>/receipt.pdf", cashier_receipts.paper, name="fee-receipt-paper"),
    path("fee-receipts/<uuid:receipt_id>/receipt.xml", cashier_receipts.original, name="fee-receipt-original"),
    path("fee-receipts/<uuid:receipt_id>/cancellation", receipt_acts.cancellation, name="fee-receipt-cancellation"),
    path(
        "fee-receipts/<uuid:receipt_id>/cancellation/again",
        cashier_receipts.cancellation_again,
        name="fee-receipt-cancellation-again",
    ),
    path("fee-receipts/<uuid:receipt_id>/replacement", receipt_acts.replacement, name="fee-receipt-replacement"),
]
