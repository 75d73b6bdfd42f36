"""Stands in for eSMS: knows references, and reports afterwards, on order twice, late, or that it did not arrive."""

import re
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen
from uuid import uuid4

from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.gateways.mailbox import Mailbox, Received
from motcua.foundation.stand_ins.door import Answer, Book, Request, Routes, StandIn, said

PATH = "/MainService.svc/json/SendMultipleMessage_V4_post_json/"
KEY, SECRET, BRAND = "stand-in-key", "only for tests", "MOTCUA"
_PHONE = re.compile(r"(84|0)\d{9}")
#: Numbers with this ending belong to nobody: taken, and reported as not delivered.
NOBODY = "0000"
_LATE_SECONDS = 5.0
_SOON_SECONDS = 0.3
_LONGEST = 612


@dataclass
class Esms:
    book: Book
    mailbox: Mailbox
    taken: dict[str, str] = field(default_factory=dict)

    def send(self, asked: Request) -> Answer:
        try:
            request = asked.json()
        except ValueError:
            return _refused("99", "no JSON")
        if (request.get("ApiKey"), request.get("SecretKey")) != (KEY, SECRET):
            return _refused("101", "Authorize Failed")
        if self.book.takes("no_credit"):
            return _refused("103", "Not enough balance")
        if request.get("Brandname") != BRAND:
            return _refused("104", "Brand name code is not exist")
        wrong = _wrong_with(request)
        for each in wrong:
            self.book.complain(f"esms: {each}")
        if wrong:
            return _refused("99", wrong[0])
        return self._take(request)

    def _take(self, request: Mapping[str, Any]) -> Answer:
        reference = request["RequestId"]
        if reference in self.taken:
            return said({"CodeResult": "124", "ErrorMessage": "Duplicate RequestId", "SMSID": self.taken[reference]})
        self.taken[reference] = f"{uuid4().hex}100"
        self.mailbox.keep(Received("esms", request["Phone"], request["Content"], reference))
        if request["CallbackUrl"]:
            self._report(request, number=self.taken[reference])
        return said({"CodeResult": "100", "CountRegenerate": 0, "SMSID": self.taken[reference]})

    def _report(self, request: Mapping[str, Any], *, number: str) -> None:
        failed = request["Phone"].endswith(NOBODY)
        report = {
            "SMSID": number,
            "SendFailed": "1" if failed else "0",
            "SendStatus": "5",
            "SendSuccess": "0" if failed else "1",
            "TotalReceiver": "1",
            "TotalSent": "1",
            "RequestId": request["RequestId"],
            "TypeId": "2",
        }
        seconds = _LATE_SECONDS if self.book.takes("late_report") else _SOON_SECONDS
        times = 2 if self.book.takes("report_twice") else 1
        for _ in range(times):
            later = threading.Timer(seconds, _call, (request["CallbackUrl"], report))
            later.daemon = True
            later.start()


def routes(book: Book, mailbox: Mailbox) -> Routes:
    return {("POST", PATH): Esms(book, mailbox).send}


def stand_in(*, port: int = 0, book: Book | None = None, mailbox: Mailbox | None = None) -> StandIn:
    book, mailbox = book or Book(), mailbox or Mailbox()
    return StandIn({**routes(book, mailbox), **mailbox.routes()}, book=book, port=port)


def _wrong_with(request: Mapping[str, Any]) -> list[str]:
    text = str(request.get("Content", ""))
    unicode = "1" if sms_text.count(text).alphabet is sms_text.UCS2 else "0"
    checks = {
        "Phone": bool(_PHONE.fullmatch(str(request.get("Phone", "")))),
        "Content": 0 < len(text) <= _LONGEST,
        "SmsType": request.get("SmsType") == "2",
        "IsUnicode": request.get("IsUnicode") == unicode,
        "Sandbox": request.get("Sandbox") in {"0", "1"},
        "RequestId": bool(request.get("RequestId")),
        "CallbackUrl": "CallbackUrl" in request,
    }
    return [f"{name} is wrong" for name, good in checks.items() if not good]


def _refused(code: str, words: str) -> Answer:
    return said({"CodeResult": code, "CountRegenerate": 0, "ErrorMessage": words})


def _call(url: str, report: Mapping[str, str]) -> None:
    """It calls by GET and cares little about the answer."""
    with suppress(OSError), urlopen(f"{url}?{urlencode(report)}", timeout=5.0):  # noqa: S310 - the address that we gave
        return
