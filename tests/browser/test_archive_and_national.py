"""Kept papers and imported procedures in a browser: on a phone, on a desk, without JavaScript."""

from pathlib import Path

import pytest

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Paper
from motcua.foundation.archive.models import ArchivedPaper
from tests import national
from tests.browser.conftest import PHONE, Visit
from tests.world import TUESDAY, World, run_jobs

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 900}
NARROW = {"width": 320, "height": 640}


@pytest.mark.parametrize("scripts", [True, False], ids=["with_scripts", "without"])
def test_a_paper_given_once_is_given_again_with_one_tap(visit: Visit, committed_world: World, *, scripts: bool) -> None:
    committed_world.accepted("1.013227")
    run_jobs()
    draft = committed_world.draft("1.013227", at=TUESDAY)
    for paper in draft.papers.all():
        drafting.remove_paper(paper, at=TUESDAY)
    lan = visit(scripts=scripts, viewport=PHONE)
    lan.sign_in("lan", then=f"/drafts/{draft.uuid}/papers")

    lan.press("Dùng lại")

    assert Paper.objects.get(dossier=draft, removed_at=None).archived == ArchivedPaper.objects.get()
    lan.go("/archive")
    assert lan.page.get_by_text("Ai đã dùng, ai đã xem").count() == 1


@pytest.mark.parametrize("viewport", [NARROW, DESK], ids=["narrow", "desk"])
def test_pages_of_the_national_catalogue_are_for_everybody(
    visit: Visit, committed_world: World, tmp_path: Path, *, viewport: dict[str, int]
) -> None:
    national.taken_in(tmp_path, national.procedure(), national.procedure("1.001193", CANCUPHAPLY=[]))
    phuc = visit(viewport=viewport)
    phuc.go("/procedures/9.000001")
    phuc.sign_in("phuc", then="/studio/national/proposals")
    phuc.go("/studio/national/findings")
    phuc.go("/studio/national/findings?kind=no_legal_basis")
    phuc.go("/studio/national/entries/1.001193")
    phuc.press("Ghi cách giải quyết")
    phuc.page.fill("#note", "Giữ của ta, theo QĐ 1/2026")

    phuc.press("Ghi cách giải quyết")

    assert phuc.page.get_by_text("Đã giải quyết").count() >= 1
