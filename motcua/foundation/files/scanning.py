"""A virus scanner looks at what people hand in, where one is configured. What it has not seen is opened by nobody."""

from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now

from motcua.foundation.files import clamd, storage
from motcua.foundation.files.models import ScanState, StoredFile
from motcua.foundation.jobs.queue import job
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log.events import Event
from motcua.foundation.security_log.noting import note

#: One round of the clock: so that files that waited through a night are looked at in the order in which they came.
_AT_ONCE = 500


class FileNotScannedYet(Refusal):
    """The scanner has not looked at the file; until it has, nobody opens it."""


class FileInfected(Refusal):
    """The scanner found a virus: the file is opened by nobody and counts as not given."""


def require_openable(file: StoredFile) -> None:
    if file.scan_state == ScanState.WAITING:
        raise FileNotScannedYet(name=file.name)
    if file.scan_state == ScanState.INFECTED:
        raise FileInfected(name=file.name)


@job("files.scan")
def scan(*, file_id: int) -> None:
    """Tried again while the scanner is silent. A file that went away meanwhile needs no look."""
    for file in StoredFile.objects.filter(pk=UUID(int=file_id), scan_state=ScanState.WAITING):
        _scan(file)


def scan_waiting() -> None:
    """What still waits, the oldest first: the scanner may be back long before the job is tried again.

    A scanner that is silent, or a file that is gone, is told by the job of each file and not once more here.
    """
    with suppress(clamd.ScannerSilent):
        for file in StoredFile.objects.filter(scan_state=ScanState.WAITING).order_by("stored_at")[:_AT_ONCE]:
            with suppress(storage.FileGone):
                _scan(file)


def _scan(file: StoredFile) -> None:
    with storage.open_file(file) as content:
        found = clamd.is_infected(content, address=settings.CLAMD_ADDRESS)
    state = ScanState.INFECTED if found else ScanState.CLEAN
    changed = StoredFile.objects.filter(pk=file.pk, scan_state=ScanState.WAITING).update(scan_state=state)
    if found and changed:
        note(Event.FILE_INFECTED, at=Now(), file=file.pk)
