"""What happens by the clock. The only place, with the sites, that reads it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from procrastinate.contrib.django import app

import motcua.config.arrivals
import motcua.config.messages  # noqa: F401 - their jobs are ours to do
from motcua.dossiers.commands import (
    apologies,
    assigning,
    batches,
    calendar_changes,
    confirming,
    consulting,
    deadlines,
    expiry,
    filling_times,
    leasing,
    postings,
    signing,
    transferring,
    watching,
)
from motcua.dossiers.models import Batch, CalendarChange
from motcua.dossiers.rules.actor import SYSTEM
from motcua.effects import petition_news
from motcua.effects.codes import one_time
from motcua.effects.measuring import outbound as measuring
from motcua.effects.measuring.models import Measurement
from motcua.effects.notifications import reminders
from motcua.effects.notifications import steps as step_news
from motcua.effects.payments import asking as payments
from motcua.effects.payments import refunds
from motcua.effects.postal import tracking
from motcua.effects.registries import kept as register_answers
from motcua.effects.reporting import rechecking as figures
from motcua.effects.steering import forecasts, paces, sticking
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files import scanning, sweep
from motcua.foundation.jobs.queue import job
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log import chain, forwarding
from motcua.sites.ui import tries

#: Jobs that succeeded are of no use to anybody after a month; failed ones stay until somebody has looked.
KEPT_HOURS = 30 * 24
#: How many codes were sent for one thing is counted; a day later it is another thing.
KEPT_CODES = timedelta(days=1)
#: The measuring service is another's machine: what waits for it holds up nobody.
_MEASURING = ThreadPoolExecutor(max_workers=4, thread_name_prefix="measuring")
#: A worker that is silent for so long was killed: its jobs are given back to the queue.
SILENT_SECONDS = 60


#: In this order: what ends or stops by itself needs no letter of apology.
EACH_MORNING: tuple[Callable[..., object], ...] = (
    deadlines.note_due,
    watching.close_uncompleted,
    watching.close_unpaid,
    confirming.end_silence,
    postings.end_due,
    apologies.lapse,
    apologies.draft,
    # After the letters: whose head has one to sign is not told again.
    forecasts.look,
    consulting.note_silence,
    assigning.release_ended,
    step_news.tell_of_the_absent,
    petition_news.tell_of_due,
    # What has ended by itself is not reminded of any more.
    reminders.of_supplements,
    reminders.of_fees,
    reminders.of_results,
    reminders.of_appointments,
)


@app.periodic(cron="15 0 * * 1-6")  # 07:15 in Viet Nam (UTC+7), before the desks open
@app.task(name="worker.each_morning", queueing_lock="worker.each_morning", pass_context=False)
def each_morning(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Warn of what is due or overdue, draft apologies in time, end what has waited long enough; on working days.

    What fails holds up nothing of the rest: a letter of apology has its last lawful day.
    """
    at = legal_time.now()
    if not versions.calendar_of(versions.current_id()).is_open(legal_day(at)):
        return
    failed = []
    for act in EACH_MORNING:
        try:
            act(at=at)
        except Exception as error:  # noqa: BLE001 - raised below, after the others had their turn
            failed.append(error)
    if failed:
        message = "Not all of this morning's work could be done"
        raise ExceptionGroup(message, failed)


