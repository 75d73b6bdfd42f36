"""A partner has a clock of its own, and compares it with what we say."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    return datetime.fromtimestamp(time.time(), tz=UTC)
