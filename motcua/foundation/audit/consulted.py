"""Which databases of others were asked for a dossier and answered: its people read it among the looks."""

from datetime import datetime

from motcua.foundation.audit.looks import note_look
from motcua.foundation.audit.models import Look

#: Before the database's name in `Look.part`.
PREFIX = "db:"


def note_consulted(*, register: str, account_id: int, post_id: int, dossier_id: int, at: datetime) -> None:
    note_look(account_id=account_id, post_id=post_id, dossier_id=dossier_id, at=at, part=f"{PREFIX}{register}")


def consulted_by_officers(dossier_id: int, *, until: datetime) -> list[str]:
    looks = Look.objects.filter(dossier_id=dossier_id, part__startswith=PREFIX, at__lte=until)
    parts = looks.values_list("part", flat=True)
    return sorted({part.removeprefix(PREFIX) for part in parts})
