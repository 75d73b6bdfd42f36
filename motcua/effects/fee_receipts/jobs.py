"""The job that follows when a duty is paid."""

from motcua.effects.fee_receipts import issuing
from motcua.effects.fee_receipts.numbering import NoReceiptSymbol
from motcua.foundation.jobs.queue import job


@job("fee_receipts.issue")
def issue(*, duty_id: int) -> None:
    """An agency that has no series of its own gives no receipts here; the cashier's page says what waits for one."""
    try:
        issuing.issue(duty_id)
    except NoReceiptSymbol:
        return
