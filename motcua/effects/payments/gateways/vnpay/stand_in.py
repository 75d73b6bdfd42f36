"""A stand-in for VNPAY 2.1.0: the page of paying, the notice, querydr and refund. For tests and demonstrations only.

    python -m motcua.effects.payments.gateways.vnpay.stand_in --port 8111 --notice URL_OF_OUR_NOTICE_DOOR

It checks what we send as VNPAY would, and misbehaves on order (`POST /_control {"fault": "late_notice"}`):
notice_twice, late_notice (after the return; sent by POST /_late), no_notice, wrong_amount, bad_checksum, beside what
any partner may do.
"""

import argparse
import itertools
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx

from motcua.effects.payments.gateways import moments, stand_in_clock
from motcua.effects.payments.gateways import stand_in_page as html
from motcua.effects.payments.gateways.stand_in_notices import Notices
from motcua.effects.payments.gateways.vnpay import stand_in_checks as checks
from motcua.effects.payments.gateways.vnpay import wire
from motcua.effects.payments.gateways.vnpay.codes import Answer, ApiCode
from motcua.foundation.stand_ins.door import Answer as Reply
from motcua.foundation.stand_ins.door import Book, Request, Routes, StandIn, page, said, sent_to

TMN_CODE, SECRET = "TEST0001", "STAND-IN-SECRET-OF-VNPAY"
_PAGE, _API = "/paymentv2/vpcpay.html", "/merchant_webapi/api/transaction"
_MOST_NOTICES = 10
_TAKEN = frozenset({Answer.CONFIRMED, Answer.ALREADY_CONFIRMED})
#: What the payer may do on the page: word, vnp_ResponseCode, vnp_TransactionStatus.
_CHOICES = {
    "pay": ("Trả tiền", "00", "00"),
    "cancel": ("Hủy, không trả nữa", "24", "02"),
    "poor": ("Thử trường hợp không đủ tiền", "51", "02"),
}


@dataclass
class Payment:
    asked: Mapping[str, str]
    number: str
    #: vnp_ResponseCode and vnp_TransactionStatus; unfinished until the payer has chosen.
    code: str = ""
    status: str = "01"
    paid_on: str = ""
    refunded: int = 0


