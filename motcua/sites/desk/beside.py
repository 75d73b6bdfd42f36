"""What stands beside every page of the desk besides its queues: unread news, and letters that wait for a head."""

from datetime import datetime

from motcua.dossiers.rules.actor import Actor
from motcua.effects.notifications import officers
from motcua.sites.desk.apology_drafts import SIGNS, waiting_for

MOST_COUNTED = 99


def beside(actor: Actor, *, at: datetime) -> dict[str, int | str | None]:
    """Counts up to MOST_COUNTED; None where the officer has nothing to do with it."""
    unread = officers.unread_count(actor, at=at)
    signs = actor.role in SIGNS
    letters = len(waiting_for(actor).values_list("pk", flat=True)[:MOST_COUNTED]) if signs else None
    return {"unread_news": unread, "apologies_to_sign": letters}
