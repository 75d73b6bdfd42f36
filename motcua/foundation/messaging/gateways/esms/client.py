"""Send an SMS through eSMS."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.esms import inbound, wire
from motcua.foundation.messaging.gateways.port import Answer, Letter

SEND = "/MainService.svc/json/SendMultipleMessage_V4_post_json/"


@dataclass(frozen=True, slots=True)
class Esms:
    contract: wire.Contract
    name: str = "esms"
    channel: Channel = Channel.SMS

    def send(self, letter: Letter, *, at: datetime) -> Answer:  # noqa: ARG002 - as every gateway
        try:
            said = http.said(self.contract.url + SEND, json=wire.request(letter, contract=self.contract))
        except http.Unanswered as failed:
            return failed.answer
        return wire.answer_of(said)


def gateway() -> Esms | None:
    if not settings.ESMS_URL:
        return None
    return Esms(
        wire.Contract(
            url=settings.ESMS_URL,
            key=settings.ESMS_KEY,
            secret=settings.ESMS_SECRET,
            brand=settings.ESMS_BRAND,
            callback=f"{settings.PUBLIC_URL}/message-reports/esms/{inbound.door_key()}",
        )
    )
