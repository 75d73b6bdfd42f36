"""Figures for everybody, and the same as open data."""

from django.urls import path

from motcua.sites.portal.figures import open_data, pages

urlpatterns = [
    path("figures", pages.province, name="figures"),
    path("figures/procedures", pages.procedures, name="figures-procedures"),
    path("figures/procedures/<str:code>", pages.procedure, name="figures-procedure"),
    path("figures/units/<str:code>", pages.unit, name="figures-unit"),
    path("figures/data", open_data.open_data, name="open-data"),
    path("figures/data/datapackage.json", open_data.open_data_package, name="open-data-package"),
    path("figures/data/<str:dataset>/<str:period>.<str:kind>", open_data.open_data_file, name="open-data-file"),
]
