"""The cast of the demonstration, shown on the sign-in page. A real installation never loads them."""

from importlib import import_module
from typing import Any

from django.conf import settings


def people() -> tuple[Any, ...]:
    return tuple(import_module("motcua.foundation.accounts.demo").PEOPLE) if settings.DEMO else ()
