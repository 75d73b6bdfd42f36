"""A bank of the demonstration: its application pays a VietQR, and it tells us when money has moved.

    python -m motcua.effects.payments.gateways.bank_notice.stand_in --port 8113 --notice URL_OF_OUR_NOTICE_DOOR

Open it with a payload in the address (`/?qr=…`), paste one, or give it the picture that the page of paying keeps. Its
statement is at `/statement.csv`. Faults on order, beside what any partner may do: notice_twice, late_notice (sent by
POST /_late), no_notice, wrong_amount, bad_checksum.
"""

import argparse
import csv
import io
import itertools
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.parser import BytesParser
from email.policy import HTTP

import httpx
import zxingcpp
from PIL import Image

from motcua.effects.payments.gateways import stand_in_clock
from motcua.effects.payments.gateways import stand_in_page as html
from motcua.effects.payments.gateways.bank_notice import wire
from motcua.effects.payments.gateways.stand_in_notices import Notices
from motcua.effects.payments.gateways.vietqr import payload
from motcua.effects.payments.gateways.vietqr.payload import NotAVietQR, Transfer
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.foundation.stand_ins.door import Answer, Book, Request, Routes, StandIn, page, said

SECRET = "STAND-IN-SECRET-OF-THE-BANK"  # noqa: S105 - of a stand-in
_TAKEN = frozenset({"00", "02"})
_ASK = (
    '<form method="get" action="/"><label for="qr">Dán nội dung mã QR</label><textarea id="qr" name="qr" rows="5" '
    'required></textarea><button>Mở giao dịch</button></form><form method="post" action="/picture" '
    'enctype="multipart/form-data"><label for="picture">Hoặc chọn ảnh mã QR đã lưu</label><input id="picture" '
    'type="file" name="picture" accept="image/*" required><button class="quiet">Đọc ảnh</button></form>'
)


@dataclass(frozen=True)
class Moved:
    transaction: str
    amount: int
    content: str
    paid_at: datetime
    account: str


@dataclass
class Bank:
    notice_url: str
    secret: str = SECRET
    pause_seconds: float = 60.0
    book: Book = field(default_factory=Book)
    movements: list[Moved] = field(default_factory=list)
    answers: list[Mapping[str, str]] = field(default_factory=list)
    notices: Notices[Moved] = field(init=False)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.notices = Notices(self.book, self._taken, self.pause_seconds)

    def routes(self) -> Routes:
        return {
            ("GET", "/"): lambda request: self.show(request.query.get("qr", "")),
            ("POST", "/picture"): self.picture,
            ("POST", "/pay"): self.pay,
            ("GET", "/statement.csv"): self.statement,
            ("POST", "/_late"): lambda _request: said({"sent": self.notices.send_late()}),
        }

    def show(self, text: str) -> Answer:
        if not text:
            return page(html.document("Ngân hàng thử", _ASK))
        try:
            transfer = payload.read(text.strip())
        except NotAVietQR:
            self.book.complain("a code that is no VietQR")
            return page(html.document("Không đọc được mã", html.bad("Đây không phải mã VietQR."), _ASK), status=400)
        pay = html.form("/pay", "Chuyển tiền", hidden={"qr": text})
        return page(html.document("Chuyển tiền", html.facts(_in_words(transfer)), pay))

    def picture(self, request: Request) -> Answer:
        """A picture in a form, read as a bank's application reads one from the album."""
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + request.body)
        content = next(bytes(part.get_payload(decode=True)) for part in form.iter_parts())
        try:
            found = zxingcpp.read_barcodes(Image.open(io.BytesIO(content)).convert("L"))
        except OSError:
            found = []
        return self.show(found[0].text if found else "?")

    def pay(self, request: Request) -> Answer:
        transfer = payload.read(request.form()["qr"])
        moved = self.move(transfer)
        facts = {**_in_words(transfer), "Mã giao dịch": moved.transaction}
        return page(html.document("Đã chuyển tiền", html.facts(facts), "<p>Ông/bà quay lại trang hồ sơ.</p>"))

    def move(self, transfer: Transfer, *, content: str = "") -> Moved:
        """Money moves, and whoever owns the account is told. Banks write words of their own around the payer's."""
        number = f"FT{next(self._numbers):012d}"
        short = 1000 if self.book.takes("wrong_amount") else 0
        words = content or f"MBVCB.{number[-6:]}.{transfer.purpose}.CT tu 0123 toi {transfer.account}"
        moved = Moved(number, transfer.amount - short, words, stand_in_clock.now(), transfer.account)
        self.movements.append(moved)
        self.notices.tell(moved)
        return moved

    def statement(self, _request: Request) -> Answer:
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(("Ngày giao dịch", "Số bút toán", "Ghi có", "Nội dung", "Tài khoản"))
        for moved in self.movements:
            moment = moved.paid_at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S")
            rows.writerow((moment, moved.transaction, moved.amount, moved.content, moved.account))
        return Answer(out.getvalue().encode("utf-8-sig"), kind="text/csv; charset=utf-8")

    def _taken(self, moved: Moved) -> bool:
        body = json.dumps(
            {
                "transaction": moved.transaction,
                "account": moved.account,
                "direction": "in",
                "amount": moved.amount,
                "currency": "VND",
                "content": moved.content,
                "paid_at": moved.paid_at.isoformat(),
            }
        ).encode()
        moment = str(int(stand_in_clock.now().timestamp()))
        secret = "another" if self.book.takes("bad_checksum") else self.secret
        headers = {wire.MOMENT: moment, wire.SIGNATURE: wire.signature(body, moment=moment, secret=secret)}
        try:
            answer = httpx.post(self.notice_url, content=body, headers=headers, timeout=10, trust_env=False).json()
        except (httpx.HTTPError, ValueError):
            answer = {}
        self.answers.append(answer)
        return answer.get("code") in _TAKEN


class BankStandIn(StandIn):
    def __init__(self, bank: Bank, *, port: int) -> None:
        self.bank = bank
        super().__init__(bank.routes(), book=bank.book, port=port)

    def stop(self) -> None:
        self.bank.notices.stop()
        super().stop()


def stand_in(*, notice_url: str, port: int = 0, pause_seconds: float = 60.0) -> BankStandIn:
    return BankStandIn(Bank(notice_url, pause_seconds=pause_seconds), port=port)


def _in_words(transfer: Transfer) -> dict[str, str]:
    return {
        "Số tiền": html.dong(transfer.amount),
        "Nội dung": transfer.purpose,
        "Tài khoản nhận": transfer.account,
        "Mã ngân hàng nhận": transfer.bank_bin,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="A bank of the demonstration")
    parser.add_argument("--port", type=int, default=8113)
    parser.add_argument("--notice", default="http://127.0.0.1:8000/payments/bank/notice")
    given = parser.parse_args()
    server = stand_in(port=given.port, notice_url=given.notice)
    sys.stdout.write(f"BANK_APP_URL={server.url} BANK_NOTICE_SECRET={SECRET}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
