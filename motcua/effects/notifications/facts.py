"""The facts that words may name, said in one language. Nothing here is personal: posts, places, days and sums."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, DossierEvent, FeeDuty, WorkItem, WorkStatus
from motcua.dossiers.rules import legal_clock
from motcua.dossiers.rules.lifecycle import CLOSED, Action, Role, State
from motcua.effects.notifications import wording
from motcua.effects.notifications.message_kinds import Fact
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import Period, Unit, legal_day

ASKED = (Action.ASK_TO_COMPLETE, Action.REQUEST_SUPPLEMENT)
_OF_NO_OFFICE = frozenset({Role.APPLICANT, Role.SYSTEM})


@dataclass(frozen=True, slots=True)
class About:
    """What a message of a dossier is about, at a moment."""

    dossier: Dossier
    at: datetime
    event: DossierEvent | None = None
    duty: FeeDuty | None = None

    @property
    def path(self) -> str:
        return f"/dossiers/{self.dossier.code}"


def of_dossier(about: About, *, language: str, has_account: bool) -> Mapping[str, str]:
    """Every fact that there is; which of them words may name is not decided here."""
    # Whoever has no account finds how far it has come, and with the secret on her receipt the rest.
    page = about.path if has_account else f"/tracking?code={about.dossier.code}"
    said = ((fact, say(about, language)) for fact, say in _SAID.items())
    return {**{fact: words for fact, words in said if words is not None}, **general(page)}


def general(path: str) -> Mapping[str, str]:
    return {Fact.LINK: f"{settings.PUBLIC_URL}{path}", Fact.HOTLINE: settings.HOTLINE}


def mend_until(dossier: Dossier, *, asked_at: datetime) -> datetime:
    """The last day on which what was asked for may come: the dossier is closed after it (LTK art. 6.4.a)."""
    rules = definition_of(dossier.procedure_version_id).rules_on(legal_day(asked_at))
    period = Period(rules.supplement_unanswered_days, Unit.WORKING_DAY)
    last, _lines = legal_clock.count(versions.calendar_of(versions.current_id()), asked_at, [period])
    return last


def asked_of(dossier: Dossier) -> DossierEvent:
    """The request that stands."""
    return dossier.events.filter(action__in=ASKED).latest("number")


def _last_day(about: About, language: str) -> str | None:
    if about.dossier.state not in (State.INCOMPLETE, State.SUPPLEMENT_REQUESTED):
        # She was quicker than the message: then it says what it would have said.
        asked = about.event if about.event and about.event.action in ASKED else None
    else:
        asked = asked_of(about.dossier)
    return wording.day(mend_until(about.dossier, asked_at=asked.happened_at), language) if asked else None


def _amount(about: About, language: str) -> str | None:
    return wording.money(about.duty.amount, language) if about.duty else None


def _status(about: About, language: str) -> str:
    """Agency, post, and the times of receipt, processing and return (NĐ 224/2025 art. 15.1.g)."""
    dossier = about.dossier
    lines = [
        wording.line("agency", dossier.deciding_agency.name, language),
        wording.line("officer", _officer(about, language), language),
        *_times(about, language),
        wording.line("changed", wording.moment(about.at, language), language),
    ]
    return "\n".join(lines)


def _officer(about: About, language: str) -> str:
    """Who did it; after an act of hers or of the system, who has the step now."""
    event = about.event
    if event is not None and event.agency is not None and Role(event.role) not in _OF_NO_OFFICE:
        return wording.officer(event.role, event.agency.name, language)
    item = WorkItem.objects.filter(dossier=about.dossier, status=WorkStatus.OPEN).select_related("agency").first()
    if item is not None and Role(item.role) not in _OF_NO_OFFICE:
        return wording.officer(item.role, item.agency.name, language)
    return wording.officer(Role.SYSTEM, about.dossier.receiving_unit.name, language)


def _times(about: About, language: str) -> list[str]:
    dossier = about.dossier
    known = [
        ("received", dossier.accepted_at) if dossier.accepted_at else ("filed", dossier.submitted_at),
        ("due", dossier.promised_at if State(dossier.state) not in CLOSED else None),
        ("ready", dossier.finished_at if dossier.state in (State.RESULT_READY, State.RESULT_DELIVERED) else None),
        ("returned", about.at if about.event and about.event.action == Action.DELIVER else None),
    ]
    return [wording.line(name, wording.moment(at, language), language) for name, at in known if at is not None]


_SAID: Mapping[Fact, Callable[[About, str], str | None]] = {
    Fact.CODE: lambda about, _: str(about.dossier.code),
    Fact.PROCEDURE: lambda about, _: about.dossier.procedure_version.procedure.short_name,
    Fact.AGENCY: lambda about, _: about.dossier.deciding_agency.name,
    Fact.UNIT: lambda about, _: about.dossier.receiving_unit.name,
    Fact.STATUS: _status,
    Fact.DUE: lambda about, language: wording.due(about.dossier.promised_at, language),
    Fact.LAST_DAY: _last_day,
    Fact.AMOUNT: _amount,
}
