from django.urls import path

from motcua.sites.desk import (
    acceptances,
    apologies,
    completion_requests,
    decisions,
    deliveries,
    dossiers,
    files,
    forwardings,
    lists,
    payment_confirmations,
    publications,
    refusals,
    results,
    searches,
    slips,
    stops,
    supplement_requests,
    takings,
)

app_name = "desk"
urlpatterns = [
    path("", lists.home, name="home"),
    path("lists/<str:queue>", lists.worklist, name="list"),
    path("search", searches.search, name="search"),
    path("dossiers/<str:code>", dossiers.dossier, name="dossier"),
    path("dossiers/<str:code>/files/<uuid:file_id>", files.file, name="file"),
    path("dossiers/<str:code>/slips/<str:kind>", slips.slip, name="slip"),
    path("dossiers/<str:code>/acceptance", acceptances.acceptance, name="acceptance"),
    path("dossiers/<str:code>/refusal", refusals.refusal, name="refusal"),
    path("dossiers/<str:code>/completion-request", completion_requests.completion_request, name="completion-request"),
    path("dossiers/<str:code>/supplement-requests", supplement_requests.supplement_request, name="supplement-requests"),
    path("dossiers/<str:code>/work/<int:item_id>/taking", takings.taking, name="taking"),
    path("dossiers/<str:code>/work/<int:item_id>/forwarding", forwardings.forwarding, name="forwarding"),
    path("dossiers/<str:code>/result", results.result, name="result"),
    path("dossiers/<str:code>/decision", decisions.decision, name="decision"),
    path("dossiers/<str:code>/publication", publications.publication, name="publication"),
    path("dossiers/<str:code>/delivery", deliveries.delivery, name="delivery"),
    path(
        "dossiers/<str:code>/payment-confirmation",
        payment_confirmations.payment_confirmation,
        name="payment-confirmation",
    ),
    path("dossiers/<str:code>/apology", apologies.apology, name="apology"),
    path("dossiers/<str:code>/stop", stops.stop, name="stop"),
]
