"""The lists of a dossier's picture: papers, originals, fees, rounds of completion, results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import paper_named
from motcua.dossiers.models import (
    DigitalCopy,
    Dossier,
    DossierEvent,
    Original,
    Paper,
    Result,
    ResultState,
    SettledHow,
)
from motcua.dossiers.queries.consulted import consulted
from motcua.dossiers.queries.requests import AskedItem, items_of_all
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.projection import Happened, project
from motcua.effects.national_portal.codes import OURS, SYNC
from motcua.foundation.calendar import versions

#: A request and what answers it.
_ANSWERED_BY = {Action.ASK_TO_COMPLETE: Action.RESUBMIT, Action.REQUEST_SUPPLEMENT: Action.SUPPLEMENT}


@dataclass(frozen=True, slots=True)
class PaperGiven:
    """A paper as it was filed. `is_digitised`: scanned by an officer; `reused_code`: of which result it is a copy."""

    row: int
    item: str
    name: str
    is_digitised: bool
    is_reused: bool
    reused_code: str


@dataclass(frozen=True, slots=True)
class OriginalShown:
    name: str
    count: int
    how: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    key: str
    name: str
    kind: str
    amount: int
    paid_how: str

    @property
    def is_online(self) -> bool:
        return self.paid_how == SettledHow.TRANSFER


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """What was asked for, in words. `item` is the key of a paper of the list; empty for an answer of the form."""

    name: str
    item: str


@dataclass(frozen=True, slots=True)
class Round:
    """A request for completion, and its answer if there is one."""

    number: int
    asked_by: str
    asked: str
    asked_at: datetime
    items: Sequence[AskedPaper]
    answered_at: datetime | None
    taken_by: str
    due_before: datetime | None
    due_after: datetime | None


@dataclass(frozen=True, slots=True)
class ResultOut:
    row: int
    kind: str
    name: str
    code: str


def papers(dossier: Dossier, *, as_of: datetime) -> list[PaperGiven]:
    """As the last filing has them: what is being prepared for the next is not filed yet."""
    filing = dossier.filings.filter(filed_at__lte=as_of).order_by("-number").first()
    if filing is None:
        return []
    rows = {(paper.item, str(paper.file_id)): paper.pk for paper in Paper.objects.filter(dossier=dossier)}
    scanned = set(DigitalCopy.objects.filter(paper__dossier=dossier).values_list("paper_id", flat=True))
    return [_paper(told, rows[told["item"], told["file"]], scanned) for told in filing.papers]


def _paper(told: Mapping[str, Any], row: int, scanned: set[int]) -> PaperGiven:
    reused = told.get("reused") or {}
    return PaperGiven(
        row, told["item"], told["name"], row in scanned, bool(reused), str(reused.get("result_code") or "")
    )


def originals(dossier: Dossier, definition: Definition, *, as_of: datetime) -> list[OriginalShown]:
    found = Original.objects.filter(dossier=dossier, noted_at__lte=as_of).order_by("pk")
    return [OriginalShown(_paper_name(definition, each.item), max(1, each.count), each.shown) for each in found]


def _paper_name(definition: Definition, key: str) -> str:
    paper = paper_named(definition, key=key)
    return paper.name if paper else key


def fees(dossier: Dossier, *, as_of: datetime) -> list[FeeLine]:
    """What was asked for and not taken back by then."""
    open_then = Q(cancelled_at=None) | Q(cancelled_at__gt=as_of)
    duties = dossier.duties.filter(open_then, opened_at__lte=as_of).order_by("number")
    return [
        FeeLine(
            key=line["key"],
            name=line["name"],
            kind=line["kind"],
            amount=line["amount"],
            paid_how=duty.settled_how if duty.settled_at and duty.settled_at <= as_of else "",
        )
        for duty in duties
        for line in duty.lines
    ]


def registers(dossier: Dossier, *, until: datetime) -> list[str]:
    """Which had answered about it. Whether the portal has a code for one, its map knows."""
    return [register for register in consulted(dossier, until=until) if register in OURS[SYNC]["register"]]


def rounds(dossier: Dossier, definition: Definition, told: Sequence[Happened]) -> list[Round]:
    """Each request with both due dates: the one that stood before it and the one that its answer brought."""
    asked = [index for index, each in enumerate(told) if each.action in _ANSWERED_BY]
    if not asked:
        return []
    events = {
        event.number: event
        for event in dossier.events.select_related("remark", "post__account__person", "agency")
        if event.number <= told[-1].number
    }
    items = items_of_all(events.values())
    return [_round(number, index, told, events, items, definition) for number, index in enumerate(asked, start=1)]


def _round(
    number: int,
    index: int,
    told: Sequence[Happened],
    events: Mapping[int, DossierEvent],
    items: Mapping[int, Sequence[AskedItem]],
    definition: Definition,
) -> Round:
    request = told[index]
    answer = next(
        (later for later in range(index + 1, len(told)) if told[later].action is _ANSWERED_BY[request.action]), None
    )
    event = events[request.number]
    return Round(
        number=number,
        asked_by=officer_of(event),
        asked=event.remark.text if event.remark else "",
        asked_at=request.at,
        items=[_asked(definition, item.key) for item in items.get(event.pk, ())],
        answered_at=told[answer].at if answer else None,
        taken_by=officer_of(events[told[answer].number]) if answer else "",
        due_before=_due(told[:index]),
        due_after=_due(told[: answer + 1]) if answer else None,
    )


def _asked(definition: Definition, key: str) -> AskedPaper:
    if paper_named(definition, key=key):
        return AskedPaper(_paper_name(definition, key), key)
    field = definition.form.fields.get(key)
    return AskedPaper(field.label if field else key, "")


def officer_of(event: DossierEvent) -> str:
    """Her name; nobody's where a citizen or the system acted."""
    return event.post.account.person.full_name if event.post else ""


def _due(told: Sequence[Happened]) -> datetime | None:
    return project(told, calendar_of=versions.calendar_of).due_at if told else None


def results(dossier: Dossier, definition: Definition, *, as_of: datetime) -> list[ResultOut]:
    """What was out by then and had not been recalled."""
    not_recalled = Q(recall=None) | Q(recall__at__gt=as_of)
    out = Result.objects.filter(
        not_recalled,
        dossier=dossier,
        state__in=(ResultState.ISSUED, ResultState.RECALLED),
        published_at__lte=as_of,
    ).order_by("pk")
    known = {document.key: document for document in definition.results}
    return [
        ResultOut(each.pk, each.kind, known[each.kind].name, known[each.kind].code or "")
        if each.kind in known
        else ResultOut(each.pk, each.kind, each.kind, "")
        for each in out
    ]
