"""Going to an address that somebody else named: out into the world, and never into our own house.

The name is looked up once, every address that it has is looked at, and the connection goes to the very address that was
looked at: a name that answers differently the second time leads nowhere else.
"""

import socket
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from motcua.foundation.refusals import Refusal

Address = IPv4Address | IPv6Address

_HTTPS_PORT = 443
#: Addresses in which one of version 4 is hidden that only the network's own machines see (RFC 6052, RFC 8215).
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


class AddressNotAllowed(Refusal):
    """The address is not one of the public network by HTTPS, and no operator has allowed it."""


class NameUnknown(Exception):
    """Nobody knows this name just now."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: `url` has the address in it, `host` is what the other side is called."""

    url: str
    host: str
    #: For the certificate; empty without HTTPS.
    server_name: str


def require_form(url: str, *, trusted: Collection[str]) -> SplitResult:
    """What can be said without asking anybody. `trusted` are hosts, or hosts with ports, that the operator allows.

    Raises AddressNotAllowed.
    """
    if not (url.isascii() and url.isprintable()):
        raise AddressNotAllowed
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressNotAllowed from None
    if not parts.hostname or parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressNotAllowed
    if _is_trusted(parts.hostname, port, trusted) and parts.scheme in {"http", "https"}:
        return parts
    if parts.scheme != "https" or not all(is_public(address) for address in _literal(parts.hostname)):
        raise AddressNotAllowed
    return parts


def target(url: str, *, trusted: Collection[str]) -> Target:
    """Where this address leads now. Raises AddressNotAllowed, NameUnknown."""
    parts = require_form(url, trusted=trusted)
    host, port = str(parts.hostname), parts.port
    found = _looked_up(host, port or _HTTPS_PORT)
    if not _is_trusted(host, port, trusted) and not all(map(is_public, found)):
        raise AddressNotAllowed
    first = f"[{found[0]}]" if isinstance(found[0], IPv6Address) else str(found[0])
    named = f"[{host}]" if ":" in host else host
    behind = f":{port}" if port else ""
    pinned = parts._replace(netloc=f"{first}{behind}").geturl()
    return Target(pinned, f"{named}{behind}", host if parts.scheme == "https" else "")


def is_public(address: Address) -> bool:
    """Reachable by everybody, and not a door back into a network of ours by another spelling."""
    if isinstance(address, IPv6Address):
        hidden = (address.ipv4_mapped, address.sixtofour, *(address.teredo or ()))
        if any(hidden) or any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast


def _is_trusted(host: str, port: int | None, trusted: Collection[str]) -> bool:
    return host in trusted or f"{host}:{port}" in trusted


def _literal(host: str) -> Iterator[Address]:
    """The address, where the host is written as one; also in the spellings that a system's resolver would take."""
    try:
        yield ip_address(host)
    except ValueError:
        if host.replace(".", "").replace("x", "").isalnum() and host.rpartition(".")[2][:1].isdigit():
            # 2130706433, 0x7f.1 and 127.1 are numbers to a resolver, and no name ends in a digit.
            raise AddressNotAllowed from None


def _looked_up(host: str, port: int) -> list[Address]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise NameUnknown from problem
    return [ip_address(str(answer[4][0]).partition("%")[0]) for answer in answers]
