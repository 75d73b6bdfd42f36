"""What we say to such a gateway: begin a payment, ask how one stands, fetch its receipt."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from motcua.effects.payments import exchanges
from motcua.effects.payments.gateways import connection, moments
from motcua.effects.payments.gateways.connection import GatewayDown
from motcua.effects.payments.gateways.pipe_checksum import reading, wire
from motcua.effects.payments.gateways.pipe_checksum.access import Access, access_to
from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, Verb
from motcua.effects.payments.gateways.pipe_checksum.receipt_facts import receipt_facts
from motcua.effects.payments.models import Attempt
from motcua.effects.payments.port import Answered, RefundImpossible, Standing
from motcua.foundation.files import accept
from motcua.foundation.files.kinds import MediaType
from motcua.foundation.refusals import Refusal

_FINE = frozenset({"0", "00"})
_WORDS = "Nop phi le phi {code}"
_LONGEST_ANSWER, _LONGEST_BILL = 200_000, 5 * 2**20


@dataclass(frozen=True, slots=True)
class PipeGateway:
    profile: Profile

    @property
    def access(self) -> Access:
        return access_to(self.profile)

    def begin(self, attempt: Attempt, *, payer_address: str) -> str:
        """The address of the gateway's page. Raises GatewayDown, also for a place that it may not send people to."""
        message = {
            **self.profile.constants,
            **self._about(attempt, Verb.INIT, at=attempt.created_at),
            "amount": str(attempt.amount),
            "words": _WORDS.format(code=attempt.order.code),
            "address": payer_address,
        }
        more = {self.profile.receipt_name: receipt_facts(attempt)} if self.profile.receipt_name else {}
        page = str(self._answer(Verb.INIT, message, more).get(self.profile.page_name, ""))
        if not self.access.allows(page):
            raise GatewayDown
        return page

    def ask(self, attempt: Attempt, *, at: datetime) -> Standing:
        try:
            told = self._answer(Verb.QUERY, self._about(attempt, Verb.QUERY, at=at))
            heard = wire.checked(self.profile, Verb.CONFIRM, told, secret=self.access.secret)
        except (GatewayDown, wire.BadChecksum):
            return Standing(Answered.UNKNOWN)
        if heard.get("reference") != attempt.reference:
            return Standing(Answered.UNKNOWN)
        return reading.standing(heard, gateway=self.profile.key)

    def refund(self, attempt: Attempt, *, transaction: str, amount: int, request: str, at: datetime) -> str:  # noqa: ARG002 - the port's
        """This message set knows no way back: it goes by transfer."""
        raise RefundImpossible

    def bill(self, attempt: Attempt, *, at: datetime) -> bytes:
        """The gateway's own receipt. Raises GatewayDown for anything that is not a sound PDF of a moderate size."""
        message = self._about(attempt, Verb.GET_BILL, at=at)
        received = self._say(Verb.GET_BILL, message, {}, longest=_LONGEST_BILL)
        require_pdf(received)
        return received

    def _about(self, attempt: Attempt, verb: Verb, *, at: datetime) -> dict[str, str]:
        return {
            "kind": verb.value,
            "version": self.profile.version,
            "partner": self.access.partner,
            "reference": attempt.reference,
            "moment": moments.written(at),
        }

    def _answer(
        self, verb: Verb, message: Mapping[str, str], more: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        """Their answer: JSON, and where the profile says so, more JSON inside a string of it. Raises GatewayDown."""
        told = connection.fields_of(self._say(verb, message, more or {}, longest=_LONGEST_ANSWER))
        if str(told.get(self.profile.error_name, "")) not in _FINE:
            raise GatewayDown
        if not self.profile.page_inside:
            return told
        return connection.fields_of(str(told.get(self.profile.page_inside, "")).encode())

    def _say(self, verb: Verb, message: Mapping[str, str], more: Mapping[str, Any], *, longest: int) -> bytes:
        """Whatever comes of it is in the journal: that it was said, and its fingerprint."""
        whole = {**wire.signed(self.profile, verb, message, secret=self.access.secret), **more}
        answered = "-"
        try:
            received = connection.ask(self.access.address(verb), whole, token=self.access.token, longest=longest)
            answered = f"{len(received)} bytes"
        finally:
            exchanges.went(
                self.profile.key,
                verb=verb,
                reference=message["reference"],
                body=json.dumps(whole).encode(),
                answer=answered,
                at=moments.read(message["moment"]),
            )
        return received


def require_pdf(content: bytes) -> None:
    """Raises GatewayDown: it is opened before anybody else has to."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        try:
            found = accept.opened(Path(file.name))
        except Refusal:
            raise GatewayDown from None
    if found.media_type is not MediaType.PDF:
        raise GatewayDown
