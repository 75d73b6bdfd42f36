"""Addresses from the table of operations."""

import re
from itertools import groupby

from django.urls import path, re_path

from motcua.sites.api import door
from motcua.sites.api.operations import OPERATIONS

app_name = "api"

_CONVERTERS = {"draft": "uuid", "subscription": "uuid", "delivery": "uuid", "paper": "int"}


def _address(template: str) -> str:
    return re.sub(r"{(\w+)}", lambda part: f"<{_CONVERTERS.get(part[1], 'str')}:{part[1]}>", template).lstrip("/")


def _name(template: str) -> str:
    return re.sub(r"[{}]", "", template).strip("/").replace("/", "-").replace("_", "-")


_BY_PATH = groupby(sorted(OPERATIONS, key=lambda operation: operation.path), key=lambda operation: operation.path)
urlpatterns = [
    path("openapi.json", door.description, name="openapi"),
    *(path(_address(template), door.view_of(list(same)), name=_name(template)) for template, same in _BY_PATH),
    # Whatever else is asked for, line ends in the address included.
    re_path(r"^[\s\S]*$", door.nothing_here, name="nothing-there"),
]
