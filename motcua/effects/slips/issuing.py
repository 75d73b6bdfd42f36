"""Issue a slip: number it, set it, keep it; the same event again gives the same slip."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.dossiers.rules.lifecycle import CLOSED, Action, State
from motcua.effects.slips.apology import apology_facts
from motcua.effects.slips.completion_request import completion_request_facts
from motcua.effects.slips.control_sheet import control_sheet_facts
from motcua.effects.slips.facts import SlipFacts
from motcua.effects.slips.layout_versions import layout_for
from motcua.effects.slips.models import Slip, SlipKind
from motcua.effects.slips.numbering import next_number
from motcua.effects.slips.receipt import receipt_facts
from motcua.effects.slips.refusal import refusal_facts
from motcua.effects.slips.sources import Source
from motcua.effects.slips.stop_notice import stop_notice_facts
from motcua.effects.slips.typesetting import pdf
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class NotReceivedYet(Refusal):
    """A receipt is given for a dossier that was taken in."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """Who numbers and issues a kind of slip, and what it says."""

    unit: Callable[[DossierEvent], Agency]
    facts: Callable[[Source], SlipFacts]
    file_name: str


def _one_stop_unit(event: DossierEvent) -> Agency:
    return event.dossier.receiving_unit


def _who_acted(event: DossierEvent) -> Agency:
    return event.agency or event.dossier.deciding_agency


_PAPERS: dict[SlipKind, _Paper] = {
    SlipKind.RECEIPT: _Paper(_one_stop_unit, receipt_facts, "Giấy tiếp nhận và hẹn trả"),
    SlipKind.COMPLETION_REQUEST: _Paper(_who_acted, completion_request_facts, "Phiếu yêu cầu bổ sung, hoàn thiện"),
    SlipKind.REFUSAL: _Paper(_one_stop_unit, refusal_facts, "Phiếu từ chối tiếp nhận"),
    SlipKind.APOLOGY: _Paper(_who_acted, apology_facts, "Văn bản xin lỗi, gia hạn"),
    SlipKind.CONTROL_SHEET: _Paper(_one_stop_unit, control_sheet_facts, "Phiếu kiểm soát quá trình giải quyết"),
    SlipKind.STOP_NOTICE: _Paper(_one_stop_unit, stop_notice_facts, "Thông báo dừng giải quyết"),
}

_READ_WITH_EVENT = (
    "agency__managed_by",
    "account__person",
    "remark",
    "dossier__applicant",
    "dossier__holder",
    "dossier__holder_organisation",
    "dossier__representative",
    "dossier__helper_account__person",
    "dossier__receiving_unit__managed_by",
    "dossier__deciding_agency__managed_by",
)


def receipt_for(dossier: Dossier, *, at: datetime) -> Slip:
    """The receipt of an accepted dossier, made now if the worker has not made it yet."""
    accepted = dossier.events.filter(action=Action.ACCEPT).first()
    if accepted is None:
        raise NotReceivedYet(code=dossier.code)
    return issue(accepted.pk, SlipKind.RECEIPT, at=at)


@transaction.atomic
def issue(event_id: int, kind: SlipKind, *, at: datetime) -> Slip:
    """Page and worker may both ask at once: the dossier's row lets one of them make it and the other find it."""
    event = DossierEvent.objects.select_related(*_READ_WITH_EVENT).get(pk=event_id)
    Dossier.objects.select_for_update(of=("self",)).only("pk").get(pk=event.dossier_id)
    made = Slip.objects.select_related("file").filter(event=event, kind=kind).first()
    return made or _make(event, kind, at=at)


def control_sheet(dossier: Dossier, *, at: datetime) -> bytes | Slip:
    """Mẫu 06: of a dossier that is over the numbered paper; of one in work how things stand, without a number.

    Raises NotReceivedYet.
    """
    last = dossier.events.select_related(*_READ_WITH_EVENT).order_by("-number")[:1].get()
    if not dossier.events.filter(action=Action.ACCEPT).exists():
        raise NotReceivedYet(code=dossier.code)
    if State(dossier.state) in CLOSED:
        return issue(last.pk, SlipKind.CONTROL_SHEET, at=at)
    source = _source(last, SlipKind.CONTROL_SHEET, numbered=False)
    return pdf(source.layout, control_sheet_facts(source, stands_at=at), at=at)


def _make(event: DossierEvent, kind: SlipKind, *, at: datetime) -> Slip:
    source = _source(event, kind)
    document = pdf(source.layout, _PAPERS[kind].facts(source), at=event.happened_at)
    name = f"{_PAPERS[kind].file_name} {event.dossier.code}.pdf"
    return Slip.objects.create(
        kind=kind,
        dossier=event.dossier,
        event=event,
        unit=source.unit,
        year=source.year,
        number=source.number,
        layout=source.layout.name,
        file=storage.store(io.BytesIO(document), name=name, by=None, at=at),
        issued_at=at,
    )


def _source(event: DossierEvent, kind: SlipKind, *, numbered: bool = True) -> Source:
    """The number comes last: its lock is shared by everyone who issues this kind of slip at the unit."""
    day = legal_day(event.happened_at)
    unit = _PAPERS[kind].unit(event)
    return Source(
        event=event,
        dossier=event.dossier,
        definition=definition_of(event.dossier.procedure_version_id),
        unit=unit,
        layout=layout_for(kind, on=day),
        year=day.year,
        number=next_number(unit_id=unit.pk, kind=kind, year=day.year) if numbered else 0,
    )
