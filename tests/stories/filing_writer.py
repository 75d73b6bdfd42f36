"""Files prepared drafts one after the other, and says each code on standard output once it is acknowledged.

A program of its own, so that the database can be killed under it: `python filing_writer.py FIRST STEP`.
"""

import os
import sys
from uuid import uuid4

import django
from django.db import DatabaseError, connection


def main(first: int, step: int) -> None:
    from django.utils import timezone

    from motcua.dossiers.commands import intake
    from motcua.dossiers.models import Dossier
    from motcua.dossiers.rules.actor import Actor
    from motcua.dossiers.rules.lifecycle import Role

    if os.environ.get("CARELESS"):
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
    drafts = list(Dossier.objects.filter(state="draft").order_by("pk").values_list("pk", flat=True))[first::step]
    for pk in drafts:
        dossier = Dossier.objects.get(pk=pk)
        actor = Actor(role=Role.APPLICANT, account_id=dossier.applicant_account_id, person_id=dossier.applicant_id)
        try:
            intake.submit(dossier, actor=actor, at=timezone.now(), key=uuid4().hex)
        except DatabaseError:
            return
        print(dossier.code, flush=True)  # noqa: T201 - the acknowledgement, outside the database


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
