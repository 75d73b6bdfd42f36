"""Signing a result: what is asked of a key is written down first, then the service is asked, then the dossier moves.

A lost answer is asked for again over the same bytes, so nothing is signed twice; and what can be refused is refused
before the key is asked: the act is rehearsed, and taken back.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from motcua.dossiers.commands import numbers, results, signing_documents
from motcua.dossiers.commands.signing_acts import ACTS, actor_of
from motcua.dossiers.models import Batch, Dossier, Remark, Result, SigningRequest, SigningStage, SigningState
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import NoResultDocument
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Post
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown

OPEN = (SigningState.ASKED, SigningState.ANSWERED)
PAUSE, MOST_TRIES = timedelta(minutes=1), 8


class NamesAnotherSigner(Refusal):
    """The document says who signs it, and that is somebody else: it has to be drafted again."""


class SigningUnderWay(Refusal):
    """Somebody else has asked for this signature already."""


class SealedAnotherDay(Refusal):
    """The answer came on a later day than the one that the document says: it is dated and sealed again."""


@transaction.atomic
def ask(  # noqa: PLR0913 - what is signed, by whom, and what is decided with it
    dossier: Dossier,
    stage: SigningStage,
    *,
    actor: Actor,
    at: datetime,
    seen: str,
    options: Mapping[str, str],
    reason: str = "",
    batch: Batch | None = None,
) -> SigningRequest:
    """Write down what the key will be asked. The same again, before it is done, is the same request.

    `seen` is the SHA-256 of the file that the officer was shown. Raises NoResultDocument, ResultChanged,
    NamesAnotherSigner, SigningUnderWay, NoSigningKey, the refusals of the act, and those of `documents.prepare`.
    """
    assert actor.account_id is not None, "officers have accounts"
    assert actor.post_id is not None, "officers have posts"
    result = _held(dossier)
    under_way = result.signings.filter(stage=stage, state__in=OPEN).first()
    if under_way is not None:
        if under_way.account_id != actor.account_id:
            raise SigningUnderWay
        if under_way.options == dict(options):
            return under_way
        fail(under_way, SigningUnderWay())
    if result.file.sha256 != seen:
        raise results.ResultChanged
    act = ACTS[stage]
    if stage is SigningStage.SIGNATURE and result.names_signer_id not in (None, actor.account_id):
        raise NamesAnotherSigner
    key = act.key(result, actor, at)
    with transaction.atomic():
        act.do(result.dossier, actor, at, options, reason)
        transaction.set_rollback(True)
    dossier.refresh_from_db()
    prepared = signing_documents.prepared(result, stage, key=key, number=options.get("number", ""), at=at)
    if options.get("number"):
        numbers.take(result, options["number"], at=at)
    return SigningRequest.objects.create(
        result=result,
        stage=stage,
        key=key,
        options=dict(options),
        remark=_remark(dossier, reason, at=at),
        account_id=actor.account_id,
        post_id=actor.post_id,
        on_behalf_of_id=actor.on_behalf_of_id,
        batch=batch,
        asked_at=at,
        **signing_documents.kept(prepared),
    )


def carry_on(request: SigningRequest, *, at: datetime) -> SigningRequest:
    """Ask the key, if it has not answered yet, and do what follows. Doing it twice does it once.

    Raises SigningServiceDown, after which it can be tried again; any other refusal ends the request.
    """
    found = SigningRequest.objects.select_related("key__account__person", "key__agency").get(pk=request.pk)
    if found.state == SigningState.ASKED:
        try:
            _require_still_hers(found, at=at)
            note_answer(found, signing_documents.answered(found), at=at)
        except SigningServiceDown:
            _note_try(found, at=at)
            raise
        except Refusal as refusal:
            fail(found, refusal)
            raise
    return finish(found, at=at)


def left_alone(*, at: datetime) -> list[SigningRequest]:
    """Requests that nobody is waiting at: the key did not answer, or the program ended in between.

    The pauses grow, so that a person whose telephone is asked is not asked every minute.
    """
    waiting = SigningRequest.objects.filter(state__in=OPEN, tries__lt=MOST_TRIES)
    return [each for each in waiting.order_by("pk") if (each.tried_at or each.asked_at) + PAUSE * 2**each.tries <= at]


def note_answer(request: SigningRequest, signed: bytes, *, at: datetime) -> None:
    """Kept before anything else is done with it."""
    SigningRequest.objects.filter(pk=request.pk, state=SigningState.ASKED).update(
        state=SigningState.ANSWERED, signed=signed, tries=request.tries + 1, tried_at=at
    )


def finish(request: SigningRequest, *, at: datetime) -> SigningRequest:
    """The signed document stands in the dossier and the act is done, in one transaction."""
    try:
        return _finished(request, at=at)
    except Refusal as refusal:
        fail(request, refusal)
        raise


def fail(request: SigningRequest, refusal: Refusal) -> None:
    """It ends here; the officer may ask anew."""
    facts = {name: str(fact) for name, fact in refusal.facts.items()}
    SigningRequest.objects.filter(pk=request.pk, state__in=OPEN).update(
        state=SigningState.FAILED, refusal=type(refusal).__name__, facts=facts, signed=b"", document=b""
    )
    numbers.give_back(request.result_id)


def _held(dossier: Dossier) -> Result:
    held = Dossier.objects.select_for_update(of=("self",)).select_related("deciding_agency").get(pk=dossier.pk)
    result = results.current(held)
    if result is None:
        raise NoResultDocument
    result.dossier = held
    return result


@transaction.atomic
def _finished(request: SigningRequest, *, at: datetime) -> SigningRequest:
    dossier = Dossier.objects.select_for_update(of=("self",)).get(results__signings=request)
    held = SigningRequest.objects.select_for_update(of=("self",)).select_related("result__file", "key")
    request = held.get(pk=request.pk)
    if request.state != SigningState.ANSWERED:
        return request
    result = request.result
    result.dossier = dossier
    current = results.current(dossier)
    if current is None or current.pk != result.pk:
        raise results.ResultChanged
    actor, stage = actor_of(request), SigningStage(request.stage)
    if request.options.get("number") and legal_day(request.asked_at) != legal_day(at):
        raise SealedAnotherDay
    results.lay(result, bytes(request.signed), at=at)
    spent, request.remark = request.remark, None
    reason = spent.text if spent else ""
    ACTS[stage].do(dossier, actor, at, request.options, reason)
    result.refresh_from_db(fields=["state"])
    results.note_file(result, actor=actor, at=at, signed_by=signing_documents.name_of(request.key))
    request.state, request.done_at = SigningState.DONE, at
    request.document = request.signed = request.to_be_signed = b""
    request.save()
    if spent:
        spent.delete()
    return request


def _require_still_hers(request: SigningRequest, *, at: datetime) -> None:
    """Hours may lie between asking and the answer: a key that was taken back, or of whoever left, signs no more."""
    has_key = SigningKey.objects.held_at(at).filter(pk=request.key_id).exists()
    has_post = Post.objects.held_on(legal_day(at)).filter(pk=request.post_id).exists()
    if not (has_key and has_post and request.account.is_active):
        raise NoSigningKey


def _note_try(request: SigningRequest, *, at: datetime) -> None:
    SigningRequest.objects.filter(pk=request.pk).update(
        tries=request.tries + 1, tried_at=at, refusal=SigningServiceDown.__name__
    )


def _remark(dossier: Dossier, reason: str, *, at: datetime) -> Remark | None:
    """Until the act writes it into its event: it can be erased, and so it stands in no other column."""
    return Remark.objects.create(dossier=dossier, text=reason.strip(), written_at=at) if reason.strip() else None
