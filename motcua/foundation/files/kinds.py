"""The kinds of file that are accepted, each with what its first bytes look like."""

from dataclasses import dataclass
from enum import StrEnum


class MediaType(StrEnum):
    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


@dataclass(frozen=True, slots=True)
class Kind:
    media_type: MediaType
    begins_with: bytes
    #: The first one is added to a name that has none of them.
    suffixes: tuple[str, ...]


KINDS: tuple[Kind, ...] = (
    Kind(media_type=MediaType.PDF, begins_with=b"%PDF-", suffixes=(".pdf",)),
    Kind(media_type=MediaType.JPEG, begins_with=b"\xff\xd8\xff", suffixes=(".jpg", ".jpeg", ".jpe", ".jfif")),
    Kind(media_type=MediaType.PNG, begins_with=b"\x89PNG\r\n\x1a\n", suffixes=(".png",)),
)
SUFFIXES: dict[str, tuple[str, ...]] = {kind.media_type.value: kind.suffixes for kind in KINDS}
