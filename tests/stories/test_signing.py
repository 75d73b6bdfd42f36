"""A result is signed, numbered and sealed in layers, and every layer holds."""

from pathlib import Path

import pytest

from motcua.foundation.signing import documents, keys
from motcua.foundation.signing.appearances import Appearance
from motcua.foundation.signing.placing import SIGNATURE
from tests.signing import Office, a_result, filled, pdfsig, sealed, signed
from tests.world import MONDAY, World, account


@pytest.fixture
def office(signing_office: Office) -> Office:
    return signing_office


def test_signed_numbered_and_sealed(office: Office, world: World, tmp_path: Path) -> None:
    tuan, ward = office.key(account("tuan")), office.key(world.minh_tan)

    document = sealed(ward, filled(signed(tuan)))

    told = pdfsig(document, tmp_path)
    assert told.count("Signature is Valid") == 2
    assert "Total document signed" in told


def test_completed_again_it_is_the_same_document(office: Office) -> None:
    key = office.key(account("tuan"))
    prepared = documents.prepare(
        a_result(), key=key, field=SIGNATURE, appearance=Appearance(), reason="Ký", place="", at=MONDAY
    )

    first = documents.complete(prepared, keys.raw_signature(key, prepared.to_be_signed))

    assert documents.complete(prepared, keys.raw_signature(key, prepared.to_be_signed)) == first
