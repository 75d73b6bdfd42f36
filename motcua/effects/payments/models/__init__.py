from motcua.effects.payments.models.attempt import Attempt, AttemptState, Direction, Exchange
from motcua.effects.payments.models.cash import DayClose
from motcua.effects.payments.models.correction import Correction, CorrectionKind, CorrectionState, RefundWay
from motcua.effects.payments.models.entry import EntryKind, Means, MoneyEntry
from motcua.effects.payments.models.order import PayeeAccount, PaymentOrder
from motcua.effects.payments.models.reconciliation import Agreement, Reconciliation, ReconciliationRow
from motcua.effects.payments.models.unmatched import UnmatchedGround, UnmatchedMoney

__all__ = [
    "Agreement",
    "Attempt",
    "AttemptState",
    "Correction",
    "CorrectionKind",
    "CorrectionState",
    "DayClose",
    "Direction",
    "EntryKind",
    "Exchange",
    "Means",
    "MoneyEntry",
    "PayeeAccount",
    "PaymentOrder",
    "Reconciliation",
    "ReconciliationRow",
    "RefundWay",
    "UnmatchedGround",
    "UnmatchedMoney",
]
