"""The look that every site shares, and the door that every person comes through."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "motcua.sites.ui"
    label = "ui"
