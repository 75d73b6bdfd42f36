"""Words that may be kept: every fact that they name is one that there will be."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.effects.notifications.message_kinds import Fact, MessageKind, facts_of, says_status
from motcua.foundation.messaging import sms_text
from motcua.foundation.messaging.channels import Channel
from motcua.foundation.refusals import Refusal

LONGEST_SUBJECT, LONGEST_TEXT = 150, 3000
#: A longer one costs four and is read by nobody.
MOST_SEGMENTS = 3
_NAMED = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Unknown:
    line: int
    name: str


class UnknownFact(Refusal):
    """These words name a fact that no message of this kind has; it would leave with a hole or not at all."""

    def __init__(self, found: tuple[Unknown, ...]) -> None:
        first = found[0]
        super().__init__(line=first.line, name=first.name)
        self.found = found


class NoWords(Refusal):
    """A message without words."""


class WordsTooLong(Refusal):
    """Longer than the channel takes."""


class StatusMissing(Refusal):
    """An e-mail about a dossier says agency, officer and times (NĐ 224/2025 art. 15.1.g)."""


class BadZaloLine(Refusal):
    """For Zalo each line is a name of the approved template, an equals sign, and its words."""


def require_good(kind: MessageKind, channel: Channel, *, subject: str, text: str) -> None:
    """Raises the refusals here, and IdentityNumberInSms."""
    found = tuple(unknown(kind, channel, subject=subject, text=text))
    if found:
        raise UnknownFact(found)
    if channel is Channel.ZALO:
        zalo_lines(text)
    elif not text.strip() or (channel is not Channel.SMS and not subject.strip()):
        raise NoWords
    if len(subject) > LONGEST_SUBJECT or len(text) > LONGEST_TEXT:
        raise WordsTooLong(most=LONGEST_TEXT)
    if channel is Channel.EMAIL and says_status(kind) and f"{{{Fact.STATUS}}}" not in text:
        raise StatusMissing
    if channel is Channel.SMS:
        sms_text.require_safe(text)


def unknown(kind: MessageKind, channel: Channel, *, subject: str, text: str) -> Iterator[Unknown]:
    """Line nought is the subject. A brace without its other half is told as it stands."""
    known = facts_of(kind, channel)
    for number, line in enumerate((subject, *text.splitlines())):
        for name in _NAMED.findall(line):
            if name not in known:
                yield Unknown(number, name)
        if set(_NAMED.sub("", line)) & set("{}"):
            yield Unknown(number, "{")


def zalo_lines(text: str) -> Mapping[str, str]:
    """`ma_ho_so = {code}`, one to a line. Raises BadZaloLine."""
    lines = [(number, line.partition("=")) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for number, (name, equals, words) in lines:
        if not (name.strip() and equals and words.strip()):
            raise BadZaloLine(line=number)
    return {name.strip(): words.strip() for _, (name, _, words) in lines}


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The words with their facts. A fact that is not there is a fault of ours and raises KeyError."""
    return _NAMED.sub(lambda named: facts[named.group(1)], words)
