"""Mẫu 02: what the applicant is asked to complete, why, and who helps."""

from typing import Any

from django.conf import settings

from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.models import DossierEvent, Remark
from motcua.effects.slips.facts import CompletionRequestFacts, Contact
from motcua.effects.slips.official_words import FAULTS
from motcua.effects.slips.sources import Source, general
from motcua.foundation.calendar.arithmetic import legal_day


def completion_request_facts(source: Source) -> CompletionRequestFacts:
    days = source.definition.rules_on(legal_day(source.event.happened_at)).supplement_unanswered_days
    names, reasons = _names(source.definition), _reasons(source.event)
    return CompletionRequestFacts(
        general=general(source),
        items=tuple(_said(names.get(item, item), reasons.get(item, "")) for item in source.event.details["items"]),
        reason=source.reason or "nêu tại từng nội dung",
        deadline=f"Quá {days} ngày làm việc kể từ ngày thông báo mà hồ sơ chưa được hoàn thiện, cơ quan sẽ đóng hồ sơ.",
        contact=Contact(name=source.officer, phone=source.unit.phone or settings.HOTLINE),
    )


def _said(name: str, reason: str) -> str:
    return f"{name} ({reason})" if reason else name


def _reasons(event: DossierEvent) -> dict[str, str]:
    """What is wrong with each item: by its code, and in the words that were written, unless they have been erased."""
    told: dict[str, dict[str, Any]] = event.details.get("reasons", {})
    remarks = Remark.objects.in_bulk([reason["remark"] for reason in told.values() if "remark" in reason])
    written = {item: remarks[reason["remark"]].text for item, reason in told.items() if "remark" in reason}
    return {
        item: ": ".join(part for part in (FAULTS[reason["code"]], written.get(item, "")) if part)
        for item, reason in told.items()
    }


def _names(definition: Definition) -> dict[str, str]:
    """What an item of a request is called: a paper by its name, an answer by its question and where that stands."""
    papers = {paper.key: paper.name for group in definition.paper_groups for paper in group.papers}
    answers = {
        field.key: f"{section.title}: {field.label}" for section in definition.form.sections for field in section.fields
    }
    return {**answers, **papers}
