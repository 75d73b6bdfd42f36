"""Mẫu 02: what the applicant is asked to complete, why, and who helps."""

from django.conf import settings

from motcua.blueprints.catalogue.definition import Definition
from motcua.effects.slips import wording
from motcua.effects.slips.facts import CompletionRequestFacts, Contact
from motcua.effects.slips.sources import Source, general


def completion_request_facts(source: Source) -> CompletionRequestFacts:
    days = source.definition.rules_on(wording.legal_day(source.event.happened_at)).supplement_unanswered_days
    names = _names(source.definition)
    return CompletionRequestFacts(
        general=general(source),
        items=tuple(names.get(item, item) for item in source.event.details["items"]),
        reason=source.reason,
        deadline=f"Quá {days} ngày làm việc kể từ ngày thông báo mà hồ sơ chưa được hoàn thiện, cơ quan sẽ đóng hồ sơ.",
        contact=Contact(name=source.officer, phone=source.unit.phone or settings.HOTLINE),
    )


def _names(definition: Definition) -> dict[str, str]:
    """What an item of a request is called: a paper by its name, an answer by its question and where that stands."""
    papers = {paper.key: paper.name for group in definition.paper_groups for paper in group.papers}
    answers = {
        field.key: f"{section.title}: {field.label}" for section in definition.form.sections for field in section.fields
    }
    return {**answers, **papers}
