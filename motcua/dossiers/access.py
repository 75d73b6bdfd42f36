"""Who may see which dossiers: the one place. What is not visible does not exist (404)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now, TruncDate

from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.models import Assistance, Channel, Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.foundation.accounts.models import Membership
from motcua.foundation.calendar.arithmetic import VIETNAM

#: Officers whose work is dossiers. Those who run the system or the catalogue cannot read them (TT21, CN28).
READERS = frozenset(
    {Role.RECEPTIONIST, Role.PROCESSOR, Role.SIGNATORY, Role.CLERK, Role.CASHIER, Role.CONSULTED, Role.HEAD}
)

#: Who may type for another, with her consent.
TYPISTS = frozenset({Role.RECEPTIONIST, Role.HELPER})

#: The day by law, on the database's clock.
_TODAY = TruncDate(Now(), tzinfo=VIETNAM)

#: A version's whole definition: tens of kilobytes that pages have from `definition_of`, once for each process.
HEAVY = "procedure_version__definition"


def visible_to(actor: Actor) -> QuerySet[Dossier]:
    """Applicants and holders see theirs, members their organisation's; officers what their agency has to do with."""
    return _visible_to(actor).defer(HEAVY)


def typed_by(actor: Actor, *, at: datetime) -> QuerySet[Dossier]:
    """Drafts that this officer or helper fills in for somebody who agreed to it, for as long as she does."""
    if actor.role not in TYPISTS:
        return Dossier.objects.none()
    agreed = Assistance.objects.alive(at).filter(dossier=OuterRef("pk"), helper_account_id=actor.account_id)
    return Dossier.objects.filter(Exists(agreed), state=State.DRAFT, receiving_unit_id=actor.agency_id)


def begun_by(actor: Actor) -> QuerySet[Dossier]:
    """Begun by this very account: of what she may see the part that is found without asking for her organisations."""
    if actor.role is not Role.APPLICANT or actor.account_id is None:
        return Dossier.objects.none()
    return Dossier.objects.filter(applicant_account_id=actor.account_id)


def at_agency(actor: Actor, seat: str) -> QuerySet[Dossier]:
    """Of what an officer may see the part that her agency receives or decides, found without asking who works on it.

    `seat` is the column: receiving_unit or deciding_agency.
    """
    if actor.role not in READERS or actor.agency_id is None:
        return Dossier.objects.none()
    return Dossier.objects.filter(**{f"{seat}_id": actor.agency_id}).exclude(state=State.DRAFT).defer(HEAVY)


def handed_out_at(actor: Actor) -> QuerySet[Dossier]:
    """Of whose result an officer's desk hands out, or has handed out: of these she may see that, and no more."""
    if actor.role is not Role.RECEPTIONIST or actor.agency_id is None:
        return Dossier.objects.none()
    here = WorkItem.objects.filter(
        dossier=OuterRef("pk"),
        act=Act.DELIVER,
        agency_id=actor.agency_id,
        status__in=(WorkStatus.OPEN, WorkStatus.DONE),
    )
    return Dossier.objects.filter(Exists(here), state__in=(State.RESULT_READY, State.RESULT_DELIVERED)).defer(HEAVY)


def declared_by(actor: Actor) -> QuerySet[Dossier]:
    """Filed by this very account, so that what they say is its own declaration. What others filed for her is not."""
    return begun_by(actor).exclude(state=State.DRAFT)


def work_of(actor: Actor) -> QuerySet[WorkItem]:
    """The open steps that this officer may take: of the same agency and role, unless they are another person's.

    A step that has opened a dossier elsewhere waits for that one, and is nobody's to do.
    """
    if actor.role not in READERS or actor.agency_id is None:
        return WorkItem.objects.none()
    return WorkItem.objects.filter(
        Q(post=None) | Q(post_id=actor.post_id),
        status=WorkStatus.OPEN,
        child_dossier=None,
        agency_id=actor.agency_id,
        role=actor.role,
    )


def _visible_to(actor: Actor) -> QuerySet[Dossier]:
    if actor.role is Role.SYSTEM:
        return Dossier.objects.all()
    if actor.role is Role.APPLICANT:
        return Dossier.objects.filter(_filed_by(actor) | (_held_by(actor) & ~Q(state=State.DRAFT)))
    if actor.role in READERS and actor.agency_id is not None:
        # Who only hands a result out needs nothing of what led to it.
        works_on_it = WorkItem.objects.filter(dossier=OuterRef("pk"), agency_id=actor.agency_id).exclude(
            act=Act.DELIVER
        )
        return Dossier.objects.exclude(state=State.DRAFT).filter(
            Q(receiving_unit_id=actor.agency_id) | Q(deciding_agency_id=actor.agency_id) | Exists(works_on_it)
        )
    return Dossier.objects.none()


def _filed_by(actor: Actor) -> Q:
    """What she files herself, and what a helper has begun for her: she can finish it at home."""
    helped = Q(applicant_id=actor.person_id, state=State.DRAFT, channel=Channel.ONLINE, helper_account__isnull=False)
    return Q(applicant_account_id=actor.account_id) | helped


def _held_by(actor: Actor) -> Q:
    """Hers, or of an organisation to which she belongs today.

    The organisations are read first: as a part of the question they would make the database read every dossier.
    """
    assert actor.person_id is not None, "applicants are persons"
    ours = Membership.objects.held_on(_TODAY).filter(person_id=actor.person_id)
    organisations = list(ours.values_list("organisation_id", flat=True))
    hers = Q(holder_id=actor.person_id)
    return hers | Q(holder_organisation_id__in=organisations) if organisations else hers
