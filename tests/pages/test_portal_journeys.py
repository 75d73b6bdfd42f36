"""The three journeys that everybody knows by heart, through the pages, with real files."""

import pytest

from motcua.dossiers.models import Dossier
from tests import samples
from tests.pages import portal
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_a_person_files_and_sees_the_receipt(world: World, code: str) -> None:
    client = portal.signed_in("lan" if code == "1.001193" else "binh")

    where = portal.filed(client, code)

    dossier = Dossier.objects.get()
    assert dossier.code is not None
    answer = portal.page(client.get(f"{where}/receipt"))
    assert where == f"/dossiers/{dossier.code}"
    assert dossier.code in answer
    filing = dossier.filings.get()
    assert {p["item"] for p in filing.papers} == set(samples.PAPERS[code])
    for paper in filing.papers:
        assert paper["sha256"] in answer
    typed = filing.answers.keys() - dossier.answers.sources.keys()
    for key in typed & samples.ANSWERS[code].keys():
        assert filing.answers[key] == samples.ANSWERS[code][key], key
    assert client.get(where).status_code == 200
    assert client.get("/dossiers").status_code == 200
