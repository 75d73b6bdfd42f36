"""A file's id says when it came, and from it follows where it lies."""

import secrets
from datetime import UTC, datetime
from uuid import UUID


def ordered_id(at: datetime) -> UUID:
    """UUID version 7: 48 bits of milliseconds, then chance. New rows land at the end of the index."""
    milliseconds = int(at.timestamp() * 1000)
    number = milliseconds << 80 | secrets.randbits(80)
    number = number & ~(0xF << 76) | 0x7 << 76
    return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)


def key_of(file_id: UUID) -> str:
    """By day, so that a backup of the day is a folder; below it 256 folders by the random end of the id."""
    day = datetime.fromtimestamp((file_id.int >> 80) / 1000, tz=UTC).date()
    return f"{day.isoformat()}/{file_id.hex[-2:]}/{file_id}"
