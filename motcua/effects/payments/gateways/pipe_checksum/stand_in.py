"""A stand-in for the national payment platform, message set 1.0.6. For tests and demonstrations only.

    python -m motcua.effects.payments.gateways.pipe_checksum.stand_in --port 8112 --site http://127.0.0.1:8000

Faults on order, beside what any partner may do: notice_twice, late_notice (sent by POST /_late), no_notice,
wrong_amount, bad_checksum, wrong_page (it would send payers elsewhere), fail_after_paid, html_bill.
"""

import argparse
import io
import itertools
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pikepdf

from motcua.effects.payments.gateways import moments, stand_in_clock
from motcua.effects.payments.gateways import stand_in_page as html
from motcua.effects.payments.gateways.pipe_checksum import stand_in_checks as checks
from motcua.effects.payments.gateways.pipe_checksum import wire
from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, Verb
from motcua.effects.payments.gateways.pipe_checksum.profiles import PROFILES
from motcua.effects.payments.gateways.stand_in_notices import Notices
from motcua.foundation.stand_ins.door import Answer, Book, Request, Routes, StandIn, page, said, sent_to

PARTNER, SECRET = "DT01", "STAND-IN-SECRET-OF-THE-PLATFORM"
_CHOICES = {"pay": ("Trả tiền", "00"), "cancel": ("Hủy, không trả nữa", "24")}
_TAKEN = frozenset({"00", "02"})


@dataclass
class Payment:
    #: In our words, as INIT said it.
    asked: Mapping[str, str]
    dossier: str
    number: str
    code: str = ""
    paid_on: str = ""


