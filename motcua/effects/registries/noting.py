"""The log of look-ups: written before a register is asked, and once more when it has answered or has not."""

from datetime import datetime
from uuid import uuid4

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.effects.registries import allowance
from motcua.effects.registries.models import LookUp, LookUpAnswer, LookUpOutcome, Register
from motcua.effects.registries.port import NotInRegister, RegisterDown, RequestRefused
from motcua.effects.registries.purposes import Purpose
from motcua.foundation.accounts.sealed import search_hash
from motcua.foundation.audit.consulted import note_consulted
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.refusals import Refusal
from motcua.foundation.security_log import noting as log
from motcua.foundation.security_log.events import Event

#: A register that says "not here" has been asked as well as one that says yes.
ANSWERED = frozenset({LookUpOutcome.FOUND, LookUpOutcome.DIFFERS, LookUpOutcome.NOBODY})
_MEANING: tuple[tuple[type[Refusal], LookUpOutcome], ...] = (
    (RegisterDown, LookUpOutcome.DOWN),
    (NotInRegister, LookUpOutcome.NOBODY),
    (RequestRefused, LookUpOutcome.REFUSED),
)


def begun(  # noqa: PLR0913 - what a log says, each by name
    register: Register,
    *,
    dossier: Dossier,
    about: str,
    purpose: Purpose,
    number: str,
    actor: Actor,
    at: datetime,
) -> LookUp:
    """Raises AskedTooOften."""
    assert actor.account_id is not None, "somebody asks"
    look_up = LookUp(
        register=register,
        account_id=actor.account_id,
        post_id=actor.post_id,
        dossier_id=dossier.pk,
        about=about,
        purpose=purpose,
        query_hash=search_hash(number),
        request_id=uuid4(),
        at=at,
    )
    try:
        allowance.note(look_up, on=legal_day(at))
    except allowance.AskedTooOften:
        _tell(Event.RATE_LIMITED, look_up, door=f"register {register}")
        raise
    _tell(Event.REGISTER_ASKED, look_up, what=register.value, reason=purpose.value)
    return look_up


def _tell(event: Event, look_up: LookUp, **facts: str) -> None:
    log.note(
        event,
        at=look_up.at,
        account_id=look_up.account_id,
        post_id=look_up.post_id,
        dossier=look_up.dossier_id,
        **facts,
    )


def ended(look_up: LookUp, outcome: LookUpOutcome, *, at: datetime) -> None:
    LookUpAnswer.objects.create(look_up=look_up, outcome=outcome, at=at)
    if outcome in ANSWERED and look_up.post_id is not None:
        note_consulted(
            register=look_up.register,
            account_id=look_up.account_id,
            post_id=look_up.post_id,
            dossier_id=look_up.dossier_id,
            at=at,
        )


def meaning(refusal: Refusal) -> LookUpOutcome:
    """How a look-up ended that a register did not answer with facts. What is not its answer is raised again."""
    for kind, outcome in _MEANING:
        if isinstance(refusal, kind):
            return outcome
    raise refusal
