from django.urls import path

from motcua.sites.studio import health, measures, national, procedures, surveys

app_name = "studio"
urlpatterns = [
    path("", procedures.procedures, name="procedures"),
    path("procedures/<str:code>", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/versions/<int:number>", procedures.version, name="version"),
    path("national/proposals", national.proposals, name="proposals"),
    path("national/findings", national.findings, name="findings"),
    path("national/entries/<str:code>", national.entry, name="national-entry"),
    path("measures", measures.measures, name="measures"),
    path("measures/<str:code>", measures.measure, name="measure"),
    path("surveys", surveys.surveys, name="surveys"),
    path("surveys/new", surveys.new_survey, name="survey-new"),
    path("surveys/<int:number>", surveys.survey, name="survey"),
    path("surveys/<int:number>/opening", surveys.survey_opening, name="survey-opening"),
    path("surveys/<int:number>/closing", surveys.survey_closing, name="survey-closing"),
    path("surveys/<int:number>/answers.csv", surveys.survey_file, name="survey-file"),
    path("health", health.health, name="health"),
]
