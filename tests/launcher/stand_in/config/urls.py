"""One address, which is well when the database is."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path


def health(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok")


urlpatterns = [path("health", health)]