@dataclass
class Platform:
    profile: Profile
    site: str
    secret: str = SECRET
    pause_seconds: float = 300.0
    book: Book = field(default_factory=Book)
    url: str = ""
    payments: dict[str, Payment] = field(default_factory=dict)
    answers: list[Mapping[str, Any]] = field(default_factory=list)
    notices: Notices[Payment] = field(init=False)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.notices = Notices(self.book, self._taken, self.pause_seconds)

    def routes(self) -> Routes:
        return {
            ("POST", "/INIT"): self._checked(Verb.INIT, self.init),
            ("POST", "/QUERY"): self._checked(Verb.QUERY, self.query),
            ("POST", "/GET_BILL"): self._checked(Verb.GET_BILL, self.bill),
            ("GET", "/pay/*"): self.show,
            ("POST", "/choice"): self.choose,
            ("POST", "/_late"): lambda _request: said({"sent": self.notices.send_late()}),
        }

    def init(self, heard: Mapping[str, str], theirs: Mapping[str, Any]) -> Answer:
        if heard["reference"] in self.payments:
            return said({"error_code": "01", "message": "MaThamChieu"})
        dossier = theirs.get(self.profile.receipt_name, {}).get("MaHoSo", "")
        self.payments[heard["reference"]] = Payment(heard, dossier, f"GD{next(self._numbers):08d}")
        where = "https://pay.example" if self.book.takes("wrong_page") else self.url
        return self._said({self.profile.page_name: f"{where}/pay/{heard['reference']}"})

    def query(self, heard: Mapping[str, str], _theirs: Mapping[str, Any]) -> Answer:
        payment = self.payments.get(heard["reference"])
        if payment is None:
            return said({"error_code": "01", "message": "MaThamChieu"})
        return self._said(self.confirmation(payment, kind=Verb.QUERY))

    def bill(self, heard: Mapping[str, str], _theirs: Mapping[str, Any]) -> Answer:
        payment = self.payments.get(heard["reference"])
        if payment is None or payment.code != "00":
            return said({"error_code": "01", "message": "MaThamChieu"})
        if self.book.takes("html_bill"):
            return page("<html>Het phien</html>")
        out, document = io.BytesIO(), pikepdf.new()
        document.add_blank_page()
        document.save(out)
        return Answer(out.getvalue(), kind="application/pdf")

    def show(self, request: Request) -> Answer:
        payment = self.payments.get(request.path.rpartition("/")[2])
        if payment is None or payment.code:
            return page(html.document("Giao dịch đã kết thúc", html.bad("Mã tham chiếu này không dùng được nữa.")))
        reference = payment.asked["reference"]
        buttons = (
            html.form("/choice", word, hidden={"reference": reference, "choice": key}, quiet=key != "pay")
            for key, (word, _code) in _CHOICES.items()
        )
        facts = {
            "Số tiền": html.dong(int(payment.asked["amount"])),
            "Nội dung": payment.asked["words"],
            "Hồ sơ": payment.dossier,
        }
        return page(html.document("Nền tảng thanh toán quốc gia", html.facts(facts), *buttons))

    def choose(self, request: Request) -> Answer:
        form = request.form()
        payment = self.payments[form["reference"]]
        if not payment.code:
            payment.code = _CHOICES[form["choice"]][1]
            payment.paid_on = moments.written(stand_in_clock.now())
            self.notices.tell(payment)
        if self.book.takes("fail_after_paid"):
            self._taken(Payment(payment.asked, payment.dossier, payment.number, "99", payment.paid_on))
        return sent_to(f"{self.site}/dossiers/{payment.dossier}/payment")

    def confirmation(self, payment: Payment, *, kind: Verb = Verb.CONFIRM) -> dict[str, Any]:
        asked = payment.asked
        amount = int(asked["amount"]) - (1000 if self.book.takes("wrong_amount") else 0)
        message = {
            "kind": kind.value,
            "code": payment.code or "01",
            "partner": asked["partner"],
            "reference": asked["reference"],
            "amount": str(amount),
            "currency": asked["currency"],
            "transaction": payment.number,
            "bank": "VCB",
            "moment": payment.paid_on,
            "words": asked["words"],
        }
        secret = "another" if self.book.takes("bad_checksum") else self.secret
        signed = wire.signed(self.profile, Verb.CONFIRM, message, secret=secret)
        return signed if kind is Verb.CONFIRM else {**signed, self.profile.names["status"]: payment.code}

    def _checked(self, verb: Verb, answer: Callable[[Mapping[str, str], Mapping[str, Any]], Answer]) -> Any:
        def checked(request: Request) -> Answer:
            try:
                theirs = request.json()
            except ValueError:
                return said({"error_code": "03", "message": "JSON"})
            wrong = checks.wrong_in(self.profile, theirs, verb, secret=self.secret, now=stand_in_clock.now())
            if wrong:
                self.book.complain(f"{verb}: {wrong}")
                return said({"error_code": "97", "message": wrong})
            return answer(wire.heard(self.profile, theirs), theirs)

        return checked

    def _said(self, message: Mapping[str, Any]) -> Answer:
        """The real JSON inside a string of the outer one, where the profile has it so."""
        if not self.profile.page_inside:
            return said({self.profile.error_name: "00", **message})
        return said({"error_code": "0", self.profile.page_inside: json.dumps(message, ensure_ascii=False)})

    def _taken(self, payment: Payment) -> bool:
        url = f"{self.site}/payments/{self.profile.key}/notice"
        sent = self.confirmation(payment)
        try:
            answer = httpx.post(url, json=sent, timeout=10, trust_env=False).json()
        except (httpx.HTTPError, ValueError):
            answer = {}
        self.answers.append(answer)
        if missing := {self.profile.names[word] for word in (*self.profile.reply, "checksum")} - set(answer):
            self.book.complain(f"CONFIRM: answered without {sorted(missing)}")
        elif not self._knows(answer, sent):
            self.book.complain("CONFIRM: answered with a checksum that is neither an echo nor our own")
        return answer.get(self.profile.names["code"]) in _TAKEN

    def _knows(self, answer: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
        name = self.profile.names["checksum"]
        own = wire.checksum(self.profile, self.profile.reply, wire.heard(self.profile, answer), secret=self.secret)
        return answer[name] in {sent[name], own}


class PlatformStandIn(StandIn):
    def __init__(self, platform: Platform, *, port: int) -> None:
        self.platform = platform
        super().__init__(platform.routes(), book=platform.book, port=port)
        platform.url = self.url

    def stop(self) -> None:
        self.platform.notices.stop()
        super().stop()


def stand_in(*, site: str, port: int = 0, pause_seconds: float = 300.0, profile: str = "platform") -> PlatformStandIn:
    return PlatformStandIn(Platform(PROFILES[profile], site, pause_seconds=pause_seconds), port=port)


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for the national payment platform")
    parser.add_argument("--port", type=int, default=8112)
    parser.add_argument("--site", default="http://127.0.0.1:8000")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="platform")
    given = parser.parse_args()
    server = stand_in(port=given.port, site=given.site, profile=given.profile)
    sys.stdout.write(
        f"PLATFORM_URL={server.url} PLATFORM_PAGES={server.url} PLATFORM_PARTNER={PARTNER} PLATFORM_SECRET={SECRET}\n"
    )
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
