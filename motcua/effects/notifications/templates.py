"""The words that hold on a day, those that came with the program, and their editing: a change is a new version."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.conf import settings
from django.db import transaction
from django.db.models import Max

from motcua.effects.notifications.checking import require_good
from motcua.effects.notifications.message_kinds import Fact, MessageKind, channels_of, facts_of, says_status
from motcua.effects.notifications.models import MessageTemplate
from motcua.effects.notifications.wording import LANGUAGES, VIETNAMESE
from motcua.foundation.messaging.channels import Channel

#: Shipped words hold for whatever is told at all.
_ALWAYS = date(2025, 7, 1)
_FILE = Path(__file__).parent / "templates.yaml"


class Shipped(NamedTuple):
    kind: MessageKind
    channel: Channel
    language: str
    subject: str
    text: str


def current(kind: MessageKind, channel: Channel, *, language: str, on: date) -> MessageTemplate | None:
    """Of the versions whose day has come, the one that began last; in Vietnamese where there is none in hers."""
    for spoken in dict.fromkeys((language, VIETNAMESE)):
        versions = MessageTemplate.objects.filter(kind=kind, channel=channel, language=spoken, valid_from__lte=on)
        found = versions.order_by("-valid_from", "-number").first()
        if found is not None:
            return found
    return None


def versions(kind: MessageKind, channel: Channel, *, language: str) -> list[MessageTemplate]:
    """The newest first, with who wrote them."""
    found = MessageTemplate.objects.filter(kind=kind, channel=channel, language=language)
    return list(found.select_related("edited_by__person").order_by("-number"))


@transaction.atomic
def edit(  # noqa: PLR0913 - what the words are of, what they say, whose they are
    kind: MessageKind,
    channel: Channel,
    *,
    language: str,
    subject: str,
    text: str,
    valid_from: date,
    account_id: int | None,
    at: datetime,
) -> MessageTemplate:
    """A new version; what was sent before keeps its own. Raises what `checking.require_good` raises."""
    require_good(kind, channel, subject=subject, text=text)
    same = MessageTemplate.objects.select_for_update().filter(kind=kind, channel=channel, language=language)
    # Whoever edits the same words waits here; of the very first two, the constraint lets one through.
    last = max((each.number for each in same), default=0)
    return MessageTemplate.objects.create(
        kind=kind,
        channel=channel,
        language=language,
        number=last + 1,
        subject=subject,
        text=text,
        valid_from=valid_from,
        edited_by_id=account_id,
        edited_at=at,
    )


@transaction.atomic
def load(*, at: datetime) -> int:
    """Bring the words of the program up to date; what an administrator has written stays. Gives how many are new."""
    newest = {
        (row["kind"], row["channel"], row["language"]): row["newest"]
        for row in MessageTemplate.objects.values("kind", "channel", "language").annotate(newest=Max("number"))
    }
    last = {(t.kind, t.channel, t.language): t for t in MessageTemplate.objects.all() if t.number == newest[_key(t)]}
    new = [each for each in shipped() if _is_news(each, last.get((each.kind, each.channel, each.language)))]
    for each in new:
        edit(
            each.kind,
            each.channel,
            language=each.language,
            subject=each.subject,
            text=each.text,
            valid_from=_ALWAYS,
            account_id=None,
            at=at,
        )
    return len(new)


def shipped() -> Iterator[Shipped]:
    """Every kind on every channel in every language."""
    content = _content()
    for kind in MessageKind:
        for language in LANGUAGES:
            said = content["kinds"][kind][language]
            for channel in channels_of(kind):
                yield Shipped(kind, channel, language, *_words(kind, channel, said, _frame(kind, language)))


def _frame(kind: MessageKind, language: str) -> str:
    return str(_content()["frame" if says_status(kind) else "frame_of_no_dossier"][language])


def _words(kind: MessageKind, channel: Channel, said: Mapping[str, str], frame: str) -> tuple[str, str]:
    match channel:
        case Channel.EMAIL:
            return said["subject"], frame % {"say": said["say"]}
        case Channel.PUSH:
            return said["subject"], said["short"]
        case Channel.ZALO:
            lines = (f"{fact} = {{{fact}}}" for fact in sorted(facts_of(kind, channel) - {Fact.HOTLINE}))
            return _zalo_number(kind), "\n".join(lines)
        case _:
            return "", said["short"]


def _zalo_number(kind: MessageKind) -> str:
    """Under which Zalo has approved a template an administrator enters; until then nothing of its kind leaves by it.

    The stand-in of a demonstration takes any number.
    """
    return str(100_000 + list(MessageKind).index(kind)) if settings.DEMO else ""


def _is_news(words: Shipped, last: MessageTemplate | None) -> bool:
    return last is None or (last.edited_by_id is None and (last.subject, last.text) != (words.subject, words.text))


def _key(template: MessageTemplate) -> tuple[str, str, str]:
    return template.kind, template.channel, template.language


@cache
def _content() -> Any:
    return yaml.safe_load(_FILE.read_text(encoding="utf-8"))
