"""From which address a request comes."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Behind HTTPS stands a proxy of ours; the last address in the header is the one it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def may_come(request: HttpRequest, *, allowed: str) -> bool:
    """Whether the address is in one of the networks, named with commas between; where none is named, any may."""
    if not allowed:
        return True
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(each.strip()) for each in allowed.split(","))
