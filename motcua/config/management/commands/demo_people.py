from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from motcua.foundation.accounts.demo import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Print who can sign in to the demonstration"

    def handle(self, *_: Any, **__: Any) -> None:
        if not settings.DEMO:
            self.stdout.write("No demonstration here. Create an administrator: bin/manage create_administrator")
            return
        self.stdout.write(f"Demonstration only. Everybody's password is {PASSWORD}")
        for person in PEOPLE:
            self.stdout.write(f"  {person.sign_in:<7} {person.full_name}: {person.about}")
