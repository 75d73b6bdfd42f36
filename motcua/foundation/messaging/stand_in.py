"""All gateways of messages in one program, for a demonstration: nothing leaves the machine, and a page shows it all.

    python -m motcua.foundation.messaging.stand_in --port 8101 --smtp-port 8102

Prints the settings that lead here. Faults are ordered at /_control, as with every stand-in.
"""

import argparse
import threading
from collections.abc import Mapping, Sequence

from motcua.foundation.messaging.gateways.email import stand_in as email
from motcua.foundation.messaging.gateways.esms import stand_in as esms
from motcua.foundation.messaging.gateways.mailbox import Mailbox
from motcua.foundation.messaging.gateways.vinaphone import stand_in as vinaphone
from motcua.foundation.messaging.gateways.zalo import stand_in as zalo
from motcua.foundation.stand_ins.door import Book, StandIn


def stand_in(*, port: int = 0, book: Book | None = None, mailbox: Mailbox | None = None) -> StandIn:
    """The three that speak HTTP."""
    book, mailbox = book or Book(), mailbox or Mailbox()
    partners = (vinaphone, esms, zalo)
    routes = {path: route for each in partners for path, route in each.routes(book, mailbox).items()}
    return StandIn({**routes, **mailbox.routes()}, book=book, port=port)


def settings(url: str, *, smtp_port: int) -> Mapping[str, str]:
    """What to set so that a portal sends to these."""
    return {
        "STAND_IN_MAILBOX": url,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(smtp_port),
        "SMTP_FROM": "khong-tra-loi@song-lam.example",
        "VINAPHONE_URL": url + vinaphone.PATH,
        "VINAPHONE_USER": vinaphone.USER,
        "VINAPHONE_PASSWORD": vinaphone.PASSWORD,
        "VINAPHONE_ACCOUNT": "one-stop",
        "VINAPHONE_LABEL": "1",
        "VINAPHONE_CONTRACT": "1",
        "VINAPHONE_TEMPLATE": "1",
        "VINAPHONE_AGENT": "1",
        "ESMS_URL": url,
        "ESMS_KEY": esms.KEY,
        "ESMS_SECRET": esms.SECRET,
        "ESMS_BRAND": esms.BRAND,
        "ZALO_URL": url + zalo.PATH,
        "ZALO_TOKEN_URL": url + zalo.TOKEN_PATH,
        "ZALO_APP": zalo.APP,
        "ZALO_SECRET": zalo.SECRET,
        "ZALO_RENEWAL_KEY": zalo.RENEWAL_KEY,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8101)
    parser.add_argument("--smtp-port", type=int, default=8102)
    chosen = parser.parse_args(arguments)
    book, mailbox = Book(), Mailbox()
    gateways = stand_in(port=chosen.port, book=book, mailbox=mailbox).start()
    mail = email.stand_in(port=chosen.smtp_port, book=book, mailbox=mailbox)
    mail.start()
    for name, value in settings(gateways.url, smtp_port=chosen.smtp_port).items():
        print(f"{name}={value}", flush=True)  # noqa: T201 - a program of its own speaks to its terminal
    threading.Event().wait()


if __name__ == "__main__":
    main()
