"""What tests about payments share: an unpaid dossier, gateways that are set up, and programs of Node that check us."""

import json
import subprocess
from typing import Any

from pytest_django import Settings

from motcua.dossiers.commands import intake
from motcua.dossiers.models import Dossier, FeeDuty
from motcua.effects.payments import orders
from motcua.effects.payments.gateways.bank_notice import stand_in as bank
from motcua.effects.payments.gateways.pipe_checksum import stand_in as platform
from motcua.effects.payments.gateways.vnpay import stand_in as vnpay
from motcua.effects.payments.models import Attempt, PaymentOrder
from tests import peers
from tests.world import MONDAY, World

#: Of 1.001612 by the line, in the national catalogue's rate.
FEE = 150_000


def unpaid(world: World) -> Dossier:
    """Bình has filed for his business and owes the fee."""
    dossier = world.draft("1.001612", by=world.binh)
    intake.submit(dossier, actor=world.binh, at=MONDAY, key="k" * 32)
    dossier.refresh_from_db()
    return dossier


def duty_of(dossier: Dossier) -> FeeDuty:
    return dossier.duties.get()


def order_of(dossier: Dossier) -> PaymentOrder:
    return orders.order_for(duty_of(dossier), at=MONDAY)


def attempt_at(dossier: Dossier, gateway: str) -> Attempt:
    return orders.begin_attempt(order_of(dossier), gateway=gateway, at=MONDAY)


def with_vnpay(settings: Settings, *, url: str = "http://127.0.0.1:9/pay", api: str = "http://127.0.0.1:9/api") -> None:
    settings.VNPAY_URL, settings.VNPAY_API_URL = url, api
    settings.VNPAY_TMN_CODE, settings.VNPAY_HASH_SECRET = vnpay.TMN_CODE, vnpay.SECRET


def with_platform(settings: Settings, *, url: str = "http://127.0.0.1:9") -> None:
    settings.PLATFORM_URL = settings.PLATFORM_PAGES = url
    settings.PLATFORM_PARTNER, settings.PLATFORM_SECRET = platform.PARTNER, platform.SECRET


def with_bank(settings: Settings) -> None:
    settings.BANK_NOTICE_SECRET = bank.SECRET


def node(package: str, program: str, *arguments: str) -> Any:
    """What the program writes, as JSON. It asks for the package by its name."""
    folder = peers.node_package(package)
    done = subprocess.run(
        [peers.program("node"), "-e", program, *arguments],
        env={"NODE_PATH": str(folder.parent)},
        check=True,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return json.loads(done.stdout)
