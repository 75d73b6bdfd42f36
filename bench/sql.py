"""How many statements one request is: counted in this process, through every layer but the network."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client


def statements(act: Callable[[], object]) -> int:
    """BEGIN and COMMIT are not among them."""
    count = 0

    def counted(execute: Callable[..., Any], *details: Any) -> Any:
        nonlocal count
        count += 1
        return execute(*details)

    with connection.execute_wrapper(counted):
        act()
    return count


def visitor(session: str = "") -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client
