"""An interlinked dossier and its members: what each of them is, where it lies, by when, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.access import HEAVY
from motcua.dossiers.models import Dossier, Result, WorkItem, WorkStatus

_CHILD = "child_dossier__"
_SHOWN = ("deciding_agency", "procedure_version__procedure")
_WITH = tuple(_CHILD + each for each in _SHOWN)


@dataclass(frozen=True, slots=True)
class MemberResult:
    """A document that is out."""

    name: str
    result: Result


@dataclass(frozen=True, slots=True)
class Member:
    """One step that leads elsewhere. `dossier` is empty while the member could not be opened, or never was."""

    item: WorkItem
    step: str
    dossier: Dossier | None
    results: tuple[MemberResult, ...] = ()

    @property
    def awaits_officer(self) -> bool:
        """Something is lacking that only an officer can add."""
        return self.dossier is None and self.item.status == WorkStatus.OPEN

    @property
    def due_at(self) -> datetime | None:
        return self.dossier.due_at if self.dossier is not None and self.dossier.finished_at is None else None


def members_of(parent: Dossier) -> list[Member]:
    """In the order in which they were opened; empty for a dossier that is not interlinked. Two queries at most."""
    if not _opens_members(parent):
        return []
    process = definition_of(parent.procedure_version_id).process
    items = WorkItem.objects.filter(dossier=parent, act=Act.OPEN_CHILD).select_related(*_WITH).defer(_CHILD + HEAVY)
    found = list(items.order_by("pk"))
    results = list(published_of_members(parent).select_related("file").order_by("pk"))
    return [
        Member(item, process.step(item.step).name, item.child_dossier, _results(item.child_dossier, results))
        for item in found
    ]


def members_of_each(parents: Sequence[Dossier]) -> dict[int, list[Dossier]]:
    """The opened members of the dossiers of a list, by their parents. No query where nothing is interlinked."""
    interlinked = [each.pk for each in parents if _opens_members(each)]
    if not interlinked:
        return {}
    children = Dossier.objects.filter(parent__in=interlinked).select_related(*_SHOWN).defer(HEAVY).order_by("pk")
    by_parent: dict[int, list[Dossier]] = {}
    for child in children:
        assert child.parent_id is not None, "asked for by their parents"
        by_parent.setdefault(child.parent_id, []).append(child)
    return by_parent


def published_of_members(parent: Dossier) -> QuerySet[Result]:
    """The documents of the members that are out; they lie with the parent."""
    return Result.objects.filter(dossier__parent=parent, published_at__isnull=False)


def parent_of(dossier: Dossier) -> Dossier | None:
    """The interlinked dossier to which this one belongs. Who may open it is another matter."""
    if dossier.parent_id is None:
        return None
    parents = Dossier.objects.select_related("procedure_version__procedure", "deciding_agency").defer(HEAVY)
    return parents.get(pk=dossier.parent_id)


def _opens_members(dossier: Dossier) -> bool:
    return definition_of(dossier.procedure_version_id).process.has(Act.OPEN_CHILD)


def _results(child: Dossier | None, results: Sequence[Result]) -> tuple[MemberResult, ...]:
    if child is None:
        return ()
    names = {document.key: document.name for document in definition_of(child.procedure_version_id).results}
    ours = (result for result in results if result.dossier_id == child.pk)
    return tuple(MemberResult(names.get(each.kind, each.kind), each) for each in ours)
