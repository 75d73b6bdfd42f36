"""Stands in for a mail server: takes e-mails over true SMTP, and looks whether they are made as they should be."""

import asyncio
import socket
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Protocol

from aiosmtpd.controller import Controller

from motcua.foundation.messaging.gateways.mailbox import Mailbox, Received
from motcua.foundation.stand_ins.door import Book

#: Names of mailboxes that nobody has, that are full, and that belong to somebody who wants no mail of ours.
NOBODY, FULL, UNWILLING = "khong-co", "day", "tu-choi"
_REFUSED = {
    NOBODY: "550 5.1.1 No such mailbox",
    FULL: "452 4.2.2 Mailbox full",
    UNWILLING: "550 5.7.1 Delivery not authorized",
}
_HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")
_LONGEST_LINE = 998
_HOST = "127.0.0.1"
_SILENT_SECONDS = 60


class _Envelope(Protocol):
    content: bytes
    rcpt_tos: list[str]


class Handler:
    """What aiosmtpd calls; the names are its own."""

    def __init__(self, book: Book, mailbox: Mailbox) -> None:
        self.book, self.mailbox = book, mailbox

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: object, envelope: _Envelope, address: str, _options: list[str]
    ) -> str:
        if self.book.takes("smtp_busy"):
            return "421 4.3.2 Try again later"
        refusal = _REFUSED.get(address.partition("@")[0])
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: _Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage), "the default policy makes these"
        for each in _wrong_with(mail, envelope.content):
            self.book.complain(f"smtp: {each}")
        text = mail.get_body(("plain",))
        words = text.get_content() if text is not None else ""
        for address in envelope.rcpt_tos:
            self.mailbox.keep(Received("smtp", address, words, str(mail["Message-ID"]), subject=str(mail["Subject"])))
        if self.book.takes("smtp_taken_and_silent"):
            await asyncio.sleep(_SILENT_SECONDS)
        return "250 2.0.0 OK"


def stand_in(*, port: int = 0, book: Book | None = None, mailbox: Mailbox | None = None) -> Controller:
    """Not started yet; it runs in a thread of its own."""
    handler = Handler(book or Book(), mailbox or Mailbox())
    return Controller(handler, hostname=_HOST, port=port or _free_port(), ready_timeout=10.0)


def _free_port() -> int:
    """The library cannot be told to take any: it knocks at the number that it was given."""
    with socket.socket() as knocking:
        knocking.bind((_HOST, 0))
        port: int = knocking.getsockname()[1]
        return port


def _wrong_with(mail: EmailMessage, content: bytes) -> list[str]:
    wrong = [f"{name} is missing" for name in _HEADERS if not mail[name]]
    if mail["Auto-Submitted"] != "auto-generated":
        wrong.append("holiday answers will come back")
    if {part.get_content_type() for part in mail.walk() if not part.is_multipart()} != {"text/plain", "text/html"}:
        wrong.append("it is not told both plainly and as HTML")
    if max(map(len, content.splitlines()), default=0) > _LONGEST_LINE:
        wrong.append("a line is too long")
    return wrong
