"""Phản ánh, kiến nghị in words: what they are, where they stand, who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.effects.petitions.models import Kind, Opinion, Petition
from motcua.effects.petitions.moves import Act, State

Word = str | Promise

KINDS: dict[str, Word] = {Kind.COMPLAINT: _("Phản ánh"), Kind.SUGGESTION: _("Kiến nghị")}
#: Word, tone and drawing of each state.
STATES: dict[str, tuple[Word, str, str]] = {
    State.RECEIVED: (_("Đã nhận"), "info", "inbox"),
    State.IN_HAND: (_("Đang xem xét"), "info", "work"),
    State.ASKED: (_("Chờ ông/bà bổ sung"), "warn", "comment"),
    State.ANSWERED: (_("Đã trả lời"), "good", "check"),
    State.PUBLISHED: (_("Đã trả lời, đã công khai"), "good", "check"),
    State.REFUSED: (_("Không tiếp nhận"), "bad", "close"),
}
OPINIONS: dict[str, tuple[Word, str, str]] = {
    Opinion.VERY_SATISFIED: (_("Rất hài lòng"), "good", "check"),
    Opinion.SATISFIED: (_("Hài lòng"), "good", "check"),
    Opinion.NOT_SATISFIED: (_("Chưa hài lòng"), "warn", "comment"),
}
ACTS: dict[str, Word] = {
    Act.FILE: _("Gửi phản ánh, kiến nghị"),
    Act.ASSIGN: _("Giao cán bộ xem xét"),
    Act.REFUSE: _("Không tiếp nhận"),
    Act.ASK: _("Hỏi thêm"),
    Act.SUPPLY: _("Bổ sung"),
    Act.ANSWER: _("Trả lời"),
    Act.PUBLISH: _("Công khai câu trả lời"),
}


@dataclass(frozen=True, slots=True)
class Moment:
    word: Word
    at: datetime
    note: str


def course(petition: Petition) -> Sequence[Moment]:
    """What happened, in order, with the words that were said."""
    events = petition.events.select_related("words").order_by("number")
    return [Moment(ACTS[event.act], event.happened_at, _words(event)) for event in events]


def opinion(petition: Petition) -> tuple[Word, str, str] | None:
    """What its author thinks of the answer: word, tone and drawing; None before she has said it."""
    said = getattr(petition, "opinion", None)
    return OPINIONS[said.level] if said else None


def _words(event: object) -> str:
    words = getattr(event, "words", None)
    return words.text if words else ""
