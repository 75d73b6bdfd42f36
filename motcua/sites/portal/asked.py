"""What an officer has asked the applicant to mend: the items of the last request, each with where to do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.commands.holders import AUTHORISATION
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.sites.ui.filling.draft import Draft

_REQUESTS = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT)
_WAITING = (State.INCOMPLETE, State.SUPPLEMENT_REQUESTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """The last request, while it waits for an answer."""

    items: tuple[str, ...] = ()
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    word: str
    path: str
    #: Something was attached or changed since it was asked for.
    is_mended: bool


def asked_of(dossier: Dossier) -> Asked:
    if State(dossier.state) not in _WAITING:
        return Asked()
    event = DossierEvent.objects.filter(dossier=dossier, action__in=_REQUESTS).select_related("remark").latest("number")
    reason = event.remark.text if event.remark else ""
    return Asked(tuple(event.details.get("items", ())), reason, event.happened_at)


def asked_path(dossier: Dossier) -> str:
    """The page on which the applicant answers the request."""
    name = "portal:completion" if dossier.state == State.INCOMPLETE else "portal:supplement"
    return reverse(name, kwargs={"code": dossier.code})


def items_to_mend(draft: Draft, asked: Asked) -> list[Item]:
    return [_item(draft, key, asked) for key in asked.items]


def _item(draft: Draft, key: str, asked: Asked) -> Item:
    uuid = draft.dossier.uuid
    paper = paper_named(draft.definition, key=key)
    if paper is not None:
        path = reverse("portal:papers", kwargs={"uuid": uuid})
        new = any(asked.at is not None and given.added_at > asked.at for given in draft.papers.get(key, []))
        return Item(key, paper.name, f"{path}#{key}", new)
    field = draft.definition.form.fields.get(key)
    part = next((part.key for part in draft.parts if key in {f.key for f in part.fields}), draft.parts[0].key)
    path = reverse("portal:part", kwargs={"uuid": uuid, "key": part})
    filed = next(iter(draft.dossier.filings.order_by("-number")[:1]), None)
    is_changed = filed is not None and filed.answers.get(key) != draft.answers.get(key)
    return Item(key, field.label if field else key, f"{path}#{key}", is_changed)


def words_of(items: Sequence[str], definition: Definition) -> list[str]:
    """Papers and fields by the names that the applicant knows."""
    names = {
        AUTHORISATION: _("Văn bản ủy quyền"),
        **{key: field.label for key, field in definition.form.fields.items()},
    }
    names |= {paper.key: paper.name for group in definition.paper_groups for paper in group.papers}
    return [names.get(item, item) for item in items]
