"""Signed by whoever may, sealed by the agency, once, and so that anybody can check it."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.dossiers.commands import batches, numbers, replacing, requests, results, signing, signing_documents
from motcua.dossiers.models import (
    BookNumber,
    Dossier,
    Result,
    ResultFile,
    ResultState,
    SigningRequest,
    SigningStage,
    SigningState,
)
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import NotAllowed, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.result_documents import drafting
from motcua.foundation.accounts.models import Account
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.organisations.models import Post
from motcua.foundation.signing import keys
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.verifying import Later, examine
from tests import signing_keys
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World, run_jobs

GRANTED = {"outcome": Outcome.GRANTED.value}


@pytest.fixture(autouse=True)
def _folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    signing_keys.folder_of_keys(monkeypatch, tmp_path)


@pytest.fixture
def dossier(world: World) -> Dossier:
    """Drafted by Hoa in Tuấn's name; keys are there."""
    signing_keys.key_of(world.tuan)
    signing_keys.seal_of(world.minh_tan)
    found = world.worked()
    draft(found, world)
    return found


def draft(dossier: Dossier, world: World, *, by: Actor | None = None) -> Result:
    who = by or world.hoa
    return drafting.draft(
        dossier,
        kind="gpxd_gia_han",
        signer_id=world.tuan.account_id or 0,
        actor=who,
        by=Account.objects.get(pk=who.account_id or 0),
        at=TUESDAY,
    )


def seen(dossier: Dossier) -> str:
    found = results.current(dossier)
    assert found is not None
    return found.file.sha256


def ask_to_sign(dossier: Dossier, actor: Actor) -> SigningRequest:
    return signing.ask(dossier, SigningStage.SIGNATURE, actor=actor, at=TUESDAY, seen=seen(dossier), options=GRANTED)


def sign(dossier: Dossier, actor: Actor) -> SigningRequest:
    return signing.carry_on(ask_to_sign(dossier, actor), at=TUESDAY)


def seal(dossier: Dossier, actor: Actor, number: str = "01/GPXD-UBND") -> SigningRequest:
    request = signing.ask(
        dossier, SigningStage.SEAL, actor=actor, at=WEDNESDAY, seen=seen(dossier), options={"number": number}
    )
    return signing.carry_on(request, at=WEDNESDAY)


def content_of(dossier: Dossier) -> bytes:
    return signing_documents.content_of(dossier.results.select_related("file").latest("pk"))


def signed_fields(dossier: Dossier) -> list[str]:
    return [each.field_name for each in PdfFileReader(BytesIO(content_of(dossier))).embedded_signatures]


def test_signed_numbered_and_sealed_is_out(world: World, dossier: Dossier) -> None:
    assert sign(dossier, world.tuan).state == SigningState.DONE
    dossier.refresh_from_db()
    assert dossier.state == State.DECIDED
    assert signed_fields(dossier) == ["chu_ky"]

    seal(dossier, world.van)

    dossier.refresh_from_db()
    result = dossier.results.get()
    assert dossier.state == State.RESULT_READY
    assert signed_fields(dossier) == ["chu_ky", "con_dau"]
    assert (result.state, result.number, result.issued_sha256) == ("issued", "01/GPXD-UBND", result.file.sha256)
    assert [each.state for each in result.files.order_by("number")] == ["draft", "signed", "issued"]
    assert BookNumber.objects.get(result=result).number == 1
    report = examine(content_of(dossier), at=WEDNESDAY)
    assert [(each.field, each.later) for each in report.signatures] == [
        ("chu_ky", Later.ALLOWED),
        ("con_dau", Later.NOTHING),
    ]


def test_a_clerk_cannot_use_the_signatorys_key(world: World, dossier: Dossier) -> None:
    with pytest.raises((NotAllowed, signing.NamesAnotherSigner, NoSigningKey)):
        sign(dossier, world.van)

    assert not SigningRequest.objects.exists()
    assert signed_fields(dossier) == []


def test_only_whose_name_stands_under_it_signs_it(world: World, dossier: Dossier) -> None:
    Result.objects.update(names_signer_id=world.hoa.account_id)

    with pytest.raises(signing.NamesAnotherSigner):
        sign(dossier, world.tuan)


