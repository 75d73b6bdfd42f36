"""What registers were asked for one dossier, and what they said: the last time for each person and register."""

from dataclasses import dataclass
from datetime import datetime

from motcua.dossiers.models import Dossier
from motcua.effects.registries import kept
from motcua.effects.registries.models import LookUp, LookUpOutcome
from motcua.effects.registries.port import Compared


@dataclass(frozen=True, slots=True)
class Asked:
    """`outcome` is empty where nobody knows how it ended; `finding` is gone once its time is over."""

    look_up: LookUp
    outcome: LookUpOutcome | None
    finding: Compared | None


def last_asked(dossier: Dossier, *, at: datetime) -> dict[tuple[str, str], Asked]:
    """By register and by whom it was about."""
    made = LookUp.objects.filter(dossier_id=dossier.pk).select_related("answer", "post__account__person")
    newest = {(each.register, each.about): each for each in made.order_by("at", "pk")}
    findings = kept.findings(newest.values(), at=at)
    return {key: Asked(each, _outcome(each), findings.get(each.pk)) for key, each in newest.items()}


def _outcome(look_up: LookUp) -> LookUpOutcome | None:
    answer = getattr(look_up, "answer", None)
    return LookUpOutcome(answer.outcome) if answer else None
