"""Their book beside ours: every movement that both have, that one of us lacks, or that we tell differently.

Anybody can write a file: what one person hands in moves no money before another says that it is the bank's.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from motcua.dossiers.rules.actor import Actor
from motcua.effects.payments import corrections, crediting, order_codes, statements
from motcua.effects.payments.access import statements_for, statements_that_wait
from motcua.effects.payments.column_maps import ColumnMap, map_named
from motcua.effects.payments.crediting import CreditResult, Incoming
from motcua.effects.payments.models import (
    Agreement,
    Attempt,
    EntryKind,
    Means,
    MoneyEntry,
    PaymentOrder,
    Reconciliation,
    ReconciliationRow,
)
from motcua.effects.payments.statements import Said, StatementRow
from motcua.foundation.calendar.arithmetic import legal_day

_GONE = (EntryKind.REFUNDED, EntryKind.REVERSED)


@transaction.atomic
def reconcile(
    content: bytes, *, column_map: ColumnMap, at: datetime, actor: Actor | None = None, agency_id: int | None = None
) -> Reconciliation:
    """Compare once; the same file again gives the same result. What was missing here goes through the one door.

    `actor`: who handed it in by hand, for her agency. Then it waits until another person agrees. Without one it is
    read for `agency_id`, or for all. Raises StatementUnreadable, StatementLineUnreadable, StatementTooLarge.
    """
    digest = hashlib.sha256(content).hexdigest()
    owner = actor.agency_id if actor else agency_id
    crediting.lock("statement", f"{owner} {column_map.gateway} {digest}")
    before = Reconciliation.objects.filter(Q(agency=owner), gateway=column_map.gateway, digest=digest).first()
    if before is not None:
        return before
    rows = _once(statements.rows_of(content, column_map))
    days = [legal_day(row.paid_at) for row in rows]
    made = Reconciliation.objects.create(
        agency_id=owner,
        gateway=column_map.gateway,
        column_map=column_map.key,
        digest=digest,
        first_day=min(days),
        last_day=max(days),
        made_at=at,
        made_by_id=actor.account_id if actor else None,
    )
    told = [_compare(row, column_map) for row in rows]
    missing = _missing_there(made, {row.transaction for row in rows})
    ReconciliationRow.objects.bulk_create(_of(made, [*(row for row in told if row is not None), *missing]))
    if actor is None:
        _let_in(made, column_map.means, at=at)
    return made


@transaction.atomic
def agree(made: Reconciliation, *, actor: Actor, at: datetime) -> Reconciliation:
    """The second of two: it is the bank's file, and what was missing here comes in.

    Raises NotForMoney, SamePerson, CorrectionOver, NoSuchColumnMap.
    """
    corrections.require_right(actor)
    held = Reconciliation.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=made.pk)
    hers = statements_for(actor).filter(pk=held.pk)
    if not hers.exists():
        raise corrections.NotForMoney
    if not statements_that_wait(hers).exists():
        raise corrections.CorrectionOver
    corrections.require_another(held.made_by, actor)
    held.second_by_id, held.second_at = actor.account_id, at
    held.save(update_fields=["second_by", "second_at"])
    _let_in(held, map_named(held.column_map).means, at=at)
    return held


def _let_in(made: Reconciliation, means: Means, *, at: datetime) -> None:
    """Through the one door. What has come by another way in between is the same money."""
    for row in made.rows.filter(agreement=Agreement.MISSING_HERE, result="").order_by("pk"):
        assert row.amount_there is not None, "they told it"
        assert row.paid_at is not None, "they told it"
        done = crediting.credit(
            Incoming(made.gateway, row.transaction, row.amount_there, means, row.paid_at, reference=row.reference),
            at=at,
        )
        result = CreditResult.CREDITED if done.result is CreditResult.ALREADY else done.result
        row.entry, row.result = done.entry, result.value
        row.save(update_fields=["entry", "result"])


def _once(rows: Iterable[StatementRow]) -> list[StatementRow]:
    """A movement that a file tells twice is one."""
    return list({(row.transaction, row.said): row for row in rows}.values())


def _compare(row: StatementRow, column_map: ColumnMap) -> ReconciliationRow | None:
    """None for what failed there and never came here: there is nothing to agree about."""
    here = MoneyEntry.objects.filter(gateway=column_map.gateway, transaction=row.transaction)
    received = here.filter(kind=EntryKind.RECEIVED).first()
    if row.said is Said.PAID:
        return _paid_there(row, received, column_map)
    if row.said is Said.RETURNED:
        gone = here.filter(kind__in=_GONE).first()
        return _told(row, Agreement.MATCHED if gone else Agreement.STATE_DIFFERS, gone or received)
    return _told(row, Agreement.STATE_DIFFERS, received) if received else None


def _paid_there(row: StatementRow, received: MoneyEntry | None, column_map: ColumnMap) -> ReconciliationRow:
    if received is None:
        missing = _told(row, Agreement.MISSING_HERE, None)
        missing.reference, missing.paid_at = _named(row, column_map.gateway), row.paid_at
        return missing
    if received.amount != row.amount:
        return _told(row, Agreement.AMOUNT_DIFFERS, received)
    was_taken_back = received.parts.filter(kind=EntryKind.REVERSED).exists()
    return _told(row, Agreement.STATE_DIFFERS if was_taken_back else Agreement.MATCHED, received)


def _named(row: StatementRow, gateway: str) -> str:
    """What is kept of the payer's words: the code of the order that they name."""
    if Attempt.objects.filter(reference=row.reference, gateway=gateway).exists():
        return row.reference
    return next(_codes_of_orders(row), row.reference)


def _codes_of_orders(row: StatementRow) -> Iterator[str]:
    for code in (*order_codes.codes_in(row.reference), *order_codes.codes_in(row.words)):
        if PaymentOrder.objects.filter(code=code).exists():
            yield code


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
    """Ours of the days that the file speaks of and that it does not name.

    Of one agency: for what it decides, or what is decided by those for whom it receives. What names no order could be
    anybody's.
    """
    deciding = "order__duty__dossier__deciding_agency"
    of_hers = Q(**{deciding: made.agency_id}) | Q(**{f"{deciding}__one_stop_unit": made.agency_id})
    ours = MoneyEntry.objects.filter(
        of_hers if made.agency_id else Q(),
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
