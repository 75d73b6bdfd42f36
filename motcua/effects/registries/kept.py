"""The answer beside the dossier: sealed, for the day on which it is worked with, and then erased."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from motcua.effects.registries.models import LookUp, RegisterAnswer
from motcua.effects.registries.port import Compared
from motcua.foundation.accounts.sealed import seal, unseal

#: A working day and the morning after it. Registers are asked again rather than copied.
KEPT = timedelta(hours=24)


def keep(look_up: LookUp, finding: Compared, *, at: datetime) -> None:
    text = json.dumps(finding.stored(), ensure_ascii=False)
    RegisterAnswer.objects.create(look_up=look_up, sealed=seal(text), until=at + KEPT)


def findings(look_ups: Iterable[LookUp], *, at: datetime) -> dict[int, Compared]:
    """By look-up, as far as they are still kept. What should have been erased is not shown either."""
    kept = RegisterAnswer.objects.filter(look_up__in=look_ups, until__gt=at)
    return {each.look_up_id: Compared.read(json.loads(unseal(each.sealed))) for each in kept}


def erase(*, at: datetime) -> int:
    """How many were erased."""
    return RegisterAnswer.objects.filter(until__lte=at).delete()[0]
