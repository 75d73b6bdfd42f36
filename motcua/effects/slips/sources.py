"""What a slip is made from, and the part of its facts that all slips share."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from motcua.blueprints.catalogue.definition import Definition
from motcua.dossiers.models import Dossier, DossierEvent, HolderFacts, Representation
from motcua.effects.slips import wording
from motcua.effects.slips.facts import General, Letterhead, Someone, Tracking
from motcua.effects.slips.layout_versions import Layout
from motcua.foundation.accounts.models import Organisation, Person
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency

_SECRET_GROUP = 4


@dataclass(frozen=True, slots=True)
class Source:
    """An event of a dossier, the unit that issues the paper about it, and the number that it gave."""

    event: DossierEvent
    dossier: Dossier
    definition: Definition
    unit: Agency
    layout: Layout
    year: int
    number: int

    @property
    def reason(self) -> str:
        return self.event.remark.text if self.event.remark else ""

    @property
    def officer(self) -> str:
        return self.event.account.person.full_name if self.event.account else ""


def general(source: Source) -> General:
    dossier = source.dossier
    return General(
        form=source.layout.form,
        code=str(dossier.code),
        letterhead=_letterhead(source),
        applicant=applicant(dossier, representation(dossier)),
        procedure=source.definition.name,
        tracking=_tracking(dossier),
    )


def applicant(dossier: Dossier, ground: Representation | None) -> Someone:
    """Whose dossier it is: the organisation, the person for whom somebody files, or whoever files for herself."""
    if dossier.holder_organisation:
        return _organisation(dossier.holder_organisation, reached_through=dossier.applicant)
    facts = ground.holder_facts if ground else None
    return _as_typed(facts) if facts else someone(dossier.applicant)


def representation(dossier: Dossier) -> Representation | None:
    return Representation.objects.filter(dossier=dossier).first()


def someone(person: Person) -> Someone:
    return Someone(
        name=person.full_name,
        personal_id=person.personal_id,
        address=wording.address(person.residence),
        phone=person.phone,
        email=person.email,
    )


def _as_typed(holder: HolderFacts) -> Someone:
    """In the words of whoever files: the paper is handed to her, so it says nothing that only we know."""
    return Someone(
        name=holder.full_name,
        personal_id=holder.personal_id,
        address=wording.address(holder.residence or {}),
        phone=holder.phone,
        email="",
    )


def _organisation(organisation: Organisation, *, reached_through: Person) -> Someone:
    return Someone(
        name=organisation.name,
        personal_id=organisation.registration_code or "",
        address=wording.address(organisation.address),
        phone=reached_through.phone,
        email=reached_through.email,
    )


def _letterhead(source: Source) -> Letterhead:
    unit = source.unit
    return Letterhead(
        governing_body=unit.managed_by.name if unit.managed_by else "",
        unit=unit.name,
        number=_number(source),
        place=wording.seat(unit),
        issued_on=f"ngày {wording.day(legal_day(source.event.happened_at))}",
    )


def _number(source: Source) -> str:
    """None on a sheet that only shows how things stand."""
    numbering = source.layout.numbering
    letters = wording.letters(source.unit)
    return numbering.format(number=source.number, year=source.year, letters=letters) if source.number else ""


def _tracking(dossier: Dossier) -> Tracking:
    """The secret stands behind the hash of the address: browsers keep that to themselves, so no log ever has it."""
    page, secret = f"{settings.PUBLIC_URL}/tracking", dossier.tracking_secret
    groups = [secret[start : start + _SECRET_GROUP] for start in range(0, len(secret), _SECRET_GROUP)]
    return Tracking(
        page=page.split("://", 1)[-1],
        address=f"{page}?{urlencode({'code': dossier.code})}#{urlencode({'secret': secret})}",
        secret=" ".join(groups),
        hotline=settings.HOTLINE,
    )
