"""The ledger of the national portal, empty and full, on a telephone and at a desk; the other side's page beside it."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from motcua.effects.national_portal import comparing, sending
from motcua.effects.national_portal.models import Message, Stage
from motcua.effects.national_portal.stand_in import PortalStandIn
from tests import portal as stand_ins
from tests.browser.conftest import Visit
from tests.world import TUESDAY, WEDNESDAY, World, run_jobs

pytestmark = pytest.mark.browser
DESK = {"width": 1280, "height": 800}
LEDGER = "/studio/national-portal"


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[PortalStandIn]:
    import motcua.config.portal_line  # noqa: F401 - registers its jobs

    yield from stand_ins.opened(settings)


@pytest.mark.parametrize("viewport", [None, DESK], ids=["telephone", "desk"])
def test_both_sides_of_the_ledger(
    visit: Visit, committed_world: World, portal: PortalStandIn, settings: LazySettings, viewport: dict[str, int] | None
) -> None:
    settings.NATIONAL_PORTAL_PAGE = f"{portal.url}/"
    visitor = visit(viewport=viewport)
    visitor.sign_in("kien", then=LEDGER)

    dossier = committed_world.finished("1.013227")
    run_jobs()
    sending.send_due(at=WEDNESDAY)
    last = Message.objects.filter(dossier=dossier).latest("sequence")
    Message.objects.filter(pk=last.pk).update(
        stage=Stage.SET_ASIDE, accepted_at=None, answer="-2: Dữ liệu không hợp lệ: NgayHenTra", refusals=5, attempts=5
    )
    portal.portal.dossiers[str(dossier.code)] |= {"NgayHenTra": "20300101170000", "ChuHoSo": "Trần Văn Bảo"}
    comparing.compare(at=TUESDAY, everything=True)

    visitor.go(LEDGER)
    for shown in ("differing", "waiting", "all"):
        visitor.go(f"{LEDGER}?show={shown}")
    visitor.follow(str(dossier.code))
    visitor.press("So hai bên ngay")
    visitor.press("Thử lại bản tin này")
    visitor.page.goto(f"{portal.url}/")
    visitor.page.goto(f"{portal.url}/?number={dossier.code}")
    assert "Bản thử" in visitor.page.content()
