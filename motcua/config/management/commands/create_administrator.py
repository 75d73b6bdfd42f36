"""Create the first administrator of a real installation. The password is asked for, never given on the command line."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from motcua.foundation.accounts.models import Account, AccountKind, Person, SignInIdentity
from motcua.foundation.accounts.passwords import PROVIDER
from motcua.foundation.organisations.kinds import AgencyKind
from motcua.foundation.organisations.models import Agency, Post
from motcua.foundation.organisations.roles import PostRole
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note


class Command(BaseCommand):
    help = "Create the first administrator: technical administrator and catalogue officer of the province"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sign-in", required=True, help="name to sign in with")
        parser.add_argument("--name", required=True, help="full name of the person")
        parser.add_argument("--agency-code", required=True, help="identification code of the province, such as H01")
        parser.add_argument("--agency-name", required=True)

    @transaction.atomic
    def handle(self, *_: Any, sign_in: str, name: str, agency_code: str, agency_name: str, **__: Any) -> None:
        subject = sign_in.strip().lower()
        if SignInIdentity.objects.filter(provider=PROVIDER, subject=subject).exists():
            raise CommandError(f"{subject} can sign in already. Choose another name.")
        account = _account(name, password=_password())
        SignInIdentity.objects.create(account=account, provider=PROVIDER, subject=subject)
        agency = _agency(agency_code, agency_name)
        for role in (PostRole.TECHNICAL_ADMINISTRATOR, PostRole.CATALOGUE_OFFICER):
            Post.objects.create(account=account, agency=agency, role=role, valid_from=timezone.localdate())
        note(Event.ROLE_CHANGED, at=timezone.now(), account_id=account.pk, what="first administrator")
        self.stdout.write(f"{subject} can sign in now.")


def _account(name: str, *, password: str) -> Account:
    person = Person.named(name)
    person.save()
    account = Account(person=person, kind=AccountKind.OFFICER, created_at=timezone.now())
    account.set_password(password)
    account.save()
    return account


def _agency(code: str, name: str) -> Agency:
    agency, _ = Agency.objects.get_or_create(
        code=code,
        defaults={
            "kind": AgencyKind.PROVINCE_COMMITTEE,
            "name": name,
            "province_code": code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")[:2],
            "valid_from": timezone.localdate(),
        },
    )
    return agency


def _password() -> str:
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as weak:
        raise CommandError(" ".join(weak.messages)) from weak
    return password
