"""Each use of a key is written down: what was asked and answered, and never what stood in it."""

from datetime import datetime

from motcua.effects.systems.models import SystemKey, SystemUse


def note(key: SystemKey, *, operation: str, status: int, dossier_id: int | None, at: datetime) -> SystemUse:
    return SystemUse.objects.create(key=key, operation=operation, status=status, dossier_id=dossier_id, at=at)
