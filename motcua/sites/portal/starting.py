"""A draft of a procedure, in earnest or for practice: the open one, or a new one with what is known filled in."""

from datetime import datetime

from django.db import transaction
from django.http import Http404

from motcua.blueprints.catalogue import queries
from motcua.blueprints.forms import answers as forms
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import deciding_agencies
from motcua.sites.ui.filling.known_facts import from_profile, offered


def procedure_of(code: str) -> queries.Found:
    """What no procedure is called is not found (404)."""
    try:
        return queries.find(code)
    except queries.ProcedureUnknown as unknown:
        raise Http404 from unknown


def open_draft(request: ActingRequest, found: queries.Found, *, is_practice: bool = False) -> Dossier | None:
    drafts = finding.own(request.actor).filter(
        state=State.DRAFT, is_practice=is_practice, procedure_version__procedure=found.procedure
    )
    return drafts.select_related("answers").first()


def started(
    request: ActingRequest, found: queries.Found, *, at: datetime, is_practice: bool = False
) -> tuple[Dossier, bool]:
    """One open draft of a procedure at a time: a second press goes on with the first. Says whether it is a new one."""
    definition = queries.definition_of(found.version.pk)
    with transaction.atomic():
        account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.user.pk)
        earlier = open_draft(request, found, is_practice=is_practice)
        if earlier is not None:
            return earlier, False
        known = offered(definition.form, account.person)
        begun = drafting.start(
            found.version,
            actor=request.actor,
            deciding_agency=deciding_agencies.nearest(definition, account.person, on=legal_day(at)),
            at=at,
            prefilled={**forms.defaults(definition.form), **known},
            sources=from_profile(known),
            is_practice=is_practice,
        )
    return begun, True
