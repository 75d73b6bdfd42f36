"""Write down that an officer looked."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from motcua.foundation.audit.models import Look, Seen
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note


def note_look(
    *, account_id: int, post_id: int, dossier_id: int, at: datetime, file_id: UUID | None = None, part: str = ""
) -> Look:
    note(Event.DOSSIER_SEEN, at=at, account_id=account_id, post_id=post_id, dossier=dossier_id, what=part)
    return Look.objects.create(
        account_id=account_id,
        post_id=post_id,
        dossier_id=dossier_id,
        seen=Seen.FILE if file_id else Seen.DOSSIER,
        file_id=file_id,
        part=part,
        at=at,
    )


def note_listed(*, account_id: int, post_id: int, dossier_ids: Iterable[int], at: datetime, part: str) -> None:
    """These stood in a list that says more of people than a worklist does: by whose number, or in which book."""
    rows = [
        Look(account_id=account_id, post_id=post_id, dossier_id=dossier_id, seen=Seen.LIST, part=part, at=at)
        for dossier_id in dossier_ids
    ]
    Look.objects.bulk_create(rows)
    note(Event.DOSSIERS_LISTED, at=at, account_id=account_id, post_id=post_id, rows=len(rows), what=part)
