"""Our words in theirs, and the checksum over them."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from motcua.effects.payments.gateways.pipe_checksum.profile import Profile, ReplyChecksum, Verb


class BadChecksum(ValueError):
    """It was not signed with our secret, or was changed on its way."""


def signed(profile: Profile, verb: Verb, message: Mapping[str, str], *, secret: str) -> dict[str, Any]:
    """The message in their words, with its checksum."""
    whole = {**message, "checksum": checksum(profile, profile.orders[verb], message, secret=secret)}
    return {profile.names[word]: value for word, value in whole.items()}


def checked(profile: Profile, verb: Verb, theirs: Mapping[str, Any], *, secret: str) -> Mapping[str, str]:
    """The message in our words. Raises BadChecksum."""
    message = heard(profile, theirs)
    ours = checksum(profile, profile.orders[verb], message, secret=secret)
    if not hmac.compare_digest(message.get("checksum", "").lower().encode(), ours.encode()):
        raise BadChecksum
    return message


def heard(profile: Profile, theirs: Mapping[str, Any]) -> dict[str, str]:
    """What we know of their message; a value that is no number and no text that anybody could print is none."""
    found = {word: theirs.get(name) for word, name in profile.names.items()}
    texts = {word: str(value) for word, value in found.items() if isinstance(value, str | int)}
    return {word: text for word, text in texts.items() if text.isprintable()}


def checksum(profile: Profile, order: tuple[str, ...], message: Mapping[str, str], *, secret: str) -> str:
    text = profile.separator.join([*(message.get(word, "") for word in order), secret])
    return hashlib.new(profile.hash, text.encode()).hexdigest()


def reply(
    profile: Profile, message: Mapping[str, str], *, way: ReplyChecksum, received: str, secret: str
) -> dict[str, str]:
    """Our answer to CONFIRM, in their words."""
    own = checksum(profile, profile.reply, message, secret=secret)
    whole = {**message, "checksum": received if way is ReplyChecksum.ECHO else own}
    return {profile.names[word]: whole[word] for word in (*profile.reply, "checksum")}
