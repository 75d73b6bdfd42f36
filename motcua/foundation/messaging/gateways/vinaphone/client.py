"""Send an SMS through VinaPhone."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways import http
from motcua.foundation.messaging.gateways.port import Answer, Letter
from motcua.foundation.messaging.gateways.vinaphone import wire


@dataclass(frozen=True, slots=True)
class VinaPhone:
    contract: wire.Contract
    name: str = "vinaphone"
    channel: Channel = Channel.SMS

    def send(self, letter: Letter, *, at: datetime) -> Answer:  # noqa: ARG002 - as every gateway
        try:
            said = http.said(self.contract.url, json=wire.request(letter, contract=self.contract))
        except http.Unanswered as failed:
            return failed.answer
        return wire.answer_of(said, letter=letter)


def gateway() -> VinaPhone | None:
    if not settings.VINAPHONE_URL:
        return None
    return VinaPhone(
        wire.Contract(
            url=settings.VINAPHONE_URL,
            user=settings.VINAPHONE_USER,
            password=settings.VINAPHONE_PASSWORD,
            account=settings.VINAPHONE_ACCOUNT,
            label=settings.VINAPHONE_LABEL,
            kind=settings.VINAPHONE_CONTRACT_KIND,
            number=settings.VINAPHONE_CONTRACT,
            template=settings.VINAPHONE_TEMPLATE,
            agent=settings.VINAPHONE_AGENT,
        )
    )
