from django.urls import path

from motcua.sites.studio import health, national, procedures

app_name = "studio"
urlpatterns = [
    path("", procedures.procedures, name="procedures"),
    path("procedures/<str:code>", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/versions/<int:number>", procedures.version, name="version"),
    path("national/proposals", national.proposals, name="proposals"),
    path("national/findings", national.findings, name="findings"),
    path("national/entries/<str:code>", national.entry, name="national-entry"),
    path("health", health.health, name="health"),
]
