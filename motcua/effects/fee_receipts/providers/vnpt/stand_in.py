"""A stand-in for VNPT's receipts: three SOAP services with a book of receipts; it checks what it is sent.

`python -m motcua.effects.fee_receipts.providers.vnpt.stand_in --port 8120`. Faults on order besides those of every
stand-in: `known_fkey` says ERR:13 of a key it has instead of the number again, `err_N` answers ERR:N, `no_paper` has no
PDF yet, `other_number` names a receipt that nobody asked for.
"""

import argparse
import base64
import io
import json
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pikepdf
from lxml import etree
from lxml.builder import E as Elements

from motcua.effects.fee_receipts.providers.vnpt.stand_in_checks import Sent, complaint, read
from motcua.effects.fee_receipts.providers.vnpt.wire import CANCELLED, KNOWN, NAMESPACE, SOAP, TOO_EARLY
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn

FORM, SYMBOL = "01BLP0-001", "VN-26E"
ACCOUNT, ACCOUNT_PASSWORD = "phuongminhtan", "stand-in-account"
USERNAME, PASSWORD = "phuongminhtanservice", "stand-in-service"
_FAULTS = ("1", "3", "5", "6", "7", "9", "20", "29", "30", "99")


class _Error(Exception):
    """ERR with this code."""


@dataclass
class Kept:
    number: int
    on: date
    is_cancelled: bool = False


@dataclass
class Provider:
    book: Book
    receipts: dict[str, Kept] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)
    stock: int = 1000
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def serve(self, asked: Request) -> Answer:
        call = etree.fromstring(asked.body).find(f"{{{SOAP}}}Body")[0]
        method = etree.QName(call).localname
        given = {etree.QName(each).localname: each.text or "" for each in call}
        try:
            if asked.headers.get("soapaction") != f'"{NAMESPACE}{method}"':
                self._wrong("SOAPAction", "3")
            self._misbehave()
            said = self._methods[method](given)
        except _Error as error:
            said = f"ERR:{error}"
        return _soap(method, said)

    def _misbehave(self) -> None:
        if wanted := next((code for code in _FAULTS if self.book.takes(f"err_{code}")), None):
            raise _Error(wanted)

    @property
    def _methods(self) -> Mapping[str, Callable[[Mapping[str, str]], str]]:
        return {
            "ImportAndPublishInv": self.publish,
            "listInvByCusFkey": self.listed,
            "downloadInvPDFFkeyNoPay": self.paper,
            "cancelInv": self.cancel,
        }

    def publish(self, given: Mapping[str, str]) -> str:
        self._enter(given, names=("username", "password"))
        self._enter_account(given)
        if (given["pattern"], given["serial"]) != (FORM, SYMBOL):
            raise _Error("20")
        if given["convert"] != "0":
            self._wrong("convert", "3")
        sent = read(given["xmlInvData"])
        if wrong := complaint(sent):
            self._wrong(wrong, "3")
        with self._lock:
            number = self._number(sent)
        shown = number + 1000 if self.book.takes("other_number") else number
        key = "0" * 32 if shown != number else sent.key
        return f"OK:{FORM};{SYMBOL}-{key}_{shown}"

    def _number(self, sent: Sent) -> int:
        """The same key never gives two numbers."""
        if sent.key in self.receipts:
            if self.book.takes("known_fkey"):
                raise _Error(KNOWN)
            return self.receipts[sent.key].number
        if len(self.receipts) >= self.stock:
            raise _Error("6")
        if any(each.on > sent.on for each in self.receipts.values()):
            raise _Error(TOO_EARLY)
        self.receipts[sent.key], self.sent[sent.key] = Kept(len(self.receipts) + 1, sent.on), sent
        return self.receipts[sent.key].number

    def listed(self, given: Mapping[str, str]) -> str:
        self._enter(given)
        data = Elements.Data()
        if kept := self.receipts.get(given["key"]):
            facts = {"index": "1", "pattern": FORM, "serial": SYMBOL, "invNum": f"{kept.number:07d}", "status": "1"}
            data.append(Elements.Item(*(Elements(name, value) for name, value in facts.items())))
        return str(etree.tostring(data, encoding="unicode"))

    def paper(self, given: Mapping[str, str]) -> str:
        self._enter(given)
        kept = self.receipts.get(given["fkey"])
        if kept is None or self.book.takes("no_paper"):
            raise _Error("6")
        words = f"{kept.number:07d} {'cancelled' if kept.is_cancelled else 'issued'}"
        return base64.b64encode(_drawn(words)).decode()

    def cancel(self, given: Mapping[str, str]) -> str:
        self._enter(given)
        self._enter_account(given)
        kept = self.receipts.get(given["fkey"])
        if kept is None:
            raise _Error("2")
        if kept.is_cancelled:
            raise _Error(CANCELLED)
        kept.is_cancelled = True
        return "OK:"

    def _enter(self, given: Mapping[str, str], *, names: tuple[str, str] = ("userName", "userPass")) -> None:
        if tuple(given.get(name) for name in names) != (USERNAME, PASSWORD):
            raise _Error("1")

    def _enter_account(self, given: Mapping[str, str]) -> None:
        if (given.get("Account"), given.get("ACpass")) != (ACCOUNT, ACCOUNT_PASSWORD):
            raise _Error("1")

    def _wrong(self, what: str, code: str) -> None:
        self.book.complain(what)
        raise _Error(code)


class VnptStandIn(StandIn):
    provider: Provider


def stand_in(*, port: int = 0, book: Book | None = None) -> VnptStandIn:
    provider = Provider(book or Book())
    services = ("/PublishService.asmx", "/PortalService.asmx", "/BusinessService.asmx")
    opened = VnptStandIn({("POST", path): provider.serve for path in services}, book=provider.book, port=port)
    opened.provider = provider
    return opened


def access(url: str) -> dict[str, str]:
    """One entry of the file that RECEIPT_PROVIDERS names."""
    return {
        "kind": "vnpt",
        "url": url,
        "account": ACCOUNT,
        "account_password": ACCOUNT_PASSWORD,
        "username": USERNAME,
        "password": PASSWORD,
    }


def _drawn(words: str) -> bytes:
    drawn, page = io.BytesIO(), pikepdf.new()
    page.add_blank_page()
    page.docinfo["/Title"] = words
    page.save(drawn)
    return drawn.getvalue()


def _soap(method: str, said: str) -> Answer:
    root = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    response = etree.SubElement(etree.SubElement(root, f"{{{SOAP}}}Body"), f"{{{NAMESPACE}}}{method}Response")
    etree.SubElement(response, f"{{{NAMESPACE}}}{method}Result").text = said
    return Answer(bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)), kind="text/xml; charset=utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for VNPT's receipts")
    parser.add_argument("--port", type=int, default=8120)
    opened = stand_in(port=parser.parse_args().port)
    sys.stdout.write(f"{FORM} {SYMBOL}  {json.dumps(access(opened.url))}\n")
    sys.stdout.flush()
    opened.serve_forever()


if __name__ == "__main__":
    main()
