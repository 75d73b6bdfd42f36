"""The queues at the side of every page: which ones a role works from, and how much lies in them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role

#: Word and drawing of each worklist, and the fact that an empty one states.
WORDS: dict[str, tuple[str | Promise, str, str | Promise]] = {
    "to-receive": (_("Chờ tiếp nhận"), "inbox", _("Không còn hồ sơ nào chờ tiếp nhận.")),
    "my-work": (_("Việc của tôi"), "work", _("Không còn việc nào chờ ông/bà.")),
    "waiting": (_("Chờ người dân"), "comment", _("Không có hồ sơ nào đang chờ người dân.")),
    "to-deliver": (_("Chờ trả kết quả"), "file", _("Không có kết quả nào chờ trả.")),
}

#: The first one is where the day begins. Whoever is not named here has no place at the desk.
OF: dict[Role, tuple[str, ...]] = {
    Role.RECEPTIONIST: ("to-receive", "waiting", "to-deliver", "my-work"),
    Role.PROCESSOR: ("my-work", "waiting"),
    Role.SIGNATORY: ("my-work", "waiting"),
    Role.HEAD: ("my-work", "waiting"),
    Role.CLERK: ("my-work",),
    Role.CASHIER: ("waiting", "my-work"),
    Role.CONSULTED: ("my-work",),
}


@dataclass(frozen=True, slots=True)
class Queue:
    name: str
    word: str | Promise
    icon: str
    #: "200+" where counting further would help nobody.
    count: str


def queues(actor: Actor) -> tuple[Queue, ...]:
    names = OF.get(actor.role, ())
    counts = worklists.counts(actor, of=names)
    return tuple(Queue(name, *WORDS[name][:2], _shown(counts[name])) for name in names)


def _shown(count: int) -> str:
    return f"{count}+" if count >= worklists.MOST_COUNTED else str(count)
