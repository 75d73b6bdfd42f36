"""Tell people one thing: in their account's language, once for each person, channel and cause, also after a crash."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.dossiers.models import Dossier
from motcua.effects.notifications import facts, templates
from motcua.effects.notifications.checking import filled, zalo_lines
from motcua.effects.notifications.facts import About
from motcua.effects.notifications.message_kinds import MessageKind, channels_of
from motcua.effects.notifications.models import MessageLanguage, MessageTemplate, Telling
from motcua.effects.notifications.wording import LANGUAGES, VIETNAMESE
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.messaging import outbox, preferences
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.messaging.words import ZALO_TEMPLATE, Words


@dataclass(frozen=True, slots=True)
class Recipient:
    person_id: int
    #: Nobody's where she came to the counter and has none: her telephone rings all the same.
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that happened. `facts` says it in a language, to somebody with an account or without."""

    kind: MessageKind
    cause: str
    about: str
    at: datetime
    facts: Callable[[str, bool], Mapping[str, str]]
    path: str = "/notices"
    dossier: Dossier | None = None


def tell_people(kind: MessageKind, about: About, *, cause: str) -> None:
    """All the people of a dossier."""
    occasion = Occasion(
        kind=kind,
        cause=cause,
        about=f"dossier {about.dossier.pk}",
        at=about.at,
        facts=lambda language, has_account: facts.of_dossier(about, language=language, has_account=has_account),
        path=about.path,
        dossier=about.dossier,
    )
    tell(people_of(about.dossier), occasion)


def people_of(dossier: Dossier) -> list[Recipient]:
    """Who filed it, and the holder: what others file in her name she hears of at once."""
    accounts = {dossier.applicant_id: dossier.applicant_account_id}
    if dossier.holder_id is not None:
        accounts.setdefault(dossier.holder_id, None)
    return [
        Recipient(person_id, accounts[person_id] or preferences.account_of(person_id)) for person_id in sorted(accounts)
    ]


def tell(recipients: Iterable[Recipient], occasion: Occasion) -> None:
    """Each on her own: a failure with one keeps nothing from the others when the job runs again."""
    for recipient in recipients:
        language = language_of(recipient.account_id)
        said = occasion.facts(language, recipient.account_id is not None)
        for template in _templates(occasion, recipient, language):
            _put(recipient, occasion, template, said)


def language_of(account_id: int | None) -> str:
    chosen = MessageLanguage.objects.filter(account=account_id).first() if account_id else None
    return chosen.language if chosen and chosen.language in LANGUAGES else VIETNAMESE


def speak(account_id: int, language: str) -> None:
    MessageLanguage.objects.update_or_create(account_id=account_id, defaults={"language": language})


@transaction.atomic
def _put(recipient: Recipient, occasion: Occasion, template: MessageTemplate, said: Mapping[str, str]) -> None:
    """The decision and the message together. Two runs at once meet at the decision, and one of them makes nothing."""
    channel = Channel(template.channel)
    _telling, is_new = Telling.objects.get_or_create(
        cause=occasion.cause,
        person_id=recipient.person_id,
        channel=channel,
        defaults={
            "kind": occasion.kind,
            "dossier": occasion.dossier,
            "template": template,
            "told_at": occasion.at,
        },
    )
    if is_new:
        outbox.put(
            recipient.person_id,
            channels=[channel],
            cause=occasion.cause,
            kind=occasion.kind,
            about=occasion.about,
            words=words(template, said, path=occasion.path),
            at=occasion.at,
            account_id=recipient.account_id,
        )


def words(template: MessageTemplate, said: Mapping[str, str], *, path: str = "/") -> Words:
    subject, text = filled(template.subject, said), filled(template.text, said)
    match Channel(template.channel):
        case Channel.EMAIL:
            return Words(subject=subject, text=text, path=path)
        case Channel.ZALO:
            return Words(zalo={ZALO_TEMPLATE: subject, **zalo_lines(text)}, path=path)
        case _:
            return Words(subject=subject, short=text, path=path)


def _templates(occasion: Occasion, recipient: Recipient, language: str) -> Iterator[MessageTemplate]:
    """Zalo takes only approved templates, and a browser is known only of somebody with an account."""
    for channel in channels_of(occasion.kind):
        found = templates.current(occasion.kind, channel, language=language, on=legal_day(occasion.at))
        if found is None or (channel is Channel.ZALO and not found.subject):
            continue
        if channel is not Channel.PUSH or recipient.account_id is not None:
            yield found
