"""What a dossier's page says of the family it belongs to: its members, or the dossier of which it is one."""

from dataclasses import dataclass

from motcua.dossiers.access import visible_to
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import family
from motcua.dossiers.queries.family import Member
from motcua.dossiers.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class Shown:
    member: Member
    #: Whether this officer may open it: the agency that decides the whole sees how a part stands, not what is in it.
    may_open: bool
    #: Whether it is this officer who has to add what is lacking.
    may_complete: bool


def family_of(dossier: Dossier, *, actor: Actor) -> dict[str, object]:
    members = family.members_of(dossier)
    parent = family.parent_of(dossier)
    children = [each.dossier.pk for each in members if each.dossier is not None]
    wanted = [*children, *([parent.pk] if parent else [])]
    visible = set(visible_to(actor).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    shown = [
        Shown(
            each,
            may_open=each.dossier is not None and each.dossier.pk in visible,
            may_complete=each.awaits_officer and (actor.agency_id, actor.role) == (each.item.agency_id, each.item.role),
        )
        for each in members
    ]
    return {"members": shown, "parent": parent, "may_open_parent": parent is not None and parent.pk in visible}
