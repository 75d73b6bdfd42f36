"""For an officer who has lost telephone, key and codes, and has shown in person who she is: she begins anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from motcua.foundation.accounts.models import SignInIdentity
from motcua.foundation.accounts.passwords import PROVIDER
from motcua.foundation.accounts.second_factor import factors
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note


class Command(BaseCommand):
    help = "Forget the second factors of an officer; at her next sign-in she adds new ones"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("sign_in", help="the name that she signs in with")

    @transaction.atomic
    def handle(self, *_: Any, sign_in: str, **__: Any) -> None:
        identity = SignInIdentity.objects.filter(provider=PROVIDER, subject=sign_in.strip().lower()).first()
        if identity is None:
            raise CommandError(f"Nobody signs in as {sign_in}.")
        factors.forget(identity.account)
        note(Event.FACTOR_REMOVED, at=timezone.now(), account_id=identity.account_id, what="all, on the command line")
        self.stdout.write(f"{sign_in} signs in with her password alone, once.")
