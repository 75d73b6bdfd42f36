"""Drafts are not kept for ever: they hold personal data that nobody has filed.

Nobody loses one without having been told two weeks before.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Answers, Dossier, Ending
from motcua.dossiers.rules.lifecycle import State

#: So long the notice stands before a draft goes, and so long before the end it is given.
NOTICE = timedelta(days=14)
#: A practice is thrown away without a word: it says so itself.
PRACTICE = timedelta(days=1)


def ends_at(answers: Answers, *, kept: timedelta) -> datetime:
    """When the draft would go: so long after the last save, and never before the notice has stood its time."""
    after_saving = answers.saved_at + kept
    return max(after_saving, answers.expiry_told_at + NOTICE) if answers.expiry_told_at else after_saving


def tell(*, at: datetime, kept: timedelta) -> int:
    """Note on each draft that will go soon that its person has been told; every page that names it shows it."""
    soon = _drafts().filter(is_practice=False, answers__saved_at__lte=at - kept + NOTICE)
    return Answers.objects.filter(dossier__in=soon, expiry_told_at=None).update(expiry_told_at=at)


def sweep(*, at: datetime, kept: timedelta) -> int:
    """Throw away what has come to its end; gives how many. One that is being worked on at this moment waits."""
    over = Q(is_practice=True, answers__saved_at__lte=at - PRACTICE) | Q(
        is_practice=False, answers__saved_at__lte=at - kept, answers__expiry_told_at__lte=at - NOTICE
    )
    found = _drafts().filter(over)
    return sum(_throw_away(found, pk, at=at) for pk in list(found.values_list("pk", flat=True)))


@transaction.atomic
def _throw_away(over: QuerySet[Dossier], pk: int, *, at: datetime) -> bool:
    """Asked again under lock: somebody may have saved it since the list was made."""
    still = over.filter(pk=pk).select_for_update(of=("self", "answers"), skip_locked=True).select_related("answers")
    dossier = still.first()
    if dossier is not None:
        drafting.discard(dossier, at=at, how=Ending.EXPIRED)
    return dossier is not None


def _drafts() -> QuerySet[Dossier]:
    """Those of people with an account, who see the notice; at the counter the officer sees to it."""
    return Dossier.objects.filter(state=State.DRAFT, applicant_account__isnull=False)
