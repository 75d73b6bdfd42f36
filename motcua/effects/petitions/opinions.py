"""What an author thinks of the answer that she was given."""

from datetime import datetime

from motcua.effects.petitions.models import Opinion, Petition, PetitionOpinion
from motcua.effects.petitions.moves import NotNow
from motcua.foundation.refusals import Refusal


class AlreadyJudged(Refusal):
    """What was said of an answer stays said."""


def judge(petition: Petition, *, level: str, at: datetime) -> PetitionOpinion:
    """Whether the author is satisfied with the answer; she alone reaches it. Raises NotNow, AlreadyJudged."""
    if petition.answered_at is None or level not in Opinion.values:
        raise NotNow
    said, is_new = PetitionOpinion.objects.get_or_create(petition=petition, defaults={"level": level, "said_at": at})
    if not is_new and said.level != level:
        raise AlreadyJudged
    return said