@app.periodic(cron="*/15 * * * *")
@app.task(name="worker.note_unanswered", queueing_lock="worker.note_unanswered", pass_context=False)
def note_unanswered(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Filings whose officers should have opened them by now, or answered them."""
    watching.note_unanswered(at=legal_time.now())


@app.periodic(cron="*/15 * * * *")
@app.task(name="worker.remind_unacknowledged", queueing_lock="worker.remind_unacknowledged", pass_context=False)
def remind_unacknowledged(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Dossiers that another agency should have acknowledged by now."""
    transferring.remind(at=legal_time.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="worker.ask_gateways", queueing_lock="worker.ask_gateways", pass_context=False)
def ask_gateways(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Tries to pay of which their gateways have said nothing."""
    payments.ask_due(at=legal_time.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="worker.track_parcels", queueing_lock="worker.track_parcels", pass_context=False)
def track_parcels(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """What the post says of the parcels that it was given."""
    tracking.look(at=legal_time.now())


@app.periodic(cron="* * * * *")
@app.task(name="worker.guard", queueing_lock="worker.guard", pass_context=False)
def guard(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Bind the security events of the last minute, and tell the security centre."""
    at = legal_time.now()
    chain.seal(at=at)
    forwarding.forward(at=at)


@app.periodic(cron="25 * * * *")
@app.task(name="worker.erase_register_answers", queueing_lock="worker.erase_register_answers", pass_context=False)
def erase_register_answers(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """What registers said is kept for a day beside the dossier, and no longer."""
    register_answers.erase(at=legal_time.now())


@app.periodic(cron="35 18 * * *")  # 01:35 in Viet Nam
@app.task(name="worker.measure_again", queueing_lock="worker.measure_again", pass_context=False)
def measure_again(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """What the measuring service was not there for, for longer than the queue tries by itself."""
    measuring.send_again(noted_before=legal_time.now() - measuring.PATIENCE)


@app.periodic(cron="0 18 * * *")  # 01:00 in Viet Nam
@app.task(name="worker.lapse_leases", queueing_lock="worker.lapse_leases", pass_context=False)
def lapse_leases(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Numbers that a counter leased and did not use within its days of grace are void."""
    leasing.lapse(actor=SYSTEM, at=legal_time.now())


@app.periodic(cron="30 18 * * *")  # 01:30 in Viet Nam
@app.task(name="worker.recheck_figures", queueing_lock="worker.recheck_figures", pass_context=False)
def recheck_figures(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """The figures of the last days' dossiers, against their events."""
    figures.recheck(at=legal_time.now())


@app.periodic(cron="40 18 * * *")  # 01:40 in Viet Nam
@app.task(name="worker.count_filling_times", queueing_lock="worker.count_filling_times", pass_context=False)
def count_filling_times(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """How long forms took in each month that is over, so that a year's figures need not read every draft."""
    filling_times.count_months(at=legal_time.now())


@app.periodic(cron="20 0 * * *")  # 07:20 in Viet Nam
@app.task(name="worker.expire_drafts", queueing_lock="worker.expire_drafts", pass_context=False)
def expire_drafts(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Say which drafts will go soon, and throw away those whose notice has stood long enough."""
    at, kept = legal_time.now(), timedelta(days=settings.DRAFT_DAYS)
    expiry.tell(at=at, kept=kept)
    expiry.sweep(at=at, kept=kept)


@app.periodic(cron="*/5 * * * *")
@app.task(name="worker.sweep_stalled_jobs", queueing_lock="worker.sweep_stalled_jobs", pass_context=False)
async def sweep_stalled_jobs(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """A worker that was killed leaves its jobs marked as running; every job may run twice, so run them again."""
    for stalled in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        await app.job_manager.retry_job(stalled)


@app.periodic(cron="*/5 * * * *")
@app.task(name="worker.scan_waiting", queueing_lock="worker.scan_waiting", pass_context=False)
def scan_waiting(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Look at the files for which the virus scanner was not there. Where none is configured there are none."""
    scanning.scan_waiting()


@app.periodic(cron="*/2 * * * *")
@app.task(name="worker.carry_on_signing", queueing_lock="worker.carry_on_signing", pass_context=False)
def carry_on_signing(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Signatures whose answer got lost, or whose service was down: asked again over the same bytes."""
    at, failed = legal_time.now(), []
    for request in signing.left_alone(at=at):
        try:
            signing.carry_on(request, at=at)
        except Refusal:
            # The request keeps what refused it, for the page of the result.
            continue
        except Exception as error:  # noqa: BLE001 - raised below, after the others had their turn
            failed.append(error)
    if failed:
        message = "Not all signatures could be carried on"
        raise ExceptionGroup(message, failed)


@app.periodic(cron="25 1-9 * * 1-6")  # from 08:25 to 16:25 in Viet Nam, after the look of the morning
@app.task(name="worker.foresee", queueing_lock="worker.foresee", pass_context=False)
def foresee(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """What will probably be late, as the work of the day changes it."""
    at = legal_time.now()
    if versions.calendar_of(versions.current_id()).is_open(legal_day(at)):
        forecasts.look(at=at)


@app.periodic(cron="* * * * *")
@app.task(name="worker.count_sticking", queueing_lock="worker.count_sticking", pass_context=False)
def count_sticking(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Where dossiers stick, for the boards of the next minute."""
    sticking.keep(at=legal_time.now())


@app.periodic(cron="30 19 * * *")  # 02:30 in Viet Nam
@app.task(name="worker.reckon_paces", queueing_lock="worker.reckon_paces", pass_context=False)
def reckon_paces(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """How long each step lately took at each agency, for the forecasts of the morning."""
    paces.reckon(at=legal_time.now())


@app.periodic(cron="30 18 * * *")  # 01:30 in Viet Nam
@app.task(name="worker.forget_uploads", queueing_lock="worker.forget_uploads", pass_context=False)
def forget_uploads(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Give up what nobody went on uploading."""
    at = legal_time.now()
    sweep.give_up_half_written(before=at.timestamp() - sweep.ORPHANED_AFTER_SECONDS)
    sweep.forget_uploads(at=at)


@app.periodic(cron="45 18 * * *")  # 01:45 in Viet Nam
@app.task(name="worker.forget_done_jobs", queueing_lock="worker.forget_done_jobs", pass_context=False)
async def forget_done_jobs(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    await app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS)


@app.periodic(cron="50 18 * * *")  # 01:50 in Viet Nam
@app.task(name="worker.forget_tries", queueing_lock="worker.forget_tries", pass_context=False)
def forget_tries(timestamp: int) -> None:  # noqa: ARG001 - procrastinate hands in the planned moment
    """Wrong passwords and codes of yesterday are of no use to anybody."""
    at = legal_time.now()
    tries.forget(before=at)
    one_time.forget(before=at - KEPT_CODES)


@job("worker.run_batch")
def run_batch(*, batch_id: int) -> None:
    """What an officer wants done to more dossiers than she can wait for."""
    batches.run(Batch.objects.select_related("post", "account").get(pk=batch_id), at=legal_time.now())


@job("worker.calendar_change")
def calendar_change(*, change_id: int) -> None:
    """Count what a new calendar would move, or record it on each dossier; whichever the change has come to."""
    # Whoever asked again has thrown away what was counted before.
    for change in CalendarChange.objects.filter(pk=change_id):
        while calendar_changes.count_some(change) or calendar_changes.apply_some(change):
            pass


@job(measuring.SEND, among=_MEASURING)
def measure(*, measurement_id: int) -> None:
    """The measuring service is told one status of one dossier."""
    measured = Measurement.objects.select_related("dossier").get(pk=measurement_id)
    measuring.deliver(measured, at=legal_time.now())


@job(refunds.THROUGH_GATEWAY)
def refund(*, correction_id: int) -> None:
    """A gateway is asked to give money back."""
    refunds.through_gateway(correction_id, at=legal_time.now())
