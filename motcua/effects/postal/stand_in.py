"""A stand-in for the post: orders, cancellations, prices and a HAL tracking with a cursor; it checks what it is sent.

`python -m motcua.effects.postal.stand_in --port 8110`. `POST /_move {"number": …, "code": "3", "text": …}` moves a
parcel; faults on order besides those of every stand-in: `twice` gives each row two times, `late` holds rows back for
one question, `unknown` says a status that nobody has heard of, `refuse` will not take an order.
"""

import argparse
import itertools
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.effects.postal.wire import DONE, KNOWN, LONGEST, NEEDED, SERVICE
from motcua.foundation.stand_ins.door import Answer, Book, Request, StandIn, said

CUSTOMER, TOKEN = "SONGLAM", "stand-in-postal-token"
_PATH = "/postal"
_WHOLE = ("CODAmount", "SenderProvince", "SenderDistrict", "ReceiverProvince", "ReceiverDistrict", "FlagConfig")
_FLAG = 2
_BASE, _FAR = 26_000, 5_000


@dataclass
class Post:
    book: Book
    orders: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    cancelled: set[str] = field(default_factory=set)
    rows: list[dict[str, Any]] = field(default_factory=list)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def move(self, number: str, code: str, text: str) -> None:
        oid = f"{next(self._numbers):024x}"
        self.rows.append({"_id": {"$oid": oid}, "OrderNumber": number, "StatusCode": code, "StatusMessage": text})

    def serve(self, asked: Request) -> Answer:
        if asked.headers.get("access_token") != TOKEN:
            return self._wrong("header access_token")
        services = {"orderPost": self.order, "cancelPost": self.cancel, "priceHCC": self.cost, "tracking": self.track}
        service = services.get(asked.query.get("service", ""))
        return service(asked) if service else self._wrong("service")

    def order(self, asked: Request) -> Answer:
        told = asked.json()
        complaint = _complaint(told)
        if complaint:
            return self._wrong(complaint)
        if self.book.takes("refuse"):
            return said({"Status": "105", "Message": "Bưu cục không phục vụ địa chỉ này"})
        number = told["OrderNumber"]
        if number in self.orders:
            return said({"Status": KNOWN, "Message": "Đơn đã tồn tại"})
        self.orders[number] = told
        self.move(number, "1", "Đã tiếp nhận yêu cầu")
        return said({"Status": DONE, "Message": "Thành công"})

    def cancel(self, asked: Request) -> Answer:
        number = asked.json().get("OrderNUmber", "")
        if number not in self.orders:
            return self._wrong("OrderNUmber")
        self.cancelled.add(number)
        self.move(number, "4", "Đã hủy")
        return said({"Status": DONE, "Message": "Đã hủy"})

    def cost(self, asked: Request) -> Answer:
        told = asked.json()
        if told.get("mainSrv") != SERVICE or told.get("isreturn") != 1 or not isinstance(told.get("weight"), int):
            return self._wrong("priceHCC")
        near = told["sender"]["provCode"] == told["receiver"]["provCode"]
        return said({"content": {"price": _BASE if near else _BASE + _FAR}})

    def track(self, asked: Request) -> Answer:
        last, size = asked.query.get("lastId", ""), int(asked.query.get("pagesize", "100"))
        rows = [row for row in self.rows if row["_id"]["$oid"] > last][:size]
        if self.book.takes("late"):
            rows = []
        if self.book.takes("twice"):
            rows = [row for row in rows for _again in range(2)]
        if self.book.takes("unknown"):
            rows = [{**row, "StatusCode": "91", "StatusMessage": "Đang khai thác"} for row in rows]
        return said({"_embedded": {"rh:doc": rows}, "_returned": len(rows)})

    def moved(self, asked: Request) -> Answer:
        told = asked.json()
        self.move(str(told["number"]), str(told["code"]), str(told.get("text", "")))
        return said({"moved": told["number"]})

    def _wrong(self, what: str) -> Answer:
        self.book.complain(what)
        return said({"Status": "400", "Message": what})


def _complaint(told: Mapping[str, Any]) -> str:
    for name, longest in LONGEST.items():
        value = told.get(name)
        if not isinstance(value, str) or len(value) > longest or (name in NEEDED and not value):
            return name
    for name in _WHOLE:
        value = told.get(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            return name
    if told["CustomerCode"] != CUSTOMER or told["FlagConfig"] != _FLAG:
        return "CustomerCode" if told["CustomerCode"] != CUSTOMER else "FlagConfig"
    phones = (told["SenderTel"], told["ReceiverTel"])
    return "" if all(phone.isdigit() for phone in phones) else "Tel"


class PostStandIn(StandIn):
    post: Post

    @property
    def service_url(self) -> str:
        return f"{self.url}{_PATH}"


def stand_in(*, port: int = 0, book: Book | None = None) -> PostStandIn:
    post = Post(book or Book())
    routes = {("POST", _PATH): post.serve, ("GET", _PATH): post.serve, ("POST", "/_move"): post.moved}
    opened = PostStandIn(routes, book=post.book, port=port)
    opened.post = post
    return opened


def settings(url: str) -> dict[str, str]:
    return {"POSTAL_URL": url, "POSTAL_CUSTOMER": CUSTOMER, "POSTAL_TOKEN": TOKEN}


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the post")
    parser.add_argument("--port", type=int, default=8110)
    opened = stand_in(port=parser.parse_args().port)
    sys.stdout.write(f"{opened.service_url}  customer {CUSTOMER}, token {TOKEN}\n")
    sys.stdout.flush()
    opened.serve_forever()


if __name__ == "__main__":
    main()
