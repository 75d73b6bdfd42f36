"""Before filing: start, fill in, attach. A draft is an ordinary row, has no code and no events, and loses nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import measuring, mending, placing, routes
from motcua.dossiers.models import Answers, Channel, Dossier, Ending, Paper
from motcua.dossiers.rules import merging
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal

#: What the applicant may change: a draft, and what an officer has asked her to complete.
CHANGEABLE = frozenset({State.DRAFT, State.INCOMPLETE, State.SUPPLEMENT_REQUESTED})

#: Between two saves at most so long counts as filling in; after that the person was elsewhere.
LONGEST_THOUGHT_SECONDS = 300

#: {"from": "profile" | "dossier" | "card" | "register", "of": words that name it}
Source = Mapping[str, str]


class NotChangeableNow(Refusal):
    """What has been filed stays as it was filed."""


class ChangedElsewhere(Refusal):
    """Another tab or device has saved another answer to the same question since this page was opened."""

    def __init__(self, *fields: str) -> None:
        super().__init__(count=len(fields))
        self.fields = fields


@transaction.atomic
def start(  # noqa: PLR0913 - the people and places of a new dossier, each by name
    version: ProcedureVersion,
    *,
    actor: Actor,
    deciding_agency: Agency,
    at: datetime,
    channel: Channel = Channel.ONLINE,
    applicant_id: int | None = None,
    prefilled: Mapping[str, Any] | None = None,
    sources: Mapping[str, Source] | None = None,
    is_practice: bool = False,
    is_owed: bool = False,
) -> Dossier:
    """A new draft pinned to the published version. `sources` say where the prefilled values come from.

    `is_owed`: a receipt was given already, and is honoured. Raises FiledElsewhere, CitizenPartClosed.
    """
    if not is_owed:
        routes.require_begun_here(definition_of(version.pk), channel=channel, actor=actor, at=at)
    owner_id = applicant_id or actor.person_id
    assert owner_id is not None, "somebody files"
    dossier = Dossier.objects.create(
        procedure_version=version,
        channel=channel,
        applicant_id=owner_id,
        applicant_account_id=None if actor.is_officer else actor.account_id,
        holder_id=owner_id,
        helper_account_id=actor.account_id if actor.is_officer else None,
        # Any unit of the province receives what any agency of it decides (NĐ 118/2025 art. 3).
        receiving_unit_id=actor.agency_id or deciding_agency.one_stop_unit_id or deciding_agency.pk,
        deciding_agency=deciding_agency,
        started_at=at,
        is_practice=is_practice,
    )
    Answers.objects.create(dossier=dossier, data=dict(prefilled or {}), sources=dict(sources or {}), saved_at=at)
    return dossier


@transaction.atomic
def save_answers(  # noqa: PLR0913 - what, from which page, and where it comes from, each by name
    dossier: Dossier,
    *,
    changed: Mapping[str, Any],
    revision: int | None,
    at: datetime,
    sources: Mapping[str, Source] | None = None,
    at_field: str = "",
    drawn_from: Mapping[str, str] | None = None,
) -> Answers:
    """Merge `changed` into the answers; an empty value (None) removes the answer.

    `drawn_from` has the mark of each answer that the page was drawn from, `revision` their count of saves for those
    without one. Raises ChangedElsewhere for questions that were answered otherwise there and here; what is as it was
    drawn is no answer of this page. `sources` name where changed values come from that nobody typed; `at_field` is
    the field being worked on.
    """
    state = _require_changeable(dossier)
    answers = Answers.objects.select_for_update().get(dossier=dossier)
    typed = merging.typed(answers.data, changed, drawn_from or {})
    is_old = revision is not None and revision != answers.revision
    if both := merging.changed_on_both_sides(answers.data, typed, drawn_from or {}, is_old=is_old):
        raise ChangedElsewhere(*both)
    kept = {key: source for key, source in answers.sources.items() if key not in typed}
    merged = {key: value for key, value in {**answers.data, **typed}.items() if value is not None}
    mending.require_open_fields(dossier, state=state, before=answers.data, after=merged, at=at)
    if state is State.DRAFT:
        placing.follow(dossier, before=answers.data, after=merged, at=at)
    answers.data = merged
    answers.sources = {**kept, **(sources or {})}
    answers.active_seconds += min(max(int((at - answers.saved_at).total_seconds()), 0), LONGEST_THOUGHT_SECONDS)
    answers.last_field = at_field or answers.last_field
    answers.revision += 1
    answers.saved_at = at
    answers.expiry_told_at = None
    answers.save(
        update_fields=["data", "sources", "revision", "saved_at", "active_seconds", "last_field", "expiry_told_at"]
    )
    return answers


@transaction.atomic
def choose_agency(dossier: Dossier, *, deciding_agency: Agency) -> None:
    """The applicant or the officer who types names the place; only a draft can still change it."""
    if dossier.state != State.DRAFT:
        raise NotChangeableNow
    placing.put(dossier, deciding_agency)


@transaction.atomic
def attach(
    dossier: Dossier,
    *,
    item: str,
    file: StoredFile,
    actor: Actor,
    at: datetime,
    archived: ArchivedPaper | None = None,
) -> Paper:
    """Give a file for one required paper. One that was taken out and is given again is the same paper."""
    state = _require_changeable(dossier)
    mending.require_open_paper(dossier, state=state, item=item, at=at)
    given = {"added_at": at, "added_by_id": actor.account_id, "removed_at": None, "archived": archived}
    paper, _is_new = Paper.objects.update_or_create(dossier=dossier, item=item, file=file, defaults=given)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, at: datetime) -> None:
    """Take a file out of the dossier; removing twice is removing once."""
    state = _require_changeable(paper.dossier)
    mending.require_open_paper(paper.dossier, state=state, item=paper.item, at=at)
    Paper.objects.filter(pk=paper.pk, removed_at=None).update(removed_at=at)


@transaction.atomic
def discard(dossier: Dossier, *, at: datetime, how: Ending = Ending.DISCARDED) -> None:
    """Throw a draft away: it has no code and no history. Its files are swept from the disk with other orphans."""
    locked = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if locked.state != State.DRAFT:
        raise NotChangeableNow
    measuring.note_end(locked, how=how, at=at)
    Paper.objects.filter(dossier=locked).delete()
    locked.delete()


def _require_changeable(dossier: Dossier) -> State:
    """Read under lock, so that a save and a filing at the same moment come one after the other."""
    state = State(Dossier.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=dossier.pk))
    if state not in CHANGEABLE:
        raise NotChangeableNow
    return state
