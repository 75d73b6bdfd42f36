"""Hand an e-mail to the mail server of this installation."""

import smtplib
import ssl
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from django.conf import settings

from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.gateways.email import wire
from motcua.foundation.messaging.gateways.port import Answer, Letter, accepted, refused
from motcua.foundation.messaging.models import Trouble

ANSWERS_WITHIN = 10.0
_GOOD = {250, 251}


@dataclass(frozen=True, slots=True)
class Smtp:
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    #: "", "starttls", or "tls" from the first byte.
    security: str = ""
    name: str = "smtp"
    channel: Channel = Channel.EMAIL

    def send(self, letter: Letter, *, at: datetime) -> Answer:
        try:
            mail = wire.mail(letter, sender=self.sender, at=at)
        except (ValueError, MessageError):
            return refused(Trouble.NO_SUCH_ADDRESS)
        try:
            server = self._connected()
        except smtplib.SMTPResponseException as error:
            return wire.answer_of(error.smtp_code, _bytes(error.smtp_error))
        except (OSError, smtplib.SMTPException) as error:
            return refused(Trouble.NOT_REACHED, code=type(error).__name__)
        with closing(server):
            return self._handed_over(server, letter, mail)

    def _connected(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(self.host, self.port, timeout=ANSWERS_WITHIN, context=context)
            if self.security == "tls"
            else smtplib.SMTP(self.host, self.port, timeout=ANSWERS_WITHIN)
        )
        if self.security == "starttls":
            server.starttls(context=context)
        if self.user:
            server.login(self.user, self.password)
        return server

    def _handed_over(self, server: smtplib.SMTP, letter: Letter, mail: EmailMessage) -> Answer:
        """Until the text itself is on its way, whatever breaks means that nothing was sent."""
        try:
            server.ehlo_or_helo_if_needed()
            for code, said in (server.mail(parseaddr(self.sender)[1]), server.rcpt(letter.address)):
                if code not in _GOOD:
                    return wire.answer_of(code, said)
        except UnicodeEncodeError:
            return refused(Trouble.NO_SUCH_ADDRESS)
        except (OSError, smtplib.SMTPException) as error:
            return refused(Trouble.NOT_REACHED, code=type(error).__name__)
        return _text_taken(server, mail, reference=wire.message_id(letter, sender=self.sender))


def _text_taken(server: smtplib.SMTP, mail: EmailMessage, *, reference: str) -> Answer:
    try:
        code, said = server.data(mail.as_bytes())
    except smtplib.SMTPDataError as error:
        return wire.answer_of(error.smtp_code, _bytes(error.smtp_error))
    except (OSError, smtplib.SMTPException) as error:
        return refused(Trouble.NO_ANSWER, code=type(error).__name__)
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
    return accepted(reference, code=str(code)) if code in _GOOD else wire.answer_of(code, said)


def _bytes(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()


def gateway() -> Smtp | None:
    if not settings.SMTP_HOST:
        return None
    return Smtp(
        host=settings.SMTP_HOST,
        port=settings.SMTP_PORT,
        sender=settings.SMTP_FROM,
        user=settings.SMTP_USER,
        password=settings.SMTP_PASSWORD,
        security=settings.SMTP_SECURITY,
    )
