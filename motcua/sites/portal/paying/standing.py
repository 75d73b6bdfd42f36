"""How it stands with one sum, for the person who owes it: the answer first."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import OuterRef, Subquery, Sum

from motcua.dossiers.models import Dossier, FeeDuty, SettledHow
from motcua.effects.payments.models import Attempt, AttemptState, PaymentOrder, UnmatchedGround, UnmatchedMoney
from motcua.effects.payments.models.attempt import UNANSWERED


class Stage(StrEnum):
    OPEN = "open"
    #: Another system says that it was paid there; we look for the money.
    SAID_PAID = "said_paid"
    PAID = "paid"
    FREE = "free"
    #: Another sum has taken its place, or the dossier is over.
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PayStanding:
    stage: Stage
    #: The last try at a gateway, while there is something to say of it.
    attempt: Attempt | None
    #: Money that came for this order and does not pay it: by its ground.
    beside: Mapping[str, int]

    @property
    def awaits_gateway(self) -> bool:
        return self.attempt is not None and self.attempt.state in UNANSWERED

    @property
    def try_failed(self) -> bool:
        return self.attempt is not None and self.attempt.state in {AttemptState.FAILED, AttemptState.EXPIRED}

    @property
    def paid_twice(self) -> int:
        return self.beside.get(UnmatchedGround.ORDER_PAID, 0)

    @property
    def paid_wrong(self) -> int:
        return self.beside.get(UnmatchedGround.WRONG_AMOUNT, 0)

    @property
    def paid_late(self) -> int:
        return self.beside.get(UnmatchedGround.ORDER_CLOSED, 0)

    @property
    def mark(self) -> str:
        """Changes when the page would say something else: what the waiting page asks for."""
        attempt = f"{self.attempt.number}{self.attempt.state}" if self.attempt else ""
        return f"{self.stage} {attempt} {sum(self.beside.values())}".strip()


def standing_of(duty: FeeDuty, order: PaymentOrder | None) -> PayStanding:
    return PayStanding(
        stage=stage_of(duty),
        attempt=order.attempts.order_by("-number").first() if order else None,
        beside=_beside(order) if order else {},
    )


def stage_of(duty: FeeDuty) -> Stage:
    if duty.cancelled_at is not None:
        return Stage.CANCELLED
    if duty.settled_at is None:
        return Stage.SAID_PAID if duty.is_said_paid else Stage.OPEN
    return Stage.FREE if duty.settled_how == SettledHow.NOTHING_DUE else Stage.PAID


def open_duties(dossier: Dossier) -> list[FeeDuty]:
    return list(dossier.duties.asked_for().order_by("number"))


def owed() -> Subquery:
    """For a list of dossiers: what is still to be paid in each; None where nothing is."""
    open_of_it = FeeDuty.objects.asked_for().filter(dossier=OuterRef("pk"))
    return Subquery(open_of_it.order_by().values("dossier").annotate(sum=Sum("amount")).values("sum"))


def _beside(order: PaymentOrder) -> dict[str, int]:
    found: dict[str, int] = {}
    rows = UnmatchedMoney.objects.filter(order=order, settled_at=None).values_list("ground", "entry__amount")
    for ground, amount in rows:
        found[ground] = found.get(ground, 0) + amount
    return found
