"""Put the paper of a receipt into the store of files."""

import io
from datetime import datetime

from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile


def kept(content: bytes, *, name: str, at: datetime) -> StoredFile:
    return storage.store(io.BytesIO(content), name=name, by=None, at=at)
