"""What an operation is given, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.http.response import HttpResponseBase

from motcua.effects.systems.models import ConnectedSystem


@dataclass(frozen=True, slots=True)
class Call:
    """One request that may come in and has the shape that the description asks for."""

    system: ConnectedSystem
    at: datetime
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any = None
    #: What was sent where a file is taken, spooled to the disk when it is large.
    file: IO[bytes] | None = None
    idempotency_key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A body, or a file as it goes out. `dossier_id` is for the journal of uses."""

    body: Any = None
    location: str = ""
    dossier_id: int | None = None
    file: HttpResponseBase | None = field(default=None, compare=False)
