"""Who may see which dossiers: the one place. What is not visible does not exist (404)."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State

#: Officers whose work is dossiers. Those who run the system or the catalogue cannot read them (TT21, CN28).
READERS = frozenset(
    {Role.RECEPTIONIST, Role.PROCESSOR, Role.SIGNATORY, Role.CLERK, Role.CASHIER, Role.CONSULTED, Role.HEAD}
)

#: A version's whole definition: tens of kilobytes that pages have from `definition_of`, once for each process.
HEAVY = "procedure_version__definition"


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Applicants and holders see theirs; officers see what their agency receives, decides or works on."""
    return _visible_to(actor).defer(HEAVY)


def typed_by(actor: Actor) -> QuerySet[Dossier]:
    """Drafts that this officer fills in for somebody who stands at her counter; nobody else's."""
    if actor.role is not Role.RECEPTIONIST:
        return Dossier.objects.none()
    return Dossier.objects.filter(
        state=State.DRAFT, receiving_unit_id=actor.agency_id, helper_account_id=actor.account_id
    )


def work_of(actor: Actor) -> QuerySet[WorkItem]:
    """The open steps that this officer may take: of the same agency and role, unless they are another person's."""
    if actor.role not in READERS or actor.agency_id is None:
        return WorkItem.objects.none()
    return WorkItem.objects.filter(
        Q(post=None) | Q(post_id=actor.post_id),
        status=WorkStatus.OPEN,
        agency_id=actor.agency_id,
        role=actor.role,
    )


def _visible_to(actor: Actor) -> QuerySet[Dossier]:
    if actor.role is Role.SYSTEM:
        return Dossier.objects.all()
    if actor.role is Role.APPLICANT:
        return Dossier.objects.filter(
            Q(applicant_account_id=actor.account_id) | (Q(holder_id=actor.person_id) & ~Q(state=State.DRAFT))
        )
    if actor.role in READERS and actor.agency_id is not None:
        works_on_it = WorkItem.objects.filter(dossier=OuterRef("pk"), agency_id=actor.agency_id)
        return Dossier.objects.exclude(state=State.DRAFT).filter(
            Q(receiving_unit_id=actor.agency_id) | Q(deciding_agency_id=actor.agency_id) | Exists(works_on_it)
        )
    return Dossier.objects.none()
