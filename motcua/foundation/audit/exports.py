"""Write down that an officer took facts out in bulk (TT 11/2025/TT-BKHCN: bulk export is permitted and recorded)."""

from datetime import datetime

from motcua.foundation.audit.models import Export
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note


def note_export(*, account_id: int, post_id: int, what: str, rows: int, at: datetime) -> Export:
    note(Event.EXPORTED, at=at, account_id=account_id, post_id=post_id, what=what, rows=rows)
    return Export.objects.create(account_id=account_id, post_id=post_id, what=what, rows=rows, at=at)
