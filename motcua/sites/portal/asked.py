"""What an officer has asked the applicant to mend: the items of the last request, each with where to do it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.commands.holders import AUTHORISATION
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.requests import AskedItem, last_request
from motcua.dossiers.rules.lifecycle import State
from motcua.sites.ui import fault_words
from motcua.sites.ui.filling.draft import Draft

_WAITING = (State.INCOMPLETE, State.SUPPLEMENT_REQUESTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """The last request, while it waits for an answer. `number` counts; a second one has the head's reason."""

    asked: tuple[AskedItem, ...] = ()
    reason: str = ""
    at: datetime | None = None
    number: int = 1
    allowed_because: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(item.key for item in self.asked)

    @property
    def has_reasons(self) -> bool:
        return any(item.fault is not None for item in self.asked)


@dataclass(frozen=True, slots=True)
class Item:
    key: str
    word: str
    path: str
    #: What is wrong with it, as the officer said.
    why: str
    #: Something was attached or changed since it was asked for.
    is_mended: bool


def asked_of(dossier: Dossier) -> Asked:
    if State(dossier.state) not in _WAITING:
        return Asked()
    last = last_request(dossier)
    return Asked(last.items, last.reason, last.at, last.number, last.allowed_because)


def asked_path(dossier: Dossier) -> str:
    """The page on which the applicant answers the request."""
    name = "portal:completion" if dossier.state == State.INCOMPLETE else "portal:supplement"
    return reverse(name, kwargs={"code": dossier.code})


def items_to_mend(draft: Draft, asked: Asked) -> list[Item]:
    return [_item(draft, item, asked) for item in asked.asked]


def _item(draft: Draft, item: AskedItem, asked: Asked) -> Item:
    uuid, key, why = draft.dossier.uuid, item.key, fault_words.of_item(item)
    paper = paper_named(draft.definition, key=key)
    if paper is not None:
        path = reverse("portal:papers", kwargs={"uuid": uuid})
        new = any(asked.at is not None and given.added_at > asked.at for given in draft.papers.get(key, []))
        return Item(key, paper.name, f"{path}#{key}", why, new)
    field = draft.definition.form.fields.get(key)
    part = next((part.key for part in draft.parts if key in {f.key for f in part.fields}), draft.parts[0].key)
    path = reverse("portal:part", kwargs={"uuid": uuid, "key": part})
    filed = next(iter(draft.dossier.filings.order_by("-number")[:1]), None)
    is_changed = filed is not None and filed.answers.get(key) != draft.answers.get(key)
    return Item(key, field.label if field else key, f"{path}#{key}", why, is_changed)


def words_of(items: Sequence[str], definition: Definition) -> list[str]:
    """Papers and fields by the names that the applicant knows."""
    names = {
        AUTHORISATION: _("Văn bản ủy quyền"),
        **{key: field.label for key, field in definition.form.fields.items()},
    }
    names |= {paper.key: paper.name for group in definition.paper_groups for paper in group.papers}
    return [names.get(item, item) for item in items]


def words_with_reasons(asked: Asked, definition: Definition) -> list[tuple[str, str]]:
    """Each item by its name, and what is wrong with it."""
    return list(zip(words_of(asked.items, definition), map(fault_words.of_item, asked.asked), strict=True))
