"""Syslog as security centres take it: RFC 5424 lines, counted in octets (RFC 6587), over TCP or TLS (RFC 5425)."""

import socket
import ssl
from collections.abc import Iterable
from datetime import UTC
from urllib.parse import urlsplit

from motcua.foundation.security_log.events import KINDS, Event
from motcua.foundation.security_log.models import SecurityLink

#: "Log audit" of RFC 5424, table 1.
_FACILITY = 13
_INFORMATIONAL, _NOTICE, _WARNING, _CRITICAL = 6, 5, 4, 2
_PATIENCE_SECONDS = 10.0
_TLS_PORT = 6514


def frame(line: str, link: SecurityLink, *, host: str) -> bytes:
    """One message with its length before it, so that a line may hold what it likes."""
    kind = KINDS[Event(link.event.event)]
    moment = link.event.at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    message = f"<{_FACILITY * 8 + _severity(kind.severity)}>1 {moment} {host} motcua - {link.event.event} - {line}"
    octets = message.encode("ascii", "backslashreplace")
    return b"%d %s" % (len(octets), octets)


def deliver(frames: Iterable[bytes], *, address: str, trust: str = "", own: str = "") -> None:
    """All of them, over one connection. Raises OSError unless the receiver has read to the end.

    Syslog has no answer. What shows that everything was read is that the receiver closes after we have said that no
    more is coming; until then bytes may still lie in a buffer of a machine that has just gone away.
    """
    host, port = _place(address)
    with socket.create_connection((host, port), timeout=_PATIENCE_SECONDS) as plain:
        connection = _context(trust, own).wrap_socket(plain, server_hostname=host) if trust else plain
        for one in frames:
            connection.sendall(one)
        if isinstance(connection, ssl.SSLSocket):
            _say_goodbye(connection)
        else:
            connection.shutdown(socket.SHUT_WR)
            _wait_for_the_end(connection)


def _say_goodbye(connection: ssl.SSLSocket) -> None:
    try:
        connection.unwrap().close()
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError):
        # It closed without the courtesy of TLS: only after having read ours, or this would be a reset.
        connection.close()


def _wait_for_the_end(connection: socket.socket) -> None:
    while connection.recv(1024):
        continue


def _context(trust: str, own: str) -> ssl.SSLContext:
    found = ssl.create_default_context(cafile=trust)
    found.minimum_version = ssl.TLSVersion.TLSv1_2
    if own:
        found.load_cert_chain(own)
    return found


def _place(address: str) -> tuple[str, int]:
    parts = urlsplit(f"//{address}")
    if not parts.hostname:
        message = "SOC_ADDRESS is no host:port"
        raise ValueError(message)
    return parts.hostname, parts.port or _TLS_PORT


def _severity(cef: int) -> int:
    steps = ((9, _CRITICAL), (7, _WARNING), (4, _NOTICE))
    return next((severity for least, severity in steps if cef >= least), _INFORMATIONAL)
