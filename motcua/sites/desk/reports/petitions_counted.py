"""Petitions that numbers count: those that were sent in the period, however they ended."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, time, timedelta

from django.urls import reverse

from motcua.dossiers.rules.actor import Actor
from motcua.effects.petitions import access, limits
from motcua.effects.petitions.models import Kind, Opinion, Petition
from motcua.effects.reporting.figures import Where
from motcua.effects.reporting.reading import Span
from motcua.foundation.calendar.arithmetic import VIETNAM
from motcua.sites.desk.reports.behind import Behind
from motcua.sites.ui import petition_words
from motcua.sites.ui.formats import day


def petitions(span: Span, where: Where) -> Mapping[str, list[Petition]]:
    sent = Petition.objects.filter(filed_at__gte=_begins(span), filed_at__lt=_ends(span))
    if where.agencies is not None:
        sent = sent.filter(agency__in=where.agencies)
    # What is written in them stays where it is.
    found = list(
        sent.select_related("agency", "opinion").defer("text", "answer", "public_question").order_by("filed_at")
    )
    return {name: [each for each in found if counts(each)] for name, counts in _COUNTED.items()}


def lines(found: Iterable[Petition], actor: Actor) -> list[Behind]:
    """Names, and what was written, are read by those who have it to answer."""
    hers = set(access.visible_to(actor).values_list("pk", flat=True))
    return [_line(each, is_hers=each.pk in hers) for each in found]


def _line(petition: Petition, *, is_hers: bool) -> Behind:
    word, _tone, _mark = petition_words.STATES[petition.state]
    judged = petition_words.opinion(petition)
    says = ", ".join(str(each) for each in (petition.agency.name, word, judged[0] if judged else "") if each)
    name = f"{petition_words.KINDS[petition.kind]}, {day(petition.filed_at)}"
    return Behind(name, says, reverse("desk:petition", args=[petition.pk]) if is_hers else "")


def _is_in_time(petition: Petition) -> bool:
    if petition.answered_at is None:
        return False
    set_then = limits.limits_at(petition.counted_from)
    allowed = set_then.answer_about_dossier if petition.dossier_id else set_then.answer
    return petition.answered_at <= limits.end(petition.counted_from, allowed)


def _level(petition: Petition) -> str:
    said = getattr(petition, "opinion", None)
    return said.level if said else ""


_COUNTED: Mapping[str, Callable[[Petition], bool]] = {
    "petitions": lambda _petition: True,
    "complaints": lambda petition: petition.kind == Kind.COMPLAINT,
    "suggestions": lambda petition: petition.kind == Kind.SUGGESTION,
    "petitions_answered": lambda petition: petition.answered_at is not None,
    "petitions_in_time": _is_in_time,
    "petitions_judged": lambda petition: bool(_level(petition)),
    "petitions_satisfied": lambda petition: _level(petition) in {Opinion.VERY_SATISFIED, Opinion.SATISFIED},
}


def _begins(span: Span) -> datetime:
    return datetime.combine(span.first, time(), VIETNAM)


def _ends(span: Span) -> datetime:
    return datetime.combine(span.last + timedelta(days=1), time(), VIETNAM)
