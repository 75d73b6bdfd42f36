"""What stands in the lines of a register, on paper and on the page."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from motcua.dossiers.models import Channel, Dossier, DossierEvent, Representation
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import wording
from motcua.effects.slips.facts import Letterhead, RegisterFacts, RegisterLine
from motcua.effects.slips.layout_versions import register_layout_for
from motcua.effects.slips.models import RegisterBook, RegisterEntry
from motcua.effects.slips.sources import applicant
from motcua.effects.slips.typesetting import pdf
from motcua.foundation.calendar.arithmetic import legal_day

_CHANNELS: dict[str, str] = {Channel.ONLINE: "Trực tuyến", Channel.COUNTER: "Trực tiếp", Channel.POST: "Bưu chính"}
_READ = (
    "dossier__procedure_version__procedure",
    "dossier__applicant",
    "dossier__holder",
    "dossier__holder_organisation",
    "dossier__deciding_agency",
)


def lines(entries: Iterable[RegisterEntry]) -> Iterator[RegisterLine]:
    """In the order given; a fixed number of queries however many they are."""
    found = list(entries)
    ids = [entry.dossier_id for entry in found]
    grounds = {each.dossier_id: each for each in Representation.objects.filter(dossier__in=ids)}
    delivered = {
        event.dossier_id: event for event in DossierEvent.objects.filter(dossier__in=ids, action=Action.DELIVER)
    }
    for entry in found:
        yield _line(entry, grounds.get(entry.dossier_id), delivered.get(entry.dossier_id))


def entries_of(book: RegisterBook, *, after: int = 0, size: int | None = None) -> Iterable[RegisterEntry]:
    """The entries after a number, in order."""
    entries = book.entries.filter(number__gt=after).select_related(*_READ).order_by("number")
    entries = entries.defer("dossier__procedure_version__definition")
    return entries[:size] if size else entries


def book_pdf(book: RegisterBook, *, at: datetime) -> bytes:
    layout = register_layout_for(on=legal_day(at))
    drawn = tuple(lines(entries_of(book)))
    return pdf(layout, _facts(book, drawn, form=layout.form, at=at), at=at)


def _facts(book: RegisterBook, drawn: tuple[RegisterLine, ...], *, form: str, at: datetime) -> RegisterFacts:
    unit, closed = book.unit, book.closed_at is not None
    return RegisterFacts(
        form=form,
        code=f"Sổ theo dõi hồ sơ năm {book.year}",
        letterhead=Letterhead(
            governing_body=unit.managed_by.name if unit.managed_by else "",
            unit=unit.name,
            number="",
            place=wording.seat(unit),
            issued_on=f"ngày {wording.day(legal_day(at))}",
        ),
        year=str(book.year),
        from_number=drawn[0].number if drawn else "",
        to_number=drawn[-1].number if drawn else "",
        lines=drawn,
        closed_at=wording.hour_and_day(at) if closed else "",
        closed_by=book.closed_by.account.person.full_name if book.closed_by else "",
    )


def _line(entry: RegisterEntry, ground: Representation | None, delivered: DossierEvent | None) -> RegisterLine:
    dossier = entry.dossier
    who = applicant(dossier, ground)
    return RegisterLine(
        number=f"{entry.number:02d}",
        code=str(dossier.code),
        procedure=dossier.procedure_version.procedure.short_name,
        holder=who.name,
        reached_at=", ".join(part for part in (who.address, who.phone) if part),
        deciding_agency=dossier.deciding_agency.name,
        received_at=_moment(dossier.accepted_at),
        promised_at=_moment(dossier.promised_at),
        delivered_at=_moment(delivered.happened_at if delivered else None),
        channel=_CHANNELS[dossier.channel],
        signed=_signed(dossier, delivered),
    )


def _signed(dossier: Dossier, delivered: DossierEvent | None) -> str:
    """Who fetched it signs by hand at the desk; what went out online is fetched without a signature."""
    if delivered is None or dossier.channel != Channel.ONLINE:
        return ""
    return "Điện tử"


def _moment(moment: datetime | None) -> str:
    return wording.short(moment) if moment else ""
