"""Their book beside ours: every movement that both have, that one of us lacks, or that we tell differently."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from motcua.effects.payments import crediting, statements
from motcua.effects.payments.column_maps import ColumnMap
from motcua.effects.payments.crediting import Incoming
from motcua.effects.payments.models import Agreement, EntryKind, MoneyEntry, Reconciliation, ReconciliationRow
from motcua.effects.payments.statements import Said, StatementRow
from motcua.foundation.calendar.arithmetic import VIETNAM

_GONE = (EntryKind.REFUNDED, EntryKind.REVERSED)


@transaction.atomic
def reconcile(content: bytes, *, column_map: ColumnMap, at: datetime, account_id: int | None = None) -> Reconciliation:
    """Compare once; the same file again gives the same result. What was missing here goes through the one door.

    Raises StatementUnreadable, StatementLineUnreadable, StatementTooLarge.
    """
    digest = hashlib.sha256(content).hexdigest()
    crediting.lock("statement", f"{column_map.gateway} {digest}")
    before = Reconciliation.objects.filter(gateway=column_map.gateway, digest=digest).first()
    if before is not None:
        return before
    rows = _once(statements.rows_of(content, column_map))
    days = [_day(row.paid_at) for row in rows]
    made = Reconciliation.objects.create(
        gateway=column_map.gateway,
        column_map=column_map.key,
        digest=digest,
        first_day=min(days),
        last_day=max(days),
        made_at=at,
        made_by_id=account_id,
    )
    told = [_compare(row, column_map, at=at) for row in rows]
    missing = _missing_there(made, {row.transaction for row in rows})
    ReconciliationRow.objects.bulk_create(_of(made, [*(row for row in told if row is not None), *missing]))
    return made


def _once(rows: Iterable[StatementRow]) -> list[StatementRow]:
    """A movement that a file tells twice is one."""
    return list({(row.transaction, row.said): row for row in rows}.values())


def _compare(row: StatementRow, column_map: ColumnMap, *, at: datetime) -> ReconciliationRow | None:
    """None for what failed there and never came here: there is nothing to agree about."""
    here = MoneyEntry.objects.filter(gateway=column_map.gateway, transaction=row.transaction)
    received = here.filter(kind=EntryKind.RECEIVED).first()
    if row.said is Said.PAID:
        return _paid_there(row, received, column_map, at=at)
    if row.said is Said.RETURNED:
        gone = here.filter(kind__in=_GONE).first()
        return _told(row, Agreement.MATCHED if gone else Agreement.STATE_DIFFERS, gone or received)
    return _told(row, Agreement.STATE_DIFFERS, received) if received else None


def _paid_there(
    row: StatementRow, received: MoneyEntry | None, column_map: ColumnMap, *, at: datetime
) -> ReconciliationRow:
    if received is None:
        done = crediting.credit(
            Incoming(
                column_map.gateway,
                row.transaction,
                row.amount,
                column_map.means,
                row.paid_at,
                reference=row.reference,
                words=row.words,
            ),
            at=at,
        )
        missing = _told(row, Agreement.MISSING_HERE, done.entry)
        missing.amount_here, missing.result = None, done.result.value
        return missing
    if received.amount != row.amount:
        return _told(row, Agreement.AMOUNT_DIFFERS, received)
    was_taken_back = received.parts.filter(kind=EntryKind.REVERSED).exists()
    return _told(row, Agreement.STATE_DIFFERS if was_taken_back else Agreement.MATCHED, received)


def _told(row: StatementRow, agreement: Agreement, entry: MoneyEntry | None) -> ReconciliationRow:
    return ReconciliationRow(
        line=row.line,
        agreement=agreement,
        transaction=row.transaction,
        reference=row.reference,
        amount_there=row.amount,
        amount_here=entry.amount if entry else None,
        entry=entry,
    )


def _missing_there(made: Reconciliation, told: set[str]) -> list[ReconciliationRow]:
    """Ours of the days that the file speaks of and that it does not name."""
    ours = MoneyEntry.objects.filter(
        Q(paid_at__date__gte=made.first_day) & Q(paid_at__date__lte=made.last_day),
        gateway=made.gateway,
        kind=EntryKind.RECEIVED,
    ).exclude(transaction__in=told)
    return [
        ReconciliationRow(
            agreement=Agreement.MISSING_THERE, transaction=entry.transaction, amount_here=entry.amount, entry=entry
        )
        for entry in ours.order_by("paid_at")
    ]


def _of(made: Reconciliation, rows: Iterable[ReconciliationRow]) -> list[ReconciliationRow]:
    rows = list(rows)
    for row in rows:
        row.reconciliation = made
    return rows


def _day(moment: datetime) -> date:
    return moment.astimezone(VIETNAM).date()
