"""The queues at the side of every page: which ones a role works from, how much lies in them, and one's own views."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.models import SavedView
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role

Word = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """Word and drawing of a worklist, the fact that an empty one states, and whether any row in it is bad news."""

    word: Word
    icon: str
    nothing: Word
    is_bad: bool = False


#: For each list of `worklists.LISTS`, one line.
WORDS: dict[str, Words] = {
    "to-receive": Words(_("Chờ tiếp nhận"), "inbox", _("Không còn hồ sơ nào chờ tiếp nhận.")),
    "my-work": Words(_("Việc của tôi"), "work", _("Không còn việc nào chờ ông/bà.")),
    "to-sign": Words(_("Chờ ký"), "sign", _("Không còn hồ sơ nào chờ ông/bà ký.")),
    "to-sign-again": Words(_("Chờ ký lại"), "sign", _("Không có bản mới nào chờ ông/bà ký lại.")),
    "to-reissue": Words(_("Chờ phát hành lại"), "file", _("Không có bản thay thế nào chờ phát hành.")),
    "to-acknowledge": Words(_("Mới chuyển đến"), "transfer", _("Không có hồ sơ nào chờ xác nhận đã nhận.")),
    "on-their-way": Words(_("Chuyển đi, chờ nhận"), "track", _("Bên nhận đã xác nhận hết.")),
    "waiting": Words(_("Chờ người dân"), "comment", _("Không có hồ sơ nào đang chờ người dân.")),
    "to-deliver": Words(_("Chờ trả kết quả"), "file", _("Không có kết quả nào chờ trả.")),
    "near-due": Words(_("Sắp đến hạn"), "hourglass", _("Không có hồ sơ nào đến hạn trong 24 giờ tới.")),
    "overdue": Words(_("Quá hạn"), "alert", _("Không có hồ sơ nào quá hạn."), is_bad=True),
}

#: The first one is where the day begins. Whoever is not named here has no place at the desk.
OF: dict[Role, tuple[str, ...]] = {
    Role.RECEPTIONIST: ("to-receive", "waiting", "to-deliver", "my-work", "on-their-way", "near-due", "overdue"),
    Role.PROCESSOR: ("my-work", "to-acknowledge", "on-their-way", "waiting", "near-due", "overdue"),
    Role.SIGNATORY: ("my-work", "to-sign", "to-sign-again", "to-reissue", "waiting", "near-due", "overdue"),
    Role.HEAD: ("my-work", "to-acknowledge", "waiting", "near-due", "overdue"),
    Role.CLERK: ("my-work", "to-reissue", "overdue"),
    Role.CASHIER: ("waiting", "my-work"),
    Role.CONSULTED: ("my-work", "to-acknowledge"),
}


@dataclass(frozen=True, slots=True)
class Queue:
    name: str
    word: Word
    icon: str
    #: "200+" where counting further would help nobody.
    count: str
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class View:
    name: str
    href: str


def queues(actor: Actor, *, at: datetime) -> tuple[Queue, ...]:
    names = OF.get(actor.role, ())
    counts = worklists.counts(actor, of=names, at=at)
    shown = partial(_queue, counts=counts)
    return tuple(map(shown, names))


def views(actor: Actor) -> tuple[View, ...]:
    """Her own views, of the queues from which she works in this post."""
    assert actor.account_id is not None, "officers have accounts"
    saved = SavedView.objects.filter(account_id=actor.account_id, queue__in=OF.get(actor.role, ())).order_by("name")
    return tuple(
        View(name, address(queue, query)) for name, queue, query in saved.values_list("name", "queue", "query")
    )


def address(queue: str, query: str) -> str:
    path = reverse("desk:list", kwargs={"queue": queue})
    return f"{path}?{query}" if query else path


def shown_count(count: int) -> str:
    return f"{count}+" if count >= worklists.MOST_COUNTED else str(count)


def _queue(name: str, *, counts: dict[str, int]) -> Queue:
    words = WORDS[name]
    return Queue(name, words.word, words.icon, shown_count(counts[name]), words.is_bad and counts[name] > 0)
