"""What is offered in the form once it is known whose dossier it is: the holder's facts, and never another's."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from motcua.blueprints.forms.definition import Form
from motcua.blueprints.forms.prefill import prefilled
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier, HolderFacts
from motcua.foundation.accounts.models import Organisation, Person
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.known_facts import offered

_Answers = dict[str, Any]


def offer_self(draft: Draft) -> None:
    _offer(draft, offered(draft.definition.form, draft.dossier.applicant), of="")


def offer_person(draft: Draft, holder: HolderFacts) -> None:
    """Only what was typed about the holder: what we know of her is not shown to others."""
    typed = Person.named(
        holder.full_name,
        personal_id=holder.personal_id,
        phone=holder.phone,
        birth_date=date.fromisoformat(holder.birth_date) if holder.birth_date else None,
        residence=holder.residence or {},
    )
    _offer(draft, offered(draft.definition.form, typed), of=holder.full_name)


def offer_organisation(draft: Draft, organisation: Organisation) -> None:
    form = draft.definition.form
    _offer(draft, _of_organisation(form, organisation), of=organisation.name)
    mine = offered(form, draft.dossier.applicant)
    _save(draft.dossier, {k: v for k, v in mine.items() if k not in draft.answers}, of="", at=draft.at)


def _of_organisation(form: Form, organisation: Organisation) -> _Answers:
    facts = {
        "organisation.name": organisation.name,
        "organisation.registration_code": organisation.registration_code,
        "organisation.address": organisation.address,
    }
    return prefilled(form, facts)


def _offer(draft: Draft, known: _Answers, *, of: str) -> None:
    """What was offered before and left as it was makes room; what a person typed stays."""
    stale = [key for key, source in draft.dossier.answers.sources.items() if source["from"] == "profile"]
    room = {key: value for key, value in known.items() if key in stale or key not in draft.answers}
    _save(draft.dossier, {**dict.fromkeys(stale), **room}, of=of, at=draft.at)
    draft.dossier.answers.refresh_from_db()


def _save(dossier: Dossier, changed: Mapping[str, Any], *, of: str, at: datetime) -> None:
    filled = [key for key, value in changed.items() if value is not None]
    source = {"from": "profile", "of": of}
    drafting.save_answers(dossier, changed=changed, revision=None, at=at, sources=dict.fromkeys(filled, source))
