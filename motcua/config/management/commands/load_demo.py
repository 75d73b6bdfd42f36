"""Load the imaginary province and the cast of the demonstration. Twice is once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from motcua.effects.fee_receipts import demo as fee_receipts
from motcua.effects.payments import demo as payments
from motcua.foundation.accounts.demo import ORGANISATIONS, PASSWORD, PEOPLE, DemoOrganisation, DemoPerson
from motcua.foundation.accounts.models import Account, AccountKind, Membership, Organisation, Person, SignInIdentity
from motcua.foundation.accounts.passwords import PROVIDER
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.organisations.demo import AGENCIES, COMMUNES, PROVINCE_CODE, PROVINCE_NAME, SINCE, DemoAgency
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.places.models import Commune, Province
from motcua.foundation.text.folding import fold
from motcua.foundation.waiting_room import demo as waiting_room


class Command(BaseCommand):
    help = "Load the people and agencies of the demonstration"

    @transaction.atomic
    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Known passwords belong in a demonstration only: set DEMO=1 for one.")
        _load_places()
        for agency in AGENCIES:
            _load_agency(agency)
        for agency in AGENCIES:
            _join_agency(agency)
        waiting_room.load()
        payments.load()
        fee_receipts.load()
        new = sum(_load_person(person) for person in PEOPLE)
        for organisation in ORGANISATIONS:
            _load_organisation(organisation)
        self.stdout.write(f"{len(AGENCIES)} agencies, {len(PEOPLE)} people ({new} new)")


def _load_places() -> None:
    Province.objects.get_or_create(
        code=PROVINCE_CODE, defaults={"name": PROVINCE_NAME, "name_folded": fold(PROVINCE_NAME)}
    )
    for code, name in COMMUNES.items():
        defaults = {"province_id": PROVINCE_CODE, "name": name, "name_folded": fold(name)}
        Commune.objects.get_or_create(code=code, defaults=defaults)


def _load_agency(agency: DemoAgency) -> None:
    Agency.objects.get_or_create(
        code=agency.code,
        defaults={
            "kind": agency.kind,
            "name": agency.name,
            "province_code": PROVINCE_CODE,
            "commune_code": agency.commune,
            "address": agency.address,
            "phone": settings.HOTLINE,
            "valid_from": SINCE,
        },
    )


def _join_agency(agency: DemoAgency) -> None:
    """A commune's centre answers to its committee, and the committee hands out its results there."""
    Agency.objects.filter(code=agency.code).update(
        managed_by=Agency.objects.filter(code=agency.managed_by).first(),
        one_stop_unit=Agency.objects.filter(code=agency.one_stop).first(),
    )


def _load_person(demo: DemoPerson) -> bool:
    if SignInIdentity.objects.filter(provider=PROVIDER, subject=demo.sign_in).exists():
        return False
    account = Account(
        person=_person(demo),
        kind=AccountKind.OFFICER if demo.posts else AccountKind.CITIZEN,
        is_demo=True,
        created_at=timezone.now(),
    )
    account.set_password(PASSWORD)
    account.save()
    SignInIdentity.objects.create(account=account, provider=PROVIDER, subject=demo.sign_in)
    for code, role in demo.posts:
        Post.objects.create(
            account=account, agency=Agency.objects.get(code=code), role=role, title=demo.title, valid_from=SINCE
        )
    return True


def _person(demo: DemoPerson) -> Person:
    known = Person.objects.filter(personal_id_hash=search_hash(demo.personal_id)).first()
    if known is not None:
        return known
    person = Person.named(
        demo.full_name,
        personal_id=demo.personal_id,
        phone=demo.phone,
        birth_date=demo.birth_date,
        gender=demo.gender,
        ethnic_group="kinh",
        email=f"{demo.sign_in}@example.vn",
        residence={"province": PROVINCE_CODE, "commune": demo.commune, "detail": f"{demo.birth_date:%d} phố Chợ"},
    )
    person.save()
    return person


def _load_organisation(demo: DemoOrganisation) -> None:
    if Organisation.objects.filter(registration_code=demo.registration_code).exists():
        return
    address = {"province": PROVINCE_CODE, "commune": demo.commune, "detail": demo.address}
    organisation = Organisation.named(demo.name, registration_code=demo.registration_code, address=address)
    organisation.save()
    for place, sign_in in enumerate(demo.members):
        Membership.objects.create(
            person=Person.objects.get(accounts__identities__provider=PROVIDER, accounts__identities__subject=sign_in),
            organisation=organisation,
            is_legal_representative=place == 0,
            valid_from=SINCE,
        )
