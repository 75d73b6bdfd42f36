"""Filing for a person: begin a draft, save answers, say what is missing, file. The pages of the portal do the same."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue import competence, queries
from motcua.blueprints.forms import answers as forms
from motcua.dossiers.commands import drafting, intake, processing
from motcua.dossiers.models import Dossier, Filing
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.systems import access
from motcua.effects.systems import drafts as begun
from motcua.foundation.accounts import people
from motcua.foundation.accounts.models import Person
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.sites.api import draft_words, reading
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.faults import Fault, Mistake
from motcua.sites.api.procedures import answers_schema
from motcua.sites.ui.filling import deciding_agencies
from motcua.sites.ui.filling.draft import Draft

ONLINE = "online"
#: Where the dossier stands decides what filing means.
_FILES: Mapping[State, Callable[..., Filing]] = {
    State.INCOMPLETE: intake.resubmit,
    State.SUPPLEMENT_REQUESTED: processing.supplement,
}


def begin(call: Call) -> Said:
    """The applicant is whoever the system has before it; it answers for having looked at her card."""
    found = queries.find(call.body["procedure"])
    definition = queries.definition_of(found.version.pk)
    if not definition.channels.are_open(ONLINE):
        raise Fault("not-online")
    answers = reading.checked(call.body.get("answers", {}), answers_schema(definition), at="/answers")
    person = _person(call.body["applicant"])
    chosen = _agency(call, competence.deciding(definition, on=legal_day(call.at)))
    dossier = begun.begin(
        found.version,
        system=call.system,
        person=person,
        deciding_agency=chosen or deciding_agencies.nearest(definition, person, on=legal_day(call.at)),
        at=call.at,
        prefilled=forms.defaults(definition.form),
    )
    drafting.save_answers(dossier, changed=answers, revision=None, at=call.at)
    if chosen:
        drafting.choose_agency(dossier, deciding_agency=chosen)
    return _told(dossier, call, location=f"/api/v1/drafts/{dossier.uuid}")


def show(call: Call) -> Said:
    return _told(draft_of(call), call)


def change(call: Call) -> Said:
    """Answers that are named are replaced, null takes one away, and the others stay."""
    dossier = draft_of(call)
    definition = queries.definition_of(dossier.procedure_version_id)
    answers = reading.checked(call.body.get("answers", {}), answers_schema(definition), at="/answers")
    chosen = _agency(call, competence.deciding(definition, on=legal_day(call.at)))
    drafting.save_answers(dossier, changed=answers, revision=call.body.get("revision"), at=call.at)
    if chosen:
        drafting.choose_agency(dossier, deciding_agency=chosen)
    return _told(dossier, call)


def discard(call: Call) -> Said:
    dossier = draft_of(call)
    drafting.discard(dossier, at=call.at)
    return Said(dossier_id=dossier.pk)


def file(call: Call) -> Said:
    """Once, whatever happens on the way: the idempotency key is the filing's own."""
    dossier = draft_of(call)
    act = _FILES.get(State(dossier.state), intake.submit)
    filed = act(
        dossier,
        actor=begun.actor_for(dossier.applicant_id),
        at=call.at,
        key=f"system {call.system.pk} {call.idempotency_key}"[:255],
    )
    dossier.refresh_from_db()
    told = {
        "code": dossier.code,
        "tracking_secret": dossier.tracking_secret,
        "filing": filed.number,
        "filed_at": filed.filed_at.isoformat(),
        "agency": dossier.deciding_agency.code,
    }
    return Said(told, location=f"/api/v1/dossiers/{dossier.code}", dossier_id=dossier.pk)


def draft_of(call: Call) -> Dossier:
    """What this system began, whatever has become of it since."""
    found = access.filed_by(call.system).select_related("answers", "deciding_agency", "receiving_unit", "applicant")
    dossier = found.filter(uuid=call.path["draft"]).first()
    if dossier is None:
        raise Fault("not-there")
    return dossier


def _told(dossier: Dossier, call: Call, *, location: str = "") -> Said:
    fresh = Dossier.objects.select_related("answers", "deciding_agency").get(pk=dossier.pk)
    told: dict[str, Any] = draft_words.told(Draft.of(fresh, at=call.at))
    return Said(told, location=location, dossier_id=dossier.pk)


def _person(applicant: Mapping[str, str]) -> Person:
    born = applicant.get("birth_date")
    return people.with_card(
        full_name=applicant["full_name"],
        personal_id=applicant["personal_id"],
        birth_date=date.fromisoformat(born) if born else None,
        phone=applicant.get("phone", ""),
    )


def _agency(call: Call, offered: list[Agency]) -> Agency | None:
    """The agency that the system names, of those that decide; None where it names none."""
    code = call.body.get("agency")
    if code is None:
        return None
    chosen = next((agency for agency in offered if agency.code == code), None)
    if chosen is None:
        sentence = _("Cơ quan này không giải quyết thủ tục này. Chọn một mã trong agencies của thủ tục.")
        raise Fault("request-wrong", mistakes=[Mistake(sentence, pointer="/agency")])
    return chosen
