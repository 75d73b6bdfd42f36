"""Figures that are given out once: prepared with their formulas, approved by a second, corrected by a new version."""

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from motcua.dossiers.rules.actor import Actor
from motcua.effects.reporting import definitions, reports
from motcua.effects.reporting.bundles import written
from motcua.effects.reporting.report_models import FrozenReport, ReportApproval
from motcua.effects.reporting.reports import Line, Report
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.absences import delegated_on
from motcua.foundation.refusals import Refusal


class NotOverYet(Refusal):
    """The period still goes on: what is frozen now would be wrong tomorrow."""


class CorrectionUnexplained(Refusal):
    """These figures were frozen before: another version says why."""


class FrozenMeanwhile(Refusal):
    """Somebody froze the same figures at the same moment."""


class NewerVersion(Refusal):
    """A later version takes the place of this one: that one is to be approved."""


class AlreadyApproved(Refusal):
    """Approved figures stay as they are."""


class SecondPersonNeeded(Refusal):
    """Four eyes: whoever prepared figures does not stand for them as well, in whichever post she sits."""


def freeze(
    report: Report, *, agency_id: int | None, actor: Actor, at: datetime, today: date, because: str = ""
) -> FrozenReport:
    """Raises NotOverYet, CorrectionUnexplained, FrozenMeanwhile."""
    if report.last >= today:
        raise NotOverYet
    assert actor.post_id is not None, "officers freeze"
    earlier = versions(report.definition.code, report.first, report.last, agency_id).first()
    if earlier is not None and not because.strip():
        raise CorrectionUnexplained
    content = _content(report)
    try:
        with transaction.atomic():
            return FrozenReport.objects.create(
                code=report.definition.code,
                first=report.first,
                last=report.last,
                agency_id=agency_id,
                dimension=report.dimension,
                version=earlier.version + 1 if earlier else 1,
                because=because.strip() if earlier else "",
                content=content,
                content_hash=sha256(written(content)).hexdigest(),
                prepared_by_id=actor.post_id,
                prepared_at=at,
            )
    except IntegrityError as problem:
        raise FrozenMeanwhile from problem


def approve(frozen: FrozenReport, *, actor: Actor, at: datetime) -> ReportApproval:
    """Raises NewerVersion, SecondPersonNeeded, AlreadyApproved."""
    assert actor.post_id is not None, "officers approve"
    newest = versions(frozen.code, frozen.first, frozen.last, frozen.agency_id).first()
    if newest != frozen:
        raise NewerVersion
    if not is_second_person(frozen, actor=actor):
        raise SecondPersonNeeded
    try:
        with transaction.atomic():
            return ReportApproval.objects.create(report=frozen, by_id=actor.post_id, at=at)
    except IntegrityError as problem:
        raise AlreadyApproved from problem


def is_second_person(frozen: FrozenReport, *, actor: Actor) -> bool:
    """Another post, and a person who did not hold or act in the first one on the day of preparing."""
    return actor.post_id != frozen.prepared_by_id and actor.person_id not in _perhaps_prepared(frozen)


def _perhaps_prepared(frozen: FrozenReport) -> frozenset[int]:
    """The post alone is kept, so all who could act in it on that day count as whoever did."""
    acted = delegated_on(legal_day(frozen.prepared_at)).filter(post=frozen.prepared_by_id)
    return frozenset({frozen.prepared_by.account.person_id, *acted.values_list("to_account__person", flat=True)})


def versions(code: str, first: date, last: date, agency_id: int | None) -> QuerySet[FrozenReport]:
    """The newest first."""
    return FrozenReport.objects.filter(code=code, first=first, last=last, agency=agency_id).order_by("-version")


def thawed(frozen: FrozenReport) -> Report:
    """The report again, reckoned with the formulas that it was frozen with."""
    content = frozen.content
    return reports.make(
        definitions.read(content["definition"]),
        first=frozen.first,
        last=frozen.last,
        rows=[(row["key"], row["name"], row["numbers"]) for row in content["rows"]],
        whole=content["whole"],
        flags=content["flags"],
        dimension=frozen.dimension,
    )


def is_whole(frozen: FrozenReport) -> bool:
    """What is kept is what was hashed, and reckons to what was said."""
    kept = sha256(written(frozen.content)).hexdigest() == frozen.content_hash
    return kept and reports.as_json(thawed(frozen)) == frozen.content["result"]


def _content(report: Report) -> Mapping[str, Any]:
    return {
        "definition": definitions.told(report.definition),
        "rows": [_numbers(line) for line in report.lines],
        "whole": dict(report.whole.numbers),
        "flags": dict(report.flags),
        "result": reports.as_json(report),
    }


def _numbers(line: Line) -> Mapping[str, Any]:
    return {"key": line.key, "name": line.name, "numbers": dict(line.numbers)}
