"""Signed by whoever may, sealed by the agency, once, and so that anybody can check it."""

from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from io import BytesIO

from motcua.dossiers.commands import decision, results, signing, signing_documents
from motcua.dossiers.models import BookNumber, Dossier, Result, ResultState, SigningRequest, SigningStage, SigningState
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import NotAllowed, State
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.result_documents import drafting
from motcua.foundation.accounts.models import Account
from motcua.foundation.signing import keys
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown
from tests import signing_keys
from tests.world import TUESDAY, WEDNESDAY, World

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


def sign(dossier: Dossier, actor: Actor) -> SigningRequest:
    request = signing.ask(
        dossier, SigningStage.SIGNATURE, actor=actor, at=TUESDAY, seen=seen(dossier), options=GRANTED
    )
    return signing.carry_on(request, at=TUESDAY)


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
