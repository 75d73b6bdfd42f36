"""Keep the status that each event means for the national portal, in order, ready to be sent."""

from motcua.foundation.jobs.queue import job


@job("national_portal.report_status")
def report_status(*, event_id: int) -> None:
    """Filled in with the ledger."""
