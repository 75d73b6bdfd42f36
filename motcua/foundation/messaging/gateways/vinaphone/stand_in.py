"""Stands in for VinaPhone: takes SMS, says what is wrong with a request, and sends twice what it is asked twice."""

import re
from collections.abc import Mapping
from typing import Any

from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.gateways.mailbox import Mailbox, Received
from motcua.foundation.stand_ins.door import Answer, Book, Request, Routes, StandIn, said

PATH = "/SMSBNAPI/api"
USER, PASSWORD = "one-stop", "only for tests"
_REQUIRED = ("REQID", "LABELID", "CONTRACTTYPEID", "CONTRACTID", "TEMPLATEID", "AGENTID", "APIUSER", "USERNAME")
_PHONE = re.compile(r"84\d{9}")
_LONGEST = 612
_CODINGS = {0: sms_text.GSM7, 8: sms_text.UCS2}


def routes(book: Book, mailbox: Mailbox) -> Routes:
    def send(asked: Request) -> Answer:
        request = _read(asked)
        if (request.get("APIUSER"), request.get("APIPASS")) != (USER, PASSWORD):
            return _reply("1", "Sai thong tin dang nhap")
        if book.takes("refuses"):
            return _reply("9", "Loi khong xac dinh")
        wrong = list(_wrong_with(request))
        for each in wrong:
            book.complain(f"vinaphone: {each}")
        if wrong:
            return _reply("3", wrong[0])
        text = request["PARAMS"][0]["CONTENT"]
        mailbox.keep(Received("vinaphone", request["MOBILELIST"], text, request["REQID"]))
        return _reply("0", "Success")

    return {("POST", PATH): send}


def stand_in(*, port: int = 0, book: Book | None = None, mailbox: Mailbox | None = None) -> StandIn:
    book, mailbox = book or Book(), mailbox or Mailbox()
    return StandIn({**routes(book, mailbox), **mailbox.routes()}, book=book, port=port)


def _read(asked: Request) -> Mapping[str, Any]:
    try:
        request = asked.json()["RQST"]
    except (ValueError, KeyError, TypeError):
        return {}
    return request if isinstance(request, dict) else {}


def _wrong_with(request: Mapping[str, Any]) -> list[str]:
    wrong = [f"{name} is missing" for name in _REQUIRED if not request.get(name)]
    if not _PHONE.fullmatch(str(request.get("MOBILELIST", ""))):
        wrong.append("MOBILELIST is no telephone with 84")
    params = request.get("PARAMS")
    if not isinstance(params, list) or not params or not params[0].get("CONTENT"):
        return [*wrong, "PARAMS hold no CONTENT"]
    text = params[0]["CONTENT"]
    if len(text) > _LONGEST:
        wrong.append(f"CONTENT is longer than {_LONGEST}")
    if _CODINGS.get(request.get("DATACODING", -1)) is not sms_text.count(text).alphabet:
        wrong.append("DATACODING does not fit CONTENT")
    return wrong


def _reply(code: str, words: str) -> Answer:
    return said({"RPLY": {"name": "send_sms_list", "ERROR": code, "ERROR_DESC": words}})
