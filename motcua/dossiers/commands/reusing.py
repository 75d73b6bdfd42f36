"""A paper from its owner's archive instead of a new upload: after checks of owner, purpose, validity and wholeness."""

from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.archive import using
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.archive.using import Owners
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files import storage
from motcua.foundation.refusals import Refusal


class NotReusedInPractice(Refusal):
    """A practice draft leaves no trace, and so takes no papers from an archive."""


def owners_for(dossier: Dossier, *, actor: Actor, at: datetime) -> Owners:
    """Whose papers may serve here: those that this actor may use, of the people whom the dossier is about.

    A receptionist who types may use what the person in front of her may; a volunteer who helps may not. What a
    relative owns is not among them: who names a holder does not thereby open the holder's archive.
    """
    if actor.is_officer and actor.role is not Role.RECEPTIONIST:
        return Owners(frozenset())
    person_id = dossier.applicant_id if actor.is_officer else actor.person_id
    assert person_id is not None, "whoever gives papers is a person"
    return using.owners_of(person_id, on=legal_day(at)).both(_about(dossier))


@transaction.atomic
def reuse(dossier: Dossier, *, item: str, archived: ArchivedPaper, actor: Actor, at: datetime) -> Paper:
    """Give the kept paper for a required one, and leave a trace. A second click gives the same paper.

    Raises NotReusedInPractice, the refusals of `using.require_usable`, FileGone, FileChanged and what
    `drafting.attach` raises.
    """
    if dossier.is_practice:
        raise NotReusedInPractice
    owners = owners_for(dossier, actor=actor, at=at)
    _require_usable(dossier, item=item, archived=archived, owners=owners, at=at)
    storage.read_back(archived.file)
    earlier = Paper.objects.filter(dossier=dossier, item=item, archived=archived, removed_at=None).first()
    if earlier is not None:
        return earlier
    paper = drafting.attach(dossier, item=item, file=archived.file, actor=actor, at=at, archived=archived)
    assert actor.account_id is not None, "whoever reuses a paper has signed in"
    using.note_use(
        archived, dossier_id=dossier.pk, item=item, account_id=actor.account_id, post_id=actor.post_id, at=at
    )
    return paper


def proof_of(paper: Paper, *, dossier: Dossier, at: datetime) -> dict[str, Any]:
    """What a filing says about a paper that was reused: which one, whence, and the result that it stands for.

    Checked once more, because days may lie between taking a paper and filing it.
    """
    archived = paper.archived
    if archived is None:
        return {}
    _require_usable(dossier, item=paper.item, archived=archived, owners=_about(dossier), at=at)
    told = {
        "archive": str(archived.uuid),
        "origin": archived.origin,
        "dossier": archived.dossier_code,
        "number": archived.number,
        "result_code": archived.result_code,
    }
    return {"reused": {key: value for key, value in told.items() if value}}


def _about(dossier: Dossier) -> Owners:
    people, organisations = {dossier.applicant_id, dossier.holder_id}, {dossier.holder_organisation_id}
    return Owners(frozenset(filter(None, people)), frozenset(filter(None, organisations)))


def _require_usable(dossier: Dossier, *, item: str, archived: ArchivedPaper, owners: Owners, at: datetime) -> None:
    required = paper_named(definition_of(dossier.procedure_version_id), key=item)
    kind = required.archive_kind if required else ""
    using.require_usable(archived, owners=owners, kind=kind, on=legal_day(at))
