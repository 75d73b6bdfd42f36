from django.urls import path

from motcua.sites.studio import health, procedures

app_name = "studio"
urlpatterns = [
    path("", procedures.procedures, name="procedures"),
    path("procedures/<str:code>", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/versions/<int:number>", procedures.version, name="version"),
    path("health", health.health, name="health"),
]