def test_a_lost_answer_is_asked_for_again_and_signs_once(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service signs, and the answer never comes: the second time the same bytes are asked for."""
    asked: list[bytes] = []
    honest = keys.raw_signatures

    def lost(key: SigningKey, to_be_signed: Sequence[bytes]) -> list[bytes]:
        asked.extend(to_be_signed)
        answer = honest(key, to_be_signed)
        if len(asked) == 1:
            raise SigningServiceDown
        return answer

    monkeypatch.setattr(keys, "raw_signatures", lost)
    with pytest.raises(SigningServiceDown):
        sign(dossier, world.tuan)
    dossier.refresh_from_db()
    assert (dossier.state, SigningRequest.objects.get().state) == (State.IN_PROGRESS, "asked")

    (waiting,) = signing.left_alone(at=TUESDAY + 2 * signing.PAUSE)
    signing.carry_on(waiting, at=TUESDAY)

    dossier.refresh_from_db()
    assert asked[0] == asked[1]
    assert dossier.state == State.DECIDED
    assert SigningRequest.objects.get().tries == 2


@pytest.mark.parametrize("taken", ["key", "post", "account"])
def test_a_key_that_was_taken_back_meanwhile_is_not_asked_again(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    request = ask_to_sign(dossier, world.tuan)
    {
        "key": lambda: SigningKey.objects.filter(pk=request.key_id).update(withdrawn_at=TUESDAY),
        "post": lambda: Post.objects.filter(pk=request.post_id).update(valid_to=MONDAY.date()),
        "account": lambda: Account.objects.filter(pk=request.account_id).update(is_active=False),
    }[taken]()
    monkeypatch.setattr(keys, "raw_signatures", lambda *_: pytest.fail("asked"))

    with pytest.raises(NoSigningKey):
        signing.carry_on(request, at=TUESDAY)

    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    assert SigningRequest.objects.get().state == SigningState.FAILED


def test_killed_between_the_answer_and_the_dossier_goes_on_with_what_was_signed(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ask_to_sign(dossier, world.tuan)
    signed = signing_documents.answered(request)
    signing.note_answer(request, signed, at=TUESDAY)
    monkeypatch.setattr(keys, "raw_signatures", lambda *_: pytest.fail("asked twice"))

    signing.carry_on(request, at=TUESDAY)

    assert content_of(dossier) == signed
    assert signing.carry_on(request, at=TUESDAY).state == SigningState.DONE


def test_what_has_changed_since_the_page_was_drawn_is_not_signed(world: World, dossier: Dossier) -> None:
    shown = seen(dossier)
    draft(dossier, world)

    with pytest.raises(results.ResultChanged):
        signing.ask(dossier, SigningStage.SIGNATURE, actor=world.tuan, at=TUESDAY, seen=shown, options=GRANTED)


def test_what_is_edited_after_signing_has_to_be_signed_again(world: World, dossier: Dossier) -> None:
    sign(dossier, world.tuan)
    first = dossier.results.get()
    draft(dossier, world)

    first.refresh_from_db()
    assert first.state == ResultState.REPLACED
    with pytest.raises(results.ResultNotSigned):
        seal(dossier, world.van)
    assert not BookNumber.objects.exists()

    sign(dossier, world.tuan)
    seal(dossier, world.van)

    assert [each.state for each in dossier.results.order_by("version")] == ["replaced", "issued"]
    assert signed_fields(dossier) == ["chu_ky", "con_dau"]


def test_a_refused_act_is_refused_before_the_key_is_asked(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "raw_signatures", lambda *_: pytest.fail("the key was asked"))

    with pytest.raises(requests.ReasonMissing):
        signing.ask(
            dossier,
            SigningStage.SIGNATURE,
            actor=world.tuan,
            at=TUESDAY,
            seen=seen(dossier),
            options={"outcome": Outcome.DENIED.value},
        )
    with pytest.raises(results.ResultNotSigned):
        signing.ask(
            dossier,
            SigningStage.SEAL,
            actor=world.van,
            at=TUESDAY,
            seen=seen(dossier),
            options={"number": "01/GPXD-UBND"},
        )


def test_without_keys_all_goes_as_before_and_nothing_pretends_to_be_signed(world: World) -> None:
    dossier = world.finished()

    result = dossier.results.get()
    assert (result.state, result.number) == ("issued", "15/GP")
    assert not SigningRequest.objects.exists()
    assert [each.signed_by for each in result.files.all()] == [""]


def test_a_number_of_a_book_is_given_once_a_year(world: World, dossier: Dossier) -> None:
    sign(dossier, world.tuan)
    seal(dossier, world.van)
    other = world.worked()
    draft(other, world)
    sign(other, world.tuan)

    with pytest.raises(numbers.NumberTaken) as refused:
        seal(other, world.van)
    assert refused.value.facts["next"] == "02/GPXD-UBND"

    seal(other, world.van, number="02/GPXD-UBND")
    assert list(BookNumber.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_an_answer_of_the_next_day_is_dated_anew_and_its_number_is_not_lost(world: World, dossier: Dossier) -> None:
    sign(dossier, world.tuan)
    request = signing.ask(
        dossier,
        SigningStage.SEAL,
        actor=world.van,
        at=TUESDAY,
        seen=seen(dossier),
        options={"number": "01/GPXD-UBND"},
    )

    with pytest.raises(signing.SealedAnotherDay):
        signing.carry_on(request, at=WEDNESDAY)

    assert numbers.suggestion("GPXD-UBND", agency_id=world.minh_tan.pk, at=WEDNESDAY) == "01/GPXD-UBND"
    assert seal(dossier, world.van).state == SigningState.DONE


def test_many_are_signed_under_one_authorisation_and_one_refused_holds_up_no_other(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [world.worked() for _ in range(3)]
    for each in others[:2]:
        draft(each, world)
    authorised: list[int] = []
    honest = keys.raw_signatures

    def counted(key: SigningKey, to_be_signed: Sequence[bytes]) -> list[bytes]:
        authorised.append(len(to_be_signed))
        return honest(key, to_be_signed)

    monkeypatch.setattr(keys, "raw_signatures", counted)
    chosen = [others[2], dossier, *others[:2]]
    batch = batches.begin("sign", dossiers=chosen, key=uuid4(), actor=world.tuan, at=TUESDAY, options=GRANTED)
    batches.run(batch, at=TUESDAY)

    assert list(batch.items.order_by("number").values_list("fate", "refusal")) == [
        ("refused", "NoResultDocument"),
        ("done", ""),
        ("done", ""),
        ("done", ""),
    ]
    assert authorised == [3]
    assert all(signed_fields(each) == ["chu_ky"] for each in chosen[1:])

    batch = batches.begin(
        "publish", dossiers=chosen, key=uuid4(), actor=world.van, at=TUESDAY, options={"number": "07/GPXD-UBND"}
    )
    batches.run(batch, at=TUESDAY)

    assert authorised == [3, 3]
    assert list(Result.objects.exclude(number="").order_by("number").values_list("number", flat=True)) == [
        "07/GPXD-UBND",
        "08/GPXD-UBND",
        "09/GPXD-UBND",
    ]


def test_a_service_that_is_down_leaves_nothing_of_a_batch_to_be_signed_later(
    world: World, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> list[bytes]:
        raise SigningServiceDown

    monkeypatch.setattr(keys, "raw_signatures", down)
    batch = batches.begin("sign", dossiers=[dossier], key=uuid4(), actor=world.tuan, at=TUESDAY, options=GRANTED)
    batches.run(batch, at=TUESDAY)

    dossier.refresh_from_db()
    assert batch.items.get().refusal == "SigningServiceDown"
    assert dossier.state == State.IN_PROGRESS
    assert set(SigningRequest.objects.values_list("state", flat=True)) == {"failed"}


def test_a_recalled_result_is_replaced_by_one_that_went_the_same_way(world: World, dossier: Dossier) -> None:
    sign(dossier, world.tuan)
    seal(dossier, world.van)
    run_jobs()
    first = dossier.results.get()
    kept = ArchivedPaper.objects.get(origin="result")
    with pytest.raises(NotAllowed):
        replacing.recall(first, actor=world.van, at=WEDNESDAY, reason="Sai tên")

    replacing.recall(first, actor=world.tuan, at=WEDNESDAY, reason="Sai địa chỉ công trình")
    run_jobs()

    kept.refresh_from_db()
    assert (first.state, kept.retired_at) == ("recalled", WEDNESDAY)
    with pytest.raises(replacing.NotIssued):
        replacing.recall(first, actor=world.tuan, at=WEDNESDAY, reason="Lần nữa")

    dossier.refresh_from_db()
    draft(dossier, world)
    sign(dossier, world.tuan)
    seal(dossier, world.van, number="02/GPXD-UBND")
    run_jobs()

    second = dossier.results.get(version=2)
    assert (second.state, first.replacement.by) == ("issued", second)
    assert ArchivedPaper.objects.filter(origin="result", retired_at=None).get().number == "02/GPXD-UBND"
    dossier.refresh_from_db()
    assert dossier.events.filter(action="publish").count() == 1, "the legal life was over and stays so"


def test_what_was_written_down_about_a_result_is_never_rewritten(world: World, dossier: Dossier) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ResultFile.objects.update(signed_by="Người khác")
