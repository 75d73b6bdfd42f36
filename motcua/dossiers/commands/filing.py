"""What exactly is filed: complete, still on the disk, and only once."""

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import confirmed_facts, missing_papers
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms.answers import problems, visible_answers
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands import reusing
from motcua.dossiers.models import Answers, Dossier, Filing, Paper
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar import versions
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.refusals import Refusal


class AnswersIncomplete(Refusal):
    """Some answers are missing or wrong."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(count=len(found))
        self.problems = found


class PapersMissing(Refusal):
    """Required papers have not been attached."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(papers=", ".join(names))


class PaperGone(Refusal):
    """A paper that was attached can no longer be read back whole."""


class SameKeyOtherContent(Refusal):
    """This filing's key was already used for another dossier."""


def already_filed(dossier: Dossier, *, key: str) -> Filing | None:
    """The filing that this dossier made with this key, if any. Raises SameKeyOtherContent when another made one."""
    filed = Filing.objects.filter(idempotency_key=key).first()
    if filed is not None and filed.dossier_id != dossier.pk:
        raise SameKeyOtherContent
    return filed


def freeze(dossier: Dossier, *, key: str, actor: Actor, at: datetime) -> Filing:
    """Check that the draft is complete and keep what is filed as it is now.

    Raises AnswersIncomplete, PapersMissing, PaperGone, and what `reusing.proof_of` raises.
    """
    answers = _complete_answers(dossier, at=at)
    papers = _complete_papers(dossier, answers, at=at)
    prove_pictures(dossier, answers)
    return Filing.objects.create(
        dossier=dossier,
        number=_next_number(dossier),
        idempotency_key=key,
        fingerprint=fingerprint(answers, papers),
        answers=answers,
        papers=papers,
        filed_at=at,
        by_post_id=actor.post_id,
    )


def _next_number(dossier: Dossier) -> int:
    """A draft has never been filed: nothing to look for."""
    if dossier.state == State.DRAFT:
        return 1
    last: int = dossier.filings.aggregate(last=Max("number"))["last"]
    return last + 1


def fingerprint(answers: dict[str, Any], papers: list[dict[str, Any]]) -> str:
    content = json.dumps([answers, papers], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _complete_answers(dossier: Dossier, *, at: datetime) -> dict[str, Any]:
    form = definition_of(dossier.procedure_version_id).form
    answers: dict[str, Any] = Answers.objects.values_list("data", flat=True).get(dossier=dossier)
    calendar = versions.calendar_of(versions.current_id())
    found = [p for p in problems(form, answers, at=at, calendar=calendar, channel=dossier.channel) if p.blocks]
    if found:
        raise AnswersIncomplete(found)
    return visible_answers(form, answers, at=at, calendar=calendar, channel=dossier.channel)


def _complete_papers(dossier: Dossier, answers: dict[str, Any], *, at: datetime) -> list[dict[str, Any]]:
    definition = definition_of(dossier.procedure_version_id)
    attached = Paper.objects.filter(dossier=dossier, removed_at=None).select_related("file", "archived").order_by("pk")
    papers = [paper for paper in attached if paper.counts]
    given: dict[str, int] = {}
    for paper in papers:
        given[paper.item] = given.get(paper.item, 0) + 1
    missing = missing_papers(
        definition, answers=answers, given=given, channel=dossier.channel, confirmed=_confirmed(dossier, definition)
    )
    if missing:
        raise PapersMissing([paper.name for paper in missing])
    return [proved(paper) | reusing.proof_of(paper, dossier=dossier, at=at) for paper in papers]


def _confirmed(dossier: Dossier, definition: Definition) -> frozenset[str]:
    """Only procedures that ask for a paper which a register can replace need the sources of the answers."""
    if not any(paper.proves for group in definition.paper_groups for paper in group.papers):
        return frozenset()
    sources = Answers.objects.values_list("sources", flat=True).get(dossier=dossier)
    return confirmed_facts(definition.form, sources)


def prove_pictures(dossier: Dossier, answers: dict[str, Any]) -> None:
    """A picture in the form is an answer and a file: it must be there like any paper."""
    fields = definition_of(dossier.procedure_version_id).form.fields
    named = {answers[key]: field.label for key, field in fields.items() if field.type == "image" and key in answers}
    files = StoredFile.objects.in_bulk(named)
    for reference, label in named.items():
        try:
            storage.read_back(files[UUID(reference)])
        except (KeyError, storage.FileGone, storage.FileChanged) as gone:
            raise PaperGone(name=label) from gone


def proved(paper: Paper) -> dict[str, Any]:
    """Read the file back from storage: its size and hash are those of the bytes that are really there."""
    try:
        proof = storage.read_back(paper.file)
    except (storage.FileGone, storage.FileChanged) as gone:
        raise PaperGone(name=paper.file.name) from gone
    told = {"shared": True} if paper.shared_from_id else {}
    return {
        "item": paper.item,
        "name": paper.file.name,
        "file": str(paper.file_id),
        "size": proof.size,
        "sha256": proof.sha256,
        **told,
    }
