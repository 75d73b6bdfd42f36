"""How often one account may ask within an hour: by decisions with a date, and before the first one by ours."""

from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.effects.registries.models import Asker, LookUp, LookUpAllowance
from motcua.foundation.accounts.models import Account
from motcua.foundation.refusals import Refusal

WINDOW = timedelta(hours=1)
#: A person fills in a form, and perhaps several; an officer has as many people before her as an hour has minutes.
BEFORE_ANY_DECISION = {Asker.CITIZEN: 20, Asker.OFFICER: 60}


class AskedTooOften(Refusal):
    """This account has asked as often as it may within an hour."""


def per_hour(asker: Asker, *, on: date) -> int:
    """What the newest decision that has begun by that day allows."""
    decided = LookUpAllowance.objects.filter(asker=asker, valid_from__lte=on).order_by("-valid_from").first()
    return decided.per_hour if decided else BEFORE_ANY_DECISION[asker]


@transaction.atomic
def note(look_up: LookUp, *, on: date) -> None:
    """Write the look-up down while it is still allowed. Raises AskedTooOften.

    The account is held meanwhile, so that two windows of one officer count each other.
    """
    account = Account.objects.select_for_update().get(pk=look_up.account_id)
    asker = Asker.OFFICER if account.is_officer else Asker.CITIZEN
    if asked_lately(account.pk, at=look_up.at) >= per_hour(asker, on=on):
        raise AskedTooOften
    look_up.save(force_insert=True)


def asked_lately(account_id: int, *, at: datetime) -> int:
    return LookUp.objects.filter(account_id=account_id, at__gt=at - WINDOW).count()
