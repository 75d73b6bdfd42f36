"""A demonstration signs, seals and stamps with keys of its own, and anybody can run the check."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from motcua.foundation.files import storage
from motcua.foundation.organisations.models import Post
from motcua.foundation.organisations.roles import PostRole
from motcua.foundation.signing import documents, keys
from motcua.foundation.signing.appearances import Appearance
from motcua.foundation.signing.models import SigningKey
from motcua.foundation.signing.placing import SEAL, SIGNATURE
from motcua.foundation.signing.port import NoSigningKey
from motcua.foundation.signing.stores.down import SigningServiceDown
from motcua.foundation.signing.timestamps import client
from motcua.foundation.signing.timestamps.stand_in import stand_in
from motcua.foundation.signing.trial import pictures
from motcua.foundation.signing.trial.keys import STAMPS
from motcua.foundation.signing.verifying import Judgement, examine
from motcua.foundation.stand_ins.door import StandIn
from tests.signing import PASSWORD, Office, a_result, filled, issued
from tests.world import World, account


@pytest.fixture
def office(signing_office: Office, settings: Settings, world: World) -> Office:
    settings.DEMO = True
    call_command("demo_signing_keys", stdout=io.StringIO())
    return signing_office


@pytest.fixture
def clock(office: Office, settings: Settings) -> Iterator[StandIn]:
    opened = stand_in(key=(office.keys / STAMPS).read_bytes(), password=PASSWORD).start()
    settings.TSA_URL = f"{opened.url}/"
    yield opened
    opened.stop()


def picture(key: SigningKey) -> Appearance:
    assert key.picture is not None
    with storage.open_file(key.picture) as file:
        return Appearance(picture=file.read())


def signed_and_sealed(world: World) -> bytes:
    now = timezone.now()
    tuan, ward = keys.key_of(account("tuan"), at=now), keys.seal_of(world.minh_tan, at=now)
    first = documents.sign(
        a_result(), key=tuan, field=SIGNATURE, appearance=picture(tuan), reason="Ký", place="Minh Tân", at=now
    )
    second = documents.sign(
        filled(first.content), key=ward, field=SEAL, appearance=picture(ward), reason="Dấu", place="Minh Tân", at=now
    )
    return second.content


def test_every_signatory_and_agency_can_sign(office: Office) -> None:
    signing = Post.objects.filter(role=PostRole.SIGNATORY)

    assert SigningKey.objects.exclude(account=None).count() == signing.values("account").distinct().count()
    assert SigningKey.objects.exclude(agency=None).count() == signing.values("agency").distinct().count()


def test_made_again_nothing_is_new(office: Office) -> None:
    before = list(SigningKey.objects.order_by("pk").values_list("pk", "certificate"))

    call_command("demo_signing_keys", stdout=io.StringIO())

    assert list(SigningKey.objects.order_by("pk").values_list("pk", "certificate")) == before


def test_a_stamped_result_outlives_its_certificates(world: World, clock: StandIn) -> None:
    document = signed_and_sealed(world)

    report = examine(document, at=timezone.now() + timedelta(days=1))
    assert report.judgement is Judgement.HOLDS
    assert {each.stamped_by for each in report.signatures} == {"Dịch vụ cấp dấu thời gian MẪU"}
    assert not clock.book.complaints


@pytest.mark.parametrize("fault", ["html", "broken_gateway", "reset", "lost_answer"])
def test_a_clock_that_misbehaves(clock: StandIn, fault: str) -> None:
    clock.book.order(fault)

    with pytest.raises(SigningServiceDown):
        client.stamp_of(b"signature")

    assert client.stamp_of(b"signature")


@pytest.mark.parametrize(
    ("change", "ends"),
    [(lambda whole: whole, 0), (lambda whole: whole.replace(b"MediaBox", b"MediaBax", 1), 1)],
    ids=["whole", "changed"],
)
def test_anybody_can_check(
    world: World, clock: StandIn, tmp_path: Path, change: Callable[[bytes], bytes], ends: int
) -> None:
    path = tmp_path / "result.pdf"
    path.write_bytes(change(signed_and_sealed(world)))
    out = io.StringIO()

    with pytest.raises(SystemExit) if ends else nullcontext() as ended:
        call_command("verify", str(path), "--json", stdout=out)

    assert (ended.value.code if ended else 0) == ends
    assert [each["holds"] for each in json.loads(out.getvalue())["signatures"]] == [not ends] * 2


def test_what_is_not_signed_ends_with_two(signing_office: Office, tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(a_result())

    with pytest.raises(SystemExit) as ended:
        call_command("verify", str(path), stdout=io.StringIO())

    assert ended.value.code == 2


def test_a_key_is_noted_and_withdrawn(signing_office: Office, world: World, tmp_path: Path) -> None:
    given = issued(world.minh_tan.name)
    (signing_office.keys / "seal.p12").write_bytes(given.pkcs12(PASSWORD))
    (tmp_path / "seal.pem").write_text(given.pem)
    (tmp_path / "seal.png").write_bytes(pictures.seal(world.minh_tan.name))
    told = ["--kind", "file", "--reference", "seal.p12", "--certificate", str(tmp_path / "seal.pem")]

    call_command(
        "signing_key", "note", "--agency", "H99.1", *told, "--picture", str(tmp_path / "seal.png"), stdout=io.StringIO()
    )

    key = keys.seal_of(world.minh_tan, at=timezone.now())
    assert key.picture is not None
    call_command("signing_key", "withdraw", str(key.pk), stdout=io.StringIO())
    with pytest.raises(NoSigningKey):
        keys.seal_of(world.minh_tan, at=timezone.now())


def test_the_certificate_of_another_is_not_noted(signing_office: Office, tmp_path: Path, world: World) -> None:
    (tmp_path / "seal.pem").write_text(issued("Ủy ban nhân dân xã khác").pem)
    told = ["--kind", "csc", "--reference", "x", "--certificate", str(tmp_path / "seal.pem")]

    with pytest.raises(CommandError, match="CertificateOfAnother"):
        call_command("signing_key", "note", "--agency", "H99.1", *told)

    assert not SigningKey.objects.exists()
