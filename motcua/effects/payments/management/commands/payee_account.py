"""Say where the money of an agency is to arrive from a day on; the account before it ends the day before."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from motcua.effects.payments.models import PayeeAccount
from motcua.foundation.organisations.models import Agency


class Command(BaseCommand):
    help = "Set the account to which fees of an agency are paid, from a day on"

    def add_arguments(self, arguments: ArgumentParser) -> None:
        arguments.add_argument("agency", help="code of the agency, such as H99.1")
        arguments.add_argument("--bin", required=True, help="the bank's six digits at NAPAS")
        arguments.add_argument("--bank", required=True, help="the bank's name, as people know it")
        arguments.add_argument("--account", required=True)
        arguments.add_argument("--name", required=True, help="of the account: capital letters without marks")
        arguments.add_argument("--from", dest="first", required=True, type=date.fromisoformat)

    @transaction.atomic
    def handle(self, *_: Any, agency: str, first: date, **said: Any) -> None:
        found = Agency.objects.filter(code=agency).first()
        if found is None:
            raise CommandError(f"There is no agency with the code {agency}")
        before = PayeeAccount.objects.filter(agency=found, valid_to=None)
        if before.filter(valid_from__gte=first).exists():
            raise CommandError(f"{agency} has an account from that day on, or from a later one")
        before.update(valid_to=first - timedelta(days=1))
        try:
            PayeeAccount.objects.create(
                agency=found,
                bank_bin=said["bin"],
                bank_name=said["bank"],
                account=said["account"],
                name=said["name"],
                valid_from=first,
            )
        except IntegrityError as error:
            raise CommandError("The bank has six digits, the account four to nineteen digits or letters") from error
        self.stdout.write(f"{agency} is paid at {said['bank']} from {first} on")
