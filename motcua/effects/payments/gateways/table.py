"""The gateways that can be asked, by the name under which their money stands in the book."""

from collections.abc import Mapping

from motcua.effects.payments.gateways.bank_notice import asking as bank
from motcua.effects.payments.gateways.pipe_checksum.asking import PipeGateway
from motcua.effects.payments.gateways.pipe_checksum.profiles import PROFILES
from motcua.effects.payments.gateways.vnpay import asking as vnpay
from motcua.effects.payments.port import Gateway

PIPES: Mapping[str, PipeGateway] = {key: PipeGateway(profile) for key, profile in PROFILES.items()}
GATEWAYS: dict[str, Gateway] = {"vnpay": vnpay, "bank": bank, **PIPES}
