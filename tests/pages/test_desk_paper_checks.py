"""The officer's marks on papers: kept, shown beside the answers, and the beginning of a request."""

from uuid import uuid4

import pytest

from motcua.dossiers.commands import checking
from motcua.dossiers.models import Dossier, PaperCheck
from motcua.dossiers.rules.faults import Fault
from tests.doors import door
from tests.world import World


def marked(who: str, dossier: Dossier, **posted: str) -> int:
    return door(who).post(f"/desk/dossiers/{dossier.code}/paper-checks", posted).status_code


def first_file(dossier: Dossier) -> str:
    return str(dossier.filings.get().papers[0]["file"])


def test_a_mark_is_kept_and_shown_and_the_last_one_counts(world: World) -> None:
    dossier = world.submitted("1.013227")
    file = first_file(dossier)

    marked("minh", dossier, file=file, mark="unreadable", words="Trang 2 mờ")
    page = door("minh").get(f"/desk/dossiers/{dossier.code}").text
    assert "Trang 2 mờ" in page
    assert {key: reason.code for key, reason in checking.reasons_of(dossier).items()} == {
        dossier.filings.get().papers[0]["item"]: Fault.UNREADABLE
    }

    marked("minh", dossier, file=file, mark="good")
    assert checking.reasons_of(dossier) == {}
    assert PaperCheck.objects.count() == 2, "marks are only ever added"


def test_a_mark_that_wants_words_wants_them(world: World) -> None:
    dossier = world.submitted("1.013227")

    assert marked("minh", dossier, file=first_file(dossier), mark="other", words=" ") == 409
    assert not PaperCheck.objects.exists()


@pytest.mark.parametrize("posted", [{"mark": "x"}, {"mark": "good", "item": "x", "file": ""}, {}])
def test_what_the_page_does_not_offer_is_not_there(world: World, posted: dict[str, str]) -> None:
    dossier = world.submitted("1.013227")

    assert marked("minh", dossier, **{"file": first_file(dossier), **posted}) == 404


def test_a_file_of_another_dossier_and_a_dossier_of_another_agency_are_not_there(world: World) -> None:
    dossier, other = world.submitted("1.013227"), world.submitted("1.013227")

    assert marked("minh", dossier, file=first_file(other), mark="good") == 404
    assert marked("minh", dossier, file=str(uuid4()), mark="good") == 404
    assert marked("quy", dossier, file=first_file(dossier), mark="good") == 404
    assert not PaperCheck.objects.exists()
