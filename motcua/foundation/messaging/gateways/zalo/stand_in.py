"""Stands in for Zalo: hands out keys for renewal keys that are good once, and takes messages of known templates."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from motcua.foundation.messaging.gateways.mailbox import Mailbox, Received
from motcua.foundation.messaging.words import ZALO_TEMPLATE
from motcua.foundation.stand_ins.door import Answer, Book, Request, Routes, StandIn, said

PATH, TOKEN_PATH = "/message/template", "/v4/oa/access_token"
APP, SECRET, RENEWAL_KEY = "4300000000001", "only for tests", "first-renewal-key"
#: One that was handed out before this program was started anew is still good.
_RENEWAL = "renewal-"
#: This number has no Zalo.
NOBODY = "0000"
_PHONE = re.compile(r"84\d{9}")
_LONGEST_TRACKING = 48


@dataclass
class Zalo:
    book: Book
    mailbox: Mailbox
    key: str = ""
    spent: set[str] = field(default_factory=set)
    sent: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def renew(self, asked: Request) -> Answer:
        form = asked.form()
        right = {"app_id": APP, "grant_type": "refresh_token"}
        if asked.headers.get("secret_key") != SECRET or any(form.get(name) != value for name, value in right.items()):
            return said({"error": -14004, "error_name": "Invalid app"})
        with self._lock:
            given = form.get("refresh_token", "")
            if given in self.spent or not (given == RENEWAL_KEY or given.startswith(_RENEWAL)):
                self.book.complain("zalo: a renewal key was used that is not good any more")
                return said({"error": -14014, "error_name": "Invalid refresh token"})
            self.spent.add(given)
            self.key = f"key-{uuid4().hex}"
            return said({"access_token": self.key, "refresh_token": _RENEWAL + uuid4().hex, "expires_in": "90000"})

    def send(self, asked: Request) -> Answer:
        if self.book.takes("expired_key"):
            self.key = ""
        if not self.key or asked.headers.get("access_token") != self.key:
            return said({"error": -124, "message": "Access token is invalid"})
        if self.book.takes("no_number"):
            return said({"message": "Internal"})
        request = asked.json()
        code, words = _wrong_with(request)
        if code:
            return said({"error": code, "message": words})
        tracking = request["tracking_id"]
        if tracking not in self.sent:
            self.sent[tracking] = uuid4().hex
            self.mailbox.keep(Received("zalo", request["phone"], _shown(request), tracking))
        quota = {"dailyQuota": "500", "remainingQuota": "499"}
        return said({"error": 0, "message": "Success", "data": {"msg_id": self.sent[tracking], "quota": quota}})


def routes(book: Book, mailbox: Mailbox) -> Routes:
    zalo = Zalo(book, mailbox)
    return {("POST", PATH): zalo.send, ("POST", TOKEN_PATH): zalo.renew}


def stand_in(*, port: int = 0, book: Book | None = None, mailbox: Mailbox | None = None) -> StandIn:
    book, mailbox = book or Book(), mailbox or Mailbox()
    return StandIn({**routes(book, mailbox), **mailbox.routes()}, book=book, port=port)


def _wrong_with(request: Mapping[str, Any]) -> tuple[int, str]:
    data, tracking = request.get("template_data"), str(request.get("tracking_id", ""))
    phone = str(request.get("phone", ""))
    checks = (
        (-108, "Phone number invalid", bool(_PHONE.fullmatch(phone))),
        (-109, "Template ID invalid", str(request.get(ZALO_TEMPLATE, "")).isdigit()),
        (-111, "Template data is empty", bool(data)),
        (-112, "Template data invalid", isinstance(data, dict) and all(isinstance(v, str) for v in data.values())),
        (-107, "Tracking ID invalid", 0 < len(tracking) <= _LONGEST_TRACKING),
        (-118, "Zalo account not existed", not phone.endswith(NOBODY)),
    )
    return next(((code, words) for code, words, good in checks if not good), (0, ""))


def _shown(request: Mapping[str, Any]) -> str:
    facts = ", ".join(f"{name}: {value}" for name, value in request["template_data"].items())
    return f"[{request['template_id']}] {facts}"
