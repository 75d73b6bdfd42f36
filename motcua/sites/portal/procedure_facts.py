"""What a procedure asks, takes and costs, as short words for its page and for the cards of a search."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue import fees
from motcua.blueprints.catalogue.definition import Definition, Fee, Rate, RequiredPaper, ResultDocument
from motcua.sites.portal import words
from motcua.sites.ui import formats, legal_words


@dataclass(frozen=True, slots=True)
class Fact:
    value: str
    small: str = ""


def time_fact(definition: Definition) -> Fact:
    limit = definition.default_limit
    others = len(definition.time_limits) > 1
    return Fact(words.limit(limit), words.cutoff(limit) or (_("Có trường hợp lâu hơn") if others else ""))


def fee_fact(definition: Definition, *, on: date) -> Fact:
    """What everybody pays; conditions and rates that the province has not set are said, not guessed."""
    if not definition.fees:
        return Fact(_("Miễn phí"))
    channel = "online" if definition.channels.are_open("online") else "counter"
    due = fees.fees_due(definition, answers={}, channel=channel, on=on, locality=settings.PROVINCE_NAME)
    if fees.total(due):
        return Fact(formats.dong(fees.total(due)), str(legal_words.channel(channel)))
    unset = fees.fees_not_set(definition, on=on, locality=settings.PROVINCE_NAME)
    if any(not fee.rates or any(rate.when is None for rate in fee.rates) for fee in unset):
        return Fact(_("Phí do tỉnh quy định"), _("Xem mức thu bên dưới"))
    return Fact(_("Miễn phí"), _("Trừ trường hợp nêu bên dưới"))


def place_fact(definition: Definition) -> Fact:
    competence = definition.competence
    return Fact(competence.name, str(words.COMPETENCE_RULES.get(competence.rule, "")))


def result_fact(definition: Definition) -> Fact:
    if not definition.results:
        return Fact(_("Kết quả giải quyết"))
    first = definition.results[0]
    return Fact(first.name, result_forms(first))


def result_forms(result: ResultDocument) -> str:
    forms = [*([_("bản điện tử")] if result.electronic else []), *([_("bản giấy")] if result.paper else [])]
    text = _(" và ").join(forms)
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One rate as a line: for whom, how much, by which clause."""

    case: str
    channel: str
    amount: str
    clause: str
    notes: tuple[str, ...]


def fee_rows(fee: Fee, *, on: date) -> list[FeeRow]:
    """Rates in force or to come; the past is history."""
    return [_fee_row(rate) for rate in fee.rates if rate.valid_to is None or rate.valid_to >= on]


def papers_not_needed(definition: Definition) -> list[tuple[str, str]]:
    """Papers that fall away once the office finds their content itself."""
    return [
        (
            paper.name,
            _("Khi cán bộ tra cứu được trong %(source)s") % {"source": words.data_sources(paper.replaceable_by)},
        )
        for group in definition.paper_groups
        for paper in group.papers
        if paper.replaceable_by
    ]


def paper_note(paper: RequiredPaper) -> str:
    """How many and when; the law's own remark last."""
    if paper.is_form:
        return _("Nộp trực tuyến thì điền ngay trên trang, không phải tải lên")
    return ". ".join(part.rstrip(".") for part in (paper.when_text, _number(paper), paper.note) if part)


def paper_note_here(paper: RequiredPaper) -> str:
    """The same without the case, which the page of the case settles; and where an officer finds it himself."""
    found = _("Không phải nộp nếu cán bộ tra cứu được trong %(source)s") % {
        "source": words.data_sources(paper.replaceable_by)
    }
    parts = (_number(paper), paper.note, found if paper.replaceable_by else "")
    return ". ".join(part.rstrip(".") for part in parts if part)


def _number(paper: RequiredPaper) -> str:
    if paper.originals and paper.copies:
        return _("Bản chính hoặc bản sao")
    if paper.originals:
        return _("%(count)s bản chính") % {"count": paper.originals}
    return _("%(count)s bản sao") % {"count": paper.copies} if paper.copies else ""


def _fee_row(rate: Rate) -> FeeRow:
    amount = formats.dong(rate.amount) if rate.amount else _("Miễn")
    notes = (words.rate_scope(rate), words.rate_validity(rate), rate.note)
    return FeeRow(
        case=rate.when_text or _("Mọi trường hợp"),
        channel=str(legal_words.channel(rate.channel)),
        amount=f"{amount} / {rate.per}" if rate.amount and rate.per else amount,
        clause=rate.basis,
        notes=tuple(note for note in notes if note),
    )
