"""At the front desk: submit, accept, refuse, ask to complete."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.catalogue.time_limits import applicable
from motcua.dossiers.commands import (
    assistance,
    duties,
    fees,
    filing,
    holders,
    leasing,
    measuring,
    paper_days,
    requests,
    routes,
    watching,
    work,
)
from motcua.dossiers.commands.numbering import next_code
from motcua.dossiers.commands.requests import NONE, ReasonMissing, Reasons
from motcua.dossiers.commands.secrets_of_receipts import new_secret
from motcua.dossiers.models import Channel, Dossier, DossierEvent, Ending, Filing
from motcua.dossiers.record import record
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.grounds import RefusalGround
from motcua.dossiers.rules.lifecycle import Action, State
from motcua.dossiers.rules.projection import stored
from motcua.foundation.accounts.sealed import seal
from motcua.foundation.organisations.models import Agency
from motcua.foundation.refusals import Refusal


class AlreadyFiled(Refusal):
    """This dossier has been filed."""


class CompetentAgencyMissing(Refusal):
    """Who is sent away because another agency is competent is told which one (NĐ 61/2018 art. 17.2.a)."""


class PracticeIsNotFiled(Refusal):
    """A practice dossier goes nowhere; the database refuses it too."""


@transaction.atomic
def submit(dossier: Dossier, *, actor: Actor, at: datetime, key: str, remark: str = "") -> Filing:
    """File a draft. The same key again gives the same filing back, whatever happened in between.

    Raises AlreadyFiled, PracticeIsNotFiled, NoPaperToday, FiledElsewhere, CitizenPartClosed, SameKeyOtherContent,
    NotAllowed and what `filing.freeze` raises.
    """
    dossier.refresh_from_db(from_queryset=Dossier.objects.select_for_update(of=("self",)))
    earlier = filing.already_filed(dossier, key=key)
    if earlier is not None:
        return earlier
    if dossier.state != State.DRAFT:
        raise AlreadyFiled(code=dossier.code)
    if dossier.is_practice:
        raise PracticeIsNotFiled
    paper_days.require_paper_day(dossier, at=at)
    routes.require_filed_here(dossier, actor=actor, at=at)
    filed = filing.freeze(dossier, key=key, actor=actor, at=at)
    facts = _identity(dossier, at=at)
    record(dossier, Action.SUBMIT, actor=actor, at=at, details={"filing": 1}, facts=facts, remark=remark)
    fees.assess(dossier, at=at)
    if dossier.channel != Channel.COUNTER:
        # At the counter it is taken in at once.
        watching.reception(dossier, at=at)
    assistance.end(dossier, at=at)
    measuring.note_end(dossier, how=Ending.FILED, at=at)
    return filed


@transaction.atomic
def accept(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    found: Mapping[str, bool] | None = None,
    manual_limits: Sequence[str] = (),
    promised_at: datetime | None = None,
) -> DossierEvent:
    """Take the dossier in: the legal clock starts, and the first step of the process is opened.

    `found` answers the case questions that are the officer's, such as whether an inquiry is needed; `promised_at` is
    the date of a receipt that was given before the dossier reached us.
    """
    filed = dossier.filings.latest("number")
    limits = applicable(
        definition_of(dossier.procedure_version_id),
        answers={**filed.answers, **(found or {})},
        channel=dossier.channel,
        manual=tuple(manual_limits),
    )
    details = {
        "limit": [stored(limit.period) for limit in limits],
        "cases": [limit.key for limit in limits],
        "found": dict(found or {}),
        **({"promised_at": promised_at.isoformat()} if promised_at else {}),
    }
    event = record(dossier, Action.ACCEPT, actor=actor, at=at, details=details)
    work.begin(dossier, actor=actor, at=at)
    return event


@transaction.atomic
def refuse(
    dossier: Dossier,
    *,
    actor: Actor,
    at: datetime,
    reason: str,
    ground: RefusalGround = RefusalGround.OTHER,
    competent: Agency | None = None,
) -> DossierEvent:
    """Không tiếp nhận (Mẫu 03): before processing only, and always with its ground and in words.

    Where another agency is competent, it is named. Raises ReasonMissing, CompetentAgencyMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    if ground is RefusalGround.NOT_COMPETENT and competent is None:
        raise CompetentAgencyMissing
    details = {"ground": ground.value, **({"agency": competent.pk} if competent else {})}
    event = record(dossier, Action.REFUSE, actor=actor, at=at, details=details, remark=reason)
    duties.cancel_open(dossier, at=at)
    return event


@transaction.atomic
def ask_to_complete(
    dossier: Dossier, *, actor: Actor, at: datetime, items: Sequence[str], reason: str = "", reasons: Reasons = NONE
) -> DossierEvent:
    """Yêu cầu hoàn thiện (Mẫu 02) before acceptance: one complete request, each item by its key and with its reason.

    Raises SecondRequest and what `requests.require` raises.
    """
    requests.require(items, reason=reason, reasons=reasons)
    details = requests.details(dossier, Action.ASK_TO_COMPLETE, items=items, reasons=reasons, at=at)
    event = record(dossier, Action.ASK_TO_COMPLETE, actor=actor, at=at, details=details, remark=reason)
    watching.completion(dossier, asked_at=at)
    return event


@transaction.atomic
def resubmit(dossier: Dossier, *, actor: Actor, at: datetime, key: str) -> Filing:
    """File what was asked for, as a further filing of the same dossier under the same code."""
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    earlier = filing.already_filed(dossier, key=key)
    if earlier is not None:
        return earlier
    filed = filing.freeze(dossier, key=key, actor=actor, at=at)
    record(dossier, Action.RESUBMIT, actor=actor, at=at, details={"filing": filed.number})
    fees.reassess(dossier, at=at)
    watching.reception(dossier, at=at)
    return filed


@transaction.atomic
def receive_at_counter(dossier: Dossier, *, actor: Actor, at: datetime, key: str, remark: str = "") -> Filing:
    """At the counter filing and reception are one moment: code, due date and receipt together, or nothing.

    `remark` is why another agency decides than the answers say. What a counter received without a line keeps its
    moment, its number and the date on its receipt.
    """
    offline = leasing.reception_of(dossier)
    moment = offline.received_at if offline else at
    filed = submit(dossier, actor=actor, at=moment, key=key, remark=remark)
    dossier.refresh_from_db()
    if dossier.state == State.SUBMITTED and offline is None:
        accept(dossier, actor=actor, at=moment)
    elif dossier.state == State.SUBMITTED and offline is not None:
        limits = [offline.limit] if offline.limit else []
        accept(dossier, actor=actor, at=moment, manual_limits=limits, promised_at=offline.promised_at)
    return filed


def _identity(dossier: Dossier, *, at: datetime) -> dict[str, Any]:
    """What a dossier gets when the system takes it: its code, its secret, its holder and the name that lists show."""
    settled = holders.settle(dossier, at=at)
    offline = leasing.reception_of(dossier)
    if offline is not None:
        return {**settled, "tracking_secret_sealed": offline.number.secret_sealed, "code": offline.number.code}
    agency_code = Dossier.objects.values_list("deciding_agency__code", flat=True).get(pk=dossier.pk)
    return {
        **settled,
        "tracking_secret_sealed": seal(new_secret()),
        # Last, because its lock is shared by everyone who files at the agency.
        "code": next_code(agency_code=agency_code, at=at),
    }
