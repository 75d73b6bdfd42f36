"""Our words as an e-mail, and a mail server's codes in our words."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

from motcua.foundation.messaging.gateways.port import FAULTS_OF_GATEWAYS, Answer, Letter
from motcua.foundation.messaging.models import Outcome, Trouble

_FOR_EVER = 5
#: RFC 3463: what the second and third numbers of a status say, where it says more than the code does.
_OF_STATUS: dict[str, Trouble] = {
    "1.1": Trouble.NO_SUCH_ADDRESS,
    "1.2": Trouble.NO_SUCH_ADDRESS,
    "1.3": Trouble.NO_SUCH_ADDRESS,
    "1.6": Trouble.NO_SUCH_ADDRESS,
    "1.10": Trouble.NO_SUCH_ADDRESS,
    "2.1": Trouble.ADDRESS_REFUSES,
    "2.2": Trouble.ADDRESS_BUSY,
    "2.3": Trouble.TOO_LARGE,
    "3.4": Trouble.TOO_LARGE,
    "7.0": Trouble.NOT_LET_IN,
    "7.8": Trouble.NOT_LET_IN,
}
#: RFC 5321, 4.2.3, for servers that give no such status.
_OF_CODE: dict[int, Trouble] = {
    421: Trouble.GATEWAY_FAILED,
    450: Trouble.ADDRESS_BUSY,
    451: Trouble.ADDRESS_BUSY,
    452: Trouble.ADDRESS_BUSY,
    530: Trouble.NOT_LET_IN,
    535: Trouble.NOT_LET_IN,
    550: Trouble.NO_SUCH_ADDRESS,
    551: Trouble.NO_SUCH_ADDRESS,
    552: Trouble.TOO_LARGE,
    553: Trouble.NO_SUCH_ADDRESS,
    554: Trouble.WORDS_REFUSED,
    556: Trouble.NO_SUCH_ADDRESS,
}


def mail(letter: Letter, *, sender: str, at: datetime) -> EmailMessage:
    """The same Message-ID at every try, so that a mailbox that has it already can tell."""
    made = EmailMessage(policy=SMTP.clone(max_line_length=76))
    made["From"] = sender
    made["To"] = Address(addr_spec=letter.address)
    made["Subject"] = " ".join(letter.words.subject.split())
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id(letter, sender=sender)
    # RFC 3834: nobody's holiday answers to it.
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = "vi"
    made.set_content(letter.words.text)
    made.add_alternative(_html(letter.words.text), subtype="html")
    return made


def message_id(letter: Letter, *, sender: str) -> str:
    house = sender.rpartition("@")[2].rstrip(">") or "localhost"
    return f"<{letter.reference}@{house}>"


def answer_of(code: int, said: bytes) -> Answer:
    """Their first digit decides whether it is for ever; our tables say why."""
    for_ever = code // 100 == _FOR_EVER
    first, _, status = said.decode(errors="replace").partition(" ")[0].partition(".")
    detail = _OF_STATUS.get(status) if first in {"4", "5"} else None
    trouble = detail or _OF_CODE.get(code) or (Trouble.WORDS_REFUSED if for_ever else Trouble.ADDRESS_BUSY)
    if trouble in FAULTS_OF_GATEWAYS:
        return Answer(Outcome.NOT_NOW, trouble, str(code))
    return Answer(Outcome.NEVER if for_ever else Outcome.NOT_NOW, trouble, str(code))


def _html(text: str) -> str:
    """Plain paragraphs, with addresses that can be tapped; no pictures, nothing that is fetched."""
    paragraphs = "".join(f"<p>{_with_links(each)}</p>" for each in text.split("\n\n"))
    return f'<!doctype html><html lang="vi"><meta charset="utf-8"><body>{paragraphs}</body></html>'


def _with_links(paragraph: str) -> str:
    lines = (" ".join(_linked(word) for word in line.split(" ")) for line in paragraph.split("\n"))
    return "<br>".join(lines)


def _linked(word: str) -> str:
    safe = escape(word)
    return f'<a href="{safe}">{safe}</a>' if urlsplit(word).scheme in {"http", "https"} else safe
