"""All partners of the demonstration in one program, each at a door of its own, with its own wire.

    python -m motcua.config.stand_ins --site http://127.0.0.1:8000 --tell FILE

writes into FILE, once all doors are open, the settings that lead to them; `bin/run` hands those on. When FILE is there
already, the doors open where they were: pages that people have open still find them.
"""

import argparse
import json
import os
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from motcua.effects.measuring import stand_in as measuring
from motcua.effects.national_portal import stand_in as national_portal
from motcua.effects.national_portal import stand_in_arrivals
from motcua.effects.payments.gateways.bank_notice import stand_in as bank
from motcua.effects.payments.gateways.pipe_checksum import stand_in as platform
from motcua.effects.payments.gateways.vnpay import stand_in as vnpay
from motcua.effects.postal import stand_in as postal
from motcua.effects.registries.gateway import stand_in as registers
from motcua.effects.registries.population import stand_in as population
from motcua.foundation.accounts.openid import stand_in as vneid
from motcua.foundation.messaging import stand_in as messages
from motcua.foundation.messaging.gateways.email import stand_in as mail_server
from motcua.foundation.messaging.gateways.mailbox import Mailbox
from motcua.foundation.signing.timestamps import stand_in as stamps
from motcua.foundation.stand_ins.door import Book

Settings = Mapping[str, str]


class Running(Protocol):
    @property
    def url(self) -> str: ...

    def start(self) -> object: ...


#: Opens a door at that port (0: any free one) for the portal at that address, and says which settings lead to it.
Opening = Callable[[int, str], tuple[Running, Settings]]


def _vnpay(port: int, site: str) -> tuple[Running, Settings]:
    opened = vnpay.stand_in(port=port, notice_url=f"{site}/payments/vnpay/notice")
    return opened, {
        "VNPAY_URL": opened.pay_url,
        "VNPAY_API_URL": opened.api_url,
        "VNPAY_TMN_CODE": vnpay.TMN_CODE,
        "VNPAY_HASH_SECRET": vnpay.SECRET,
    }


def _platform(port: int, site: str) -> tuple[Running, Settings]:
    opened = platform.stand_in(port=port, site=site)
    return opened, {
        "PLATFORM_URL": opened.url,
        "PLATFORM_PAGES": opened.url,
        "PLATFORM_PARTNER": platform.PARTNER,
        "PLATFORM_SECRET": platform.SECRET,
    }


def _bank(port: int, site: str) -> tuple[Running, Settings]:
    opened = bank.stand_in(port=port, notice_url=f"{site}/payments/bank/notice")
    return opened, {"BANK_APP_URL": opened.url, "BANK_NOTICE_SECRET": bank.SECRET}


def _messages(port: int, _site: str) -> tuple[Running, Settings]:
    """Every gateway of messages, the mail server too: the page of sent mail and messages asks here."""
    book, mailbox = Book(), Mailbox()
    opened = messages.stand_in(port=port, book=book, mailbox=mailbox)
    mail = mail_server.stand_in(book=book, mailbox=mailbox)
    mail.start()
    return opened, messages.settings(opened.url, smtp_port=mail.port)


def _post(port: int, _site: str) -> tuple[Running, Settings]:
    opened = postal.stand_in(port=port)
    return opened, postal.settings(opened.service_url)


def _stamps(port: int, _site: str) -> tuple[Running, Settings]:
    key = Path(os.environ["SIGNING_KEYS_DIR"]) / "tsa.p12"
    opened = stamps.stand_in(key=key.read_bytes(), password=os.environ["SIGNING_PASSWORD"], port=port)
    return opened, {"TSA_URL": opened.url}


def _national_portal(port: int, site: str, *, folder: Path) -> tuple[Running, Settings]:
    """It keeps what it was told, as the real one would: the two sides are compared after a restart as well."""
    opened = national_portal.stand_in(port=port, keep=folder / "national-portal.json", site=site)
    return opened, {
        **national_portal.settings(opened.adapter_url),
        "NATIONAL_PORTAL_PAGE": f"{opened.url}/",
        "NATIONAL_INBOX_SECRET": stand_in_arrivals.SECRET,
        "NATIONAL_FILES_FROM": opened.url,
    }


def _population(port: int, _site: str) -> tuple[Running, Settings]:
    opened = population.StandIn(port)
    return opened, population.settings(opened.url)


def _registers(port: int, _site: str) -> tuple[Running, Settings]:
    """The province's gateway with the business, insurance and civil-status registers behind it."""
    opened = registers.stand_in(port=port)
    return opened, registers.settings(opened.url)


def _measuring(port: int, _site: str) -> tuple[Running, Settings]:
    opened = measuring.stand_in(port=port)
    return opened, measuring.settings(opened.url)


def _vneid(port: int, _site: str) -> tuple[Running, Settings]:
    opened = vneid.stand_in(port=port)
    return opened, vneid.settings(opened.url)


PARTNERS: dict[str, Opening] = {
    "vnpay": _vnpay,
    "platform": _platform,
    "bank": _bank,
    "messages": _messages,
    "post": _post,
    "stamps": _stamps,
    "population": _population,
    "registers": _registers,
    "measuring": _measuring,
    "vneid": _vneid,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="The partners of the demonstration")
    parser.add_argument("--site", required=True, help="the address of the portal, without a slash at the end")
    parser.add_argument("--tell", required=True, type=Path, help="file into which the settings are written")
    given = parser.parse_args()
    partners: dict[str, Opening] = {**PARTNERS, "national_portal": partial(_national_portal, folder=given.tell.parent)}
    known = json.loads(given.tell.read_text()) if given.tell.exists() else {"ports": {}}
    told: dict[str, dict[str, object]] = {"ports": {}, "settings": {}}
    for name, opening in partners.items():
        running, settings = opening(known["ports"].get(name, 0), given.site)
        running.start()
        told["ports"][name] = urlsplit(running.url).port
        told["settings"].update(settings)
    part = given.tell.with_suffix(".part")
    part.write_text(json.dumps(told))
    part.replace(given.tell)
    threading.Event().wait()


if __name__ == "__main__":
    main()
