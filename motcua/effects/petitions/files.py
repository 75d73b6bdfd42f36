"""Files that come with a petition."""

from datetime import datetime

from django.conf import settings

from motcua.foundation.accounts.models import Account
from motcua.foundation.files import storage
from motcua.foundation.files.models import ScanState, StoredFile
from motcua.foundation.files.storage import Readable
from motcua.foundation.jobs.queue import enqueue


def keep(stream: Readable, *, name: str, by: Account | None, at: datetime) -> StoredFile:
    """A file without an account is not one that the system made itself: it is scanned as every other."""
    file = storage.store(stream, name=name, by=by, at=at)
    if by is None and settings.CLAMD_ADDRESS:
        file.scan_state = ScanState.WAITING
        file.save(update_fields=["scan_state"])
        enqueue("files.scan", file_id=file.id.int)
    return file