@dataclass
class Vnpay:
    """What one VNPAY knows of the payments of one site."""

    notice_url: str
    secret: str = SECRET
    tmn_code: str = TMN_CODE
    #: Theirs are five minutes apart.
    pause_seconds: float = 300.0
    book: Book = field(default_factory=Book)
    payments: dict[str, Payment] = field(default_factory=dict)
    #: What we answered to each notice, in order.
    answers: list[Mapping[str, Any]] = field(default_factory=list)
    requests: set[str] = field(default_factory=set)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(14_000_001))
    notices: Notices[Payment] = field(init=False)

    def __post_init__(self) -> None:
        self.notices = Notices(self.book, self._taken, self.pause_seconds)

    def routes(self) -> Routes:
        return {
            ("GET", _PAGE): self.show,
            ("POST", "/paymentv2/choice"): self.choose,
            ("POST", _API): self.api,
            ("POST", "/_late"): lambda _request: said({"sent": self.notices.send_late()}),
        }

    def show(self, request: Request) -> Reply:
        wrong = checks.wrong_in_payment(request.query, secret=self.secret, now=stand_in_clock.now())
        if not wrong and request.query["vnp_TmnCode"] != self.tmn_code:
            wrong = "vnp_TmnCode"
        if wrong:
            self.book.complain(f"pay: {wrong}")
            return page(html.document("Giao dịch không hợp lệ", html.bad(f"Sai thông tin: {wrong}")), status=400)
        reference = request.query["vnp_TxnRef"]
        payment = self.payments.setdefault(reference, Payment(request.query, str(next(self._numbers))))
        if payment.code:
            return page(html.document("Giao dịch đã kết thúc", html.bad("Mã giao dịch này đã dùng.")), status=400)
        hidden = {"reference": reference}
        buttons = (
            html.form("/paymentv2/choice", word, hidden={**hidden, "choice": key}, quiet=key != "pay")
            for key, (word, _code, _status) in _CHOICES.items()
        )
        shown = {
            "Số tiền": html.dong(wire.amount_of(request.query["vnp_Amount"])),
            "Nội dung": request.query["vnp_OrderInfo"],
            "Mã giao dịch": reference,
        }
        return page(html.document("Trả tiền qua VNPAY", html.facts(shown), *buttons))

    def choose(self, request: Request) -> Reply:
        form = request.form()
        payment = self.payments[form["reference"]]
        if not payment.code:
            _word, payment.code, payment.status = _CHOICES[form["choice"]]
            payment.paid_on = moments.written(stand_in_clock.now())
            self.notices.tell(payment)
        return sent_to(f"{payment.asked['vnp_ReturnUrl']}?{urlencode(self.notice(payment))}")

    def api(self, request: Request) -> Reply:
        try:
            fields = request.json()
        except ValueError:
            return said({"vnp_ResponseCode": ApiCode.BAD_FORMAT})
        if wrong := checks.wrong_in_message(fields, secret=self.secret):
            self.book.complain(f"{fields.get('vnp_Command')}: {wrong}")
            code = ApiCode.BAD_CHECKSUM if wrong == wire.HASH else ApiCode.BAD_FORMAT
            return said({"vnp_ResponseCode": code, "vnp_Message": wrong})
        if fields["vnp_RequestId"] in self.requests:
            return said(self._signed(fields, ApiCode.TWICE, "Duplicate request", {}, _REPLIES[fields["vnp_Command"]]))
        self.requests.add(fields["vnp_RequestId"])
        return said(_ANSWERS[fields["vnp_Command"]](self, fields))

    def notice(self, payment: Payment) -> dict[str, str]:
        """What return and notice say, signed."""
        asked = payment.asked
        short = 100 if self.book.takes("wrong_amount") else 0
        told = {
            "vnp_TmnCode": self.tmn_code,
            "vnp_Amount": str(int(asked["vnp_Amount"]) - short),
            "vnp_BankCode": "NCB",
            "vnp_BankTranNo": f"VNP{payment.number}" if payment.code == "00" else "",
            "vnp_CardType": "ATM",
            "vnp_OrderInfo": asked["vnp_OrderInfo"],
            "vnp_PayDate": payment.paid_on,
            "vnp_ResponseCode": payment.code,
            "vnp_TransactionNo": payment.number if payment.code == "00" else "0",
            "vnp_TransactionStatus": payment.status,
            "vnp_TxnRef": asked["vnp_TxnRef"],
        }
        kept = {name: value for name, value in told.items() if value}
        signature = wire.digest(wire.query_text(kept), secret=self.secret)
        return {**kept, wire.HASH: "0" * 128 if self.book.takes("bad_checksum") else signature}

    def _taken(self, payment: Payment) -> bool:
        try:
            answer = httpx.get(self.notice_url, params=self.notice(payment), timeout=10, trust_env=False).json()
        except (httpx.HTTPError, ValueError):
            answer = {}
        self.answers.append(answer)
        if set(answer) != {"RspCode", "Message"}:
            self.book.complain("notice: answered without RspCode and Message")
        return answer.get("RspCode") in _TAKEN

    def _query(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        payment = self.payments.get(str(fields["vnp_TxnRef"]))
        if payment is None or payment.asked["vnp_CreateDate"] != str(fields["vnp_TransactionDate"]):
            return self._signed(fields, ApiCode.NOT_FOUND, "Transaction not found", {}, wire.QUERY_REPLY_ORDER)
        told = {
            "vnp_Amount": payment.asked["vnp_Amount"],
            "vnp_BankCode": "NCB" if payment.code else "",
            "vnp_PayDate": payment.paid_on,
            "vnp_TransactionNo": payment.number if payment.code == "00" else "0",
            "vnp_TransactionType": "01",
            "vnp_TransactionStatus": payment.status,
            "vnp_OrderInfo": payment.asked["vnp_OrderInfo"],
        }
        return self._signed(fields, ApiCode.DONE, "Query success", told, wire.QUERY_REPLY_ORDER)

    def _refund(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        payment = self.payments.get(str(fields["vnp_TxnRef"]))
        if payment is None or payment.code != "00":
            return self._signed(fields, ApiCode.NOT_FOUND, "Transaction not found", {}, wire.REFUND_REPLY_ORDER)
        asked, paid = int(fields["vnp_Amount"]), int(payment.asked["vnp_Amount"])
        is_whole = fields["vnp_TransactionType"] == "02"
        if asked + payment.refunded > paid or (is_whole and asked != paid):
            return self._signed(fields, ApiCode.REFUSED, "Refund refused", {}, wire.REFUND_REPLY_ORDER)
        payment.refunded += asked
        told = {
            "vnp_Amount": str(asked),
            "vnp_BankCode": "NCB",
            "vnp_PayDate": moments.written(stand_in_clock.now()),
            "vnp_TransactionNo": str(next(self._numbers)),
            "vnp_TransactionType": fields["vnp_TransactionType"],
            "vnp_TransactionStatus": "05",
            "vnp_OrderInfo": fields["vnp_OrderInfo"],
        }
        return self._signed(fields, ApiCode.DONE, "Refund success", told, wire.REFUND_REPLY_ORDER)

    def _signed(
        self, asked: Mapping[str, Any], code: ApiCode, words: str, told: Mapping[str, Any], order: tuple[str, ...]
    ) -> dict[str, Any]:
        reply = {
            "vnp_ResponseId": f"{next(self._numbers):032d}",
            "vnp_Command": asked["vnp_Command"],
            "vnp_ResponseCode": code.value,
            "vnp_Message": words,
            "vnp_TmnCode": self.tmn_code,
            "vnp_TxnRef": asked["vnp_TxnRef"],
            **told,
        }
        secret = "another" if self.book.takes("bad_checksum") else self.secret
        return wire.signed_message(reply, order, secret=secret)


_REPLIES = {"querydr": wire.QUERY_REPLY_ORDER, "refund": wire.REFUND_REPLY_ORDER}
_ANSWERS = {"querydr": Vnpay._query, "refund": Vnpay._refund}  # noqa: SLF001 - its own methods


class VnpayStandIn(StandIn):
    def __init__(self, vnpay: Vnpay, *, port: int) -> None:
        self.vnpay = vnpay
        super().__init__(vnpay.routes(), book=vnpay.book, port=port)

    @property
    def pay_url(self) -> str:
        return f"{self.url}{_PAGE}"

    @property
    def api_url(self) -> str:
        return f"{self.url}{_API}"

    def stop(self) -> None:
        self.vnpay.notices.stop()
        super().stop()


def stand_in(*, notice_url: str, port: int = 0, pause_seconds: float = 300.0) -> VnpayStandIn:
    return VnpayStandIn(Vnpay(notice_url=notice_url, pause_seconds=pause_seconds), port=port)


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for VNPAY")
    parser.add_argument("--port", type=int, default=8111)
    parser.add_argument("--notice", default="http://127.0.0.1:8000/payments/vnpay/notice")
    given = parser.parse_args()
    server = stand_in(port=given.port, notice_url=given.notice)
    sys.stdout.write(
        f"VNPAY_URL={server.pay_url} VNPAY_API_URL={server.api_url} "
        f"VNPAY_TMN_CODE={TMN_CODE} VNPAY_HASH_SECRET={SECRET}\n"
    )
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
