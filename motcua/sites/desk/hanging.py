"""What hangs over a dossier by the rules that protect people, and what its past requests asked for and why."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.models import ApologyDraft, Dossier, Posting, SecondRequestWish
from motcua.dossiers.queries import requests as asked
from motcua.dossiers.queries.tracking import Moment
from motcua.dossiers.rules.lifecycle import CLOSED, State
from motcua.sites.desk import filed
from motcua.sites.ui import fault_words, ground_words


@dataclass(frozen=True, slots=True)
class Hanging:
    wish: SecondRequestWish | None
    letter: ApologyDraft | None
    postings: tuple[Posting, ...]

    def __bool__(self) -> bool:
        return bool(self.wish or self.letter or self.postings)


def hanging_over(dossier: Dossier) -> Hanging:
    """Nothing, once it is closed: most pages that are read are of closed dossiers, and ask no further."""
    if State(dossier.state) in CLOSED:
        return Hanging(None, None, ())
    letters = ApologyDraft.objects.waiting().filter(dossier=dossier)
    letter = letters.filter(due_at=dossier.due_at).first() if dossier.due_at else None
    postings = Posting.objects.filter(work_item__dossier=dossier, ended_at=None).order_by("pk")
    return Hanging(asked.wish_waiting(dossier), letter, tuple(postings))


def items_of(moment: Moment, definition: Definition) -> list[str]:
    """Each item that was asked for with what is wrong with it; or the ground on which it ended."""
    if moment.items:
        names = filed.item_names(definition, moment.items)
        return [_said(name, fault_words.of_item(item)) for name, item in zip(names, moment.asked, strict=True)]
    ground = ground_words.of_event(moment.action, moment.ground)
    competent = _("Cơ quan có thẩm quyền: %(name)s") % {"name": moment.competent} if moment.competent else ""
    return [part for part in (ground, competent) if part]


def _said(name: str, why: str) -> str:
    return f"{name}: {why}" if why else name
