"""Interlinked procedures: a step opens a dossier of another procedure at the agency that decides it.

The applicant has filed once; each member has its own code, version and period (NĐ 63/2024/NĐ-CP). Nothing here begins
the member's steps: see `work.enter`, which calls this, and `members.py` for how it comes back.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue import competence
from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.papers import missing_papers
from motcua.blueprints.catalogue.queries import definition_of, find
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.blueprints.expressions.evaluation import evaluate
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.problems import Problem
from motcua.blueprints.workflows.steps import Child, Step
from motcua.dossiers.commands import filing
from motcua.dossiers.commands.numbering import next_code
from motcua.dossiers.models import Answers, Channel, Dossier, Paper, WorkItem
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import Action
from motcua.dossiers.rules.projection import stored
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, legal_day
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class ChildIncomplete(Refusal):
    """What the parent dossier says is not enough for the member procedure: an officer has to complete it."""


@dataclass(frozen=True, slots=True)
class Intended:
    """The member dossier as it would be filed now, and what it still lacks."""

    item: WorkItem
    step: Step
    version: ProcedureVersion
    definition: Definition
    answers: Mapping[str, Any]
    #: By the key of the member's required paper.
    files: Mapping[str, tuple[StoredFile, Paper | None]]
    problems: tuple[Problem, ...]
    missing: tuple[RequiredPaper, ...]
    #: None where the case names no place here.
    agency: Agency | None

    @property
    def is_complete(self) -> bool:
        return not self.problems and not self.missing and self.agency is not None


def intended(
    item: WorkItem,
    *,
    at: datetime,
    completed: Mapping[str, Any] | None = None,
    files: Mapping[str, StoredFile] | None = None,
) -> Intended:
    """Work out the member from the parent. `completed` and `files` are what an officer adds."""
    step = definition_of(item.dossier.procedure_version_id).process.step(item.step)
    assert step.child is not None, "only steps with a child open one"
    found = find(step.child.procedure)
    definition = definition_of(found.version.pk)
    answers = _answers(item.dossier, step.child, definition, at=at) | dict(completed or {})
    given = _files(item.dossier, step.child) | {key: (file, None) for key, file in (files or {}).items()}
    calendar = versions.calendar_of(versions.current_id())
    problems = forms.problems(definition.form, answers, at=at, calendar=calendar, channel=Channel.ONLINE)
    counted = dict.fromkeys(given, 1)
    return Intended(
        item=item,
        step=step,
        version=found.version,
        definition=definition,
        answers=answers,
        files=given,
        problems=tuple(problem for problem in problems if problem.blocks),
        missing=missing_papers(definition, answers=answers, given=counted, channel=Channel.ONLINE),
        agency=_agency(definition, answers, at=at),
    )


def open_children(items: Iterable[WorkItem], *, at: datetime) -> list[Dossier]:
    """The members of these steps that have all they need; a step whose member lacks something waits for an officer.

    In the order of the agencies' codes: two dossiers that open members at the same agencies take their counters in
    the same order, and never wait for each other.
    """
    planned = [each for each in (intended(item, at=at) for item in items) if each.agency is not None]
    ready = [each for each in planned if each.is_complete]
    return [file(each, at=at) for each in sorted(ready, key=lambda each: str(each.agency))]


@transaction.atomic
def file(member: Intended, *, at: datetime) -> Dossier:
    """Create, file and accept the member in one go: there is never half of one. Raises ChildIncomplete, PaperGone."""
    if not member.is_complete:
        raise ChildIncomplete(procedure=member.definition.short_name)
    child = _created(member, at=at)
    filing.freeze(child, key=f"interlinked-{member.item.pk}", actor=SYSTEM, at=at)
    record(child, Action.SUBMIT, actor=SYSTEM, at=at, details={"filing": 1}, facts=_identity(member, at=at))
    record(child, Action.ACCEPT, actor=SYSTEM, at=at, details=_limit(member))
    member.item.child_dossier = child
    member.item.save(update_fields=["child_dossier"])
    return child


def _answers(parent: Dossier, child: Child, definition: Definition, *, at: datetime) -> dict[str, Any]:
    """What the form begins with, and over it what the trees make of the parent's answers."""
    said = parent.filings.latest("number").answers
    calendar = versions.calendar_of(versions.current_id())
    context = forms.context_of(at=parent.submitted_at or at, calendar=calendar, channel=parent.channel)
    mapped = {key: evaluate(tree, said, context) for key, tree in child.answers.items()}
    return {**forms.defaults(definition.form), **{key: value for key, value in mapped.items() if value is not None}}


def _files(parent: Dossier, child: Child) -> dict[str, tuple[StoredFile, Paper | None]]:
    """The very files of the parent: papers that were handed in, or documents that were made in it so far."""
    papers = {
        paper.item: paper for paper in parent.papers.filter(removed_at=None).select_related("file").order_by("pk")
    }
    results = {result.kind: result for result in parent.results.select_related("file").order_by("pk")}
    given: dict[str, tuple[StoredFile, Paper | None]] = {}
    for wanted, source in child.papers.items():
        if source in papers and papers[source].counts:
            given[wanted] = (papers[source].file, papers[source])
        elif source in results:
            given[wanted] = (results[source].file, None)
    return given


def _agency(definition: Definition, answers: Mapping[str, Any], *, at: datetime) -> Agency | None:
    try:
        return competence.agency_for(definition, answers, on=legal_day(at))
    except competence.NoSuchAgencyHere:
        return None


def _created(member: Intended, *, at: datetime) -> Dossier:
    """The people are the parent's, and so is the unit that received it: results return there (NĐ 61/2018 art. 19.7)."""
    parent, agency = member.item.dossier, member.agency
    assert agency is not None, "a complete member has its agency"
    child = Dossier.objects.create(
        procedure_version=member.version,
        channel=Channel.ONLINE,
        applicant_id=parent.applicant_id,
        applicant_account_id=parent.applicant_account_id,
        holder_id=parent.holder_id,
        holder_organisation_id=parent.holder_organisation_id,
        representative_id=parent.representative_id,
        receiving_unit_id=parent.receiving_unit_id,
        deciding_agency=agency,
        parent=parent,
        started_at=at,
    )
    source = {"from": "dossier", "of": parent.code}
    sources = {key: source for key in member.step.child.answers if key in member.answers} if member.step.child else {}
    Answers.objects.create(dossier=child, data=dict(member.answers), sources=sources, saved_at=at)
    for item, (kept, shared_from) in member.files.items():
        Paper.objects.create(dossier=child, item=item, file=kept, added_at=at, shared_from=shared_from)
    return child


def _limit(member: Intended) -> dict[str, Any]:
    """The period that the interlinked procedure gives the member, or the member's own."""
    step = member.step
    limits = applicable(member.definition, answers=member.answers, channel=Channel.ONLINE)
    periods = [Period(step.max_days, step.max_unit)] if step.max_days else [limit.period for limit in limits]
    cases = [] if step.max_days else [limit.key for limit in limits]
    return {"limit": [stored(period) for period in periods], "cases": cases, "found": {}, "parent_step": step.key}


def _identity(member: Intended, *, at: datetime) -> dict[str, Any]:
    """The secret is on no paper: she follows the dossier that she filed. The code comes last; its lock is shared."""
    parent, agency = member.item.dossier, member.agency
    assert agency is not None, "a complete member has its agency"
    return {
        "subject_name": parent.subject_name,
        "subject_folded": parent.subject_folded,
        "tracking_secret_sealed": seal(secrets.token_hex(16)),
        "code": next_code(agency_code=agency.code, at=at),
    }
