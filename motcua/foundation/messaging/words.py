"""What one message says, in all the forms that the channels need. Kept sealed: it may name a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.foundation.accounts.sealed import seal, unseal

#: Among `Words.zalo`, the number under which Zalo has approved the template; the others fill it in.
ZALO_TEMPLATE = "template_id"


@dataclass(frozen=True, slots=True)
class Words:
    """`text` is the e-mail's, `short` that of SMS and push, `zalo` the facts of the approved template."""

    subject: str = ""
    text: str = ""
    short: str = ""
    zalo: Mapping[str, str] = field(default_factory=dict)
    #: Where a tap on a push leads: a path of this portal.
    path: str = "/"


def sealed(words: Words) -> bytes:
    said = [words.subject, words.text, words.short, dict(words.zalo), words.path]
    return seal(json.dumps(said, ensure_ascii=False))


def unsealed(kept: bytes | memoryview) -> Words:
    """Without any, where they were wiped: a code that has left is nobody's business any more."""
    if not kept:
        return Words()
    subject, text, short, zalo, path = json.loads(unseal(kept))
    return Words(subject=subject, text=text, short=short, zalo=zalo, path=path)
