"""Who is mounted where."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("motcua.sites.desk.urls")),
    path("studio/", include("motcua.sites.studio.urls")),
    path("api/v1/", include("motcua.sites.api.urls")),
    path("", include("motcua.sites.ui.urls")),
    path("", include("motcua.sites.portal.urls")),
]

handler404 = "motcua.sites.ui.errors.not_found"
handler500 = "motcua.sites.ui.errors.server_error"
handler403 = "motcua.sites.ui.errors.forbidden"
handler400 = "motcua.sites.ui.errors.bad_request"
