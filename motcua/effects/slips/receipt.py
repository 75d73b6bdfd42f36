"""Mẫu 01: what the receipt says about a dossier that was taken in."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue.definition import Definition, RequiredPaper
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.forms.display import shown
from motcua.dossiers.models import Channel, Dossier, Filing
from motcua.dossiers.queries.two_dates import two_dates
from motcua.dossiers.rules.projection import period
from motcua.effects.slips import register, wording
from motcua.effects.slips.facts import ListedPaper, ReceiptFacts
from motcua.effects.slips.promises import promised_after
from motcua.effects.slips.sources import Source, applicant, general, representation, someone


def receipt_facts(source: Source) -> ReceiptFacts:
    event, dossier, definition = source.event, source.dossier, source.definition
    filing = dossier.filings.filter(filed_at__lte=event.happened_at).latest("number")
    return ReceiptFacts(
        general=general(source),
        filed_by=_filed_by(dossier),
        subject=_unless_named(dossier.subject_name, dossier=dossier),
        representatives=(someone(dossier.representative),) if dossier.representative else (),
        authorisation=_authorisation(definition, filing, dossier=dossier),
        deciding_agency=dossier.deciding_agency.name,
        papers=tuple(_listed(definition, filing, online=dossier.channel == Channel.ONLINE)),
        sets=f"{definition.paper_sets:02d} bộ",
        limit=wording.periods([period(stored) for stored in event.details["limit"]]),
        received_at=wording.hour_and_day(event.happened_at),
        promised_at=wording.hour_and_day(promised_after(event)),
        two_dates=_two_dates(dossier, accepted_at=event.happened_at, due_at=promised_after(event)),
        result_place=_result_place(definition, filing.answers, dossier=dossier),
        book=_book(dossier, accepted_at=event.happened_at),
        received_by=source.officer,
    )


def _two_dates(dossier: Dossier, *, accepted_at: datetime, due_at: datetime) -> tuple[str, ...]:
    found = two_dates(dossier, accepted_at=accepted_at, due_at=due_at)
    if found is None:
        return ()
    return (
        f"Lần 1, nhận thông báo nộp tiền: {wording.hour_and_day(found.notice_by)}",
        f"Lần 2, nhận kết quả: {found.working_days_after_payment:02d} ngày làm việc kể từ ngày nộp đủ tiền",
    )


def _book(dossier: Dossier, *, accepted_at: datetime) -> str:
    entry = register.enter(dossier.pk, accepted_at=accepted_at)
    return f"quyển số {entry.book.year}, số thứ tự {entry.number:02d}"


def _filed_by(dossier: Dossier) -> str:
    """Who files, where it is not the holder; and who helped her, where somebody did."""
    filer, helper = dossier.applicant.full_name, dossier.helper_account
    if helper is None or dossier.channel == Channel.COUNTER:
        return _unless_named(filer, dossier=dossier)
    return f"{filer}, nộp giúp bởi {helper.person.full_name}"


def _authorisation(definition: Definition, filing: Filing, *, dossier: Dossier) -> str:
    """The number and date as they were stated, or the paper that was given."""
    ground = representation(dossier)
    if ground is not None and ground.document_on is not None:
        return f"Văn bản ủy quyền số {ground.document_number} ngày {wording.day(ground.document_on)}"
    return "; ".join(paper.name for paper in _given(definition, filing) if paper.kind == "authorisation")


def _unless_named(name: str, *, dossier: Dossier) -> str:
    """The applicant and the holder of a dossier are mostly one person, and named once."""
    return "" if name == applicant(dossier, representation(dossier)).name else name


def _papers(definition: Definition) -> Iterator[RequiredPaper]:
    return (paper for group in definition.paper_groups for paper in group.papers)


def _given(definition: Definition, filing: Filing) -> list[RequiredPaper]:
    keys = {paper["item"] for paper in filing.papers}
    return [paper for paper in _papers(definition) if paper.key in keys]


def _listed(definition: Definition, filing: Filing, *, online: bool) -> Iterator[ListedPaper]:
    """In the order of the procedure; a form that was filled in electronically is a paper too."""
    counts = Counter(paper["item"] for paper in filing.papers)
    asked = {p.key for group in papers_for(definition, answers=filing.answers, channel="") for p in group.papers}
    for paper in _papers(definition):
        if counts[paper.key]:
            yield ListedPaper(name=paper.name, count=counts[paper.key], form=_form(paper, online=online))
        elif paper.is_form and paper.key in asked:
            yield ListedPaper(name=paper.name, count=1, form="Biểu mẫu điện tử")


def _form(paper: RequiredPaper, *, online: bool) -> str:
    if online:
        return "Bản điện tử"
    return "Bản chính" if paper.originals else "Bản sao"


def _result_place(definition: Definition, answers: dict[str, Any], *, dossier: Dossier) -> str:
    """As the applicant chose on the form; the place itself where it is ours or was given."""
    unit = dossier.receiving_unit
    ours = ", ".join(part for part in (unit.name, unit.address) if part)
    fields = definition.form.fields
    chosen = next((field for field in fields.values() if field.options_ref == "result_delivery"), None)
    value = answers.get(chosen.key) if chosen else None
    if chosen is None or value in (None, "counter"):
        return ours
    way = shown(chosen, value)
    to = answers.get("dia_chi_nhan") if value == "postal" else None
    return f"{way}: {shown(fields['dia_chi_nhan'], to)}" if to else way
