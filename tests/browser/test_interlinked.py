"""Two interlinked procedures run for real: filed once by a citizen, done by four agencies, gathered, signed, delivered.

By pages only, each officer in her own browser and post. What the commune has worked on goes to the police and to
social insurance at once; neither waits for the other, and what comes back lies with the whole.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import State
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_journeys import DO, attach, fill_in, paper, result, sign_in_as_holder
from tests.world import run_jobs

__all__ = ["paper", "result"]

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}
BIRTH, DEATH = "3.000722", "2.002913"
#: Who does what in the parent before its members open, then the members, each with its agency.
MEMBERS = {BIRTH: {"1.004222": "G01.99.1", "1.001939": "G24.99"}, DEATH: {"1.003197": "G01.99.1", "2.000821": "G24.99"}}
NUMBER_OF_THE_CHILD = "099226000123"


@pytest.mark.parametrize("code", [BIRTH, DEATH])
def test_filed_once_and_done_by_four_agencies(visit: Visit, paper: Path, result: Path, code: str) -> None:
    citizen = visit()
    parent = filed(citizen, code, paper)
    run_jobs()
    officers = Officers(visit)

    received(officers, parent)
    while (item := open_step(parent)) and item.act == "work":
        officers.do(item, result)
    add_what_is_lacking(officers, parent)
    assert {c.procedure_version.procedure.code: c.deciding_agency.code for c in parent.children.all()} == MEMBERS[code]
    each_sees_its_own(officers, parent)

    for child in parent.children.order_by("-pk"):
        while (item := open_step(child)) is not None:
            officers.do(item, result)
    run_jobs()
    partly(citizen, parent)
    while (item := open_step(parent)) is not None:
        officers.do(item, result)

    parent.refresh_from_db()
    assert parent.state == State.RESULT_DELIVERED
    assert {child.state for child in parent.children.all()} == {State.RESULT_DELIVERED}
    one_dossier(citizen, parent)


class Officers:
    """Each post in a browser of its own, opened when it is first needed."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._open: dict[tuple[int, str], Visitor] = {}

    def of(self, item: WorkItem) -> Visitor:
        key = (item.agency_id, item.role)
        if key not in self._open:
            self._open[key] = self._visit(viewport=DESK)
            sign_in_as_holder(self._open[key], item)
        return self._open[key]

    def do(self, item: WorkItem, result: Path) -> None:
        officer = self.of(item)
        acts: dict[str, Callable[..., None]] = DO
        acts[item.act](officer, item.dossier, item, result)
        item.refresh_from_db()
        assert item.status != WorkStatus.OPEN, officer.page.locator("main").inner_text()


def filed(citizen: Visitor, code: str, paper: Path) -> Dossier:
    citizen.sign_in("lan", then=f"/procedures/{code}/case")
    citizen.page.get_by_role("button", name="Bắt đầu nộp").first.click()
    citizen.page.wait_for_load_state()
    if citizen.page.get_by_role("button", name="Bắt đầu").count():
        citizen.press("Bắt đầu")
    fill_in(citizen, code)
    if "/papers" in citizen.page.url:
        attach(citizen, code, paper)
    citizen.press("^Nộp hồ sơ")
    assert citizen.page.url.endswith("/receipt")
    return Dossier.objects.exclude(code=None).latest("submitted_at")


def received(officers: Officers, parent: Dossier) -> None:
    unit = WorkItem(agency=parent.receiving_unit, role="receptionist")
    officer = officers.of(unit)
    officer.go(f"/desk/dossiers/{parent.code}/acceptance")
    officer.press("Tiếp nhận")
    parent.refresh_from_db()
    assert parent.state == State.IN_PROGRESS


def open_step(dossier: Dossier) -> WorkItem | None:
    """What somebody has to do; steps that wait for a member are nobody's."""
    items = WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).exclude(act="open_child")
    return items.select_related("agency", "dossier").order_by("pk").first()


def add_what_is_lacking(officers: Officers, parent: Dossier) -> None:
    """The child got its number with its certificate; the police need it, and nobody could have known it before."""
    for item in parent.work_items.filter(status=WorkStatus.OPEN, act="open_child", child_dossier=None):
        officer = officers.of(item)
        officer.go(f"/desk/dossiers/{parent.code}")
        officer.follow("Bổ sung và mở")
        officer.press("Mở và chuyển hồ sơ")
        expect(officer.page.get_by_role("alert").first).to_contain_text("1 chỗ cần sửa")
        officer.page.fill("[name=so_dinh_danh]", NUMBER_OF_THE_CHILD)
        officer.press("Mở và chuyển hồ sơ")
        expect(officer.page.locator("main")).to_contain_text("Công an phường Minh Tân")


def each_sees_its_own(officers: Officers, parent: Dossier) -> None:
    children = list(parent.children.select_related("deciding_agency").order_by("pk"))
    for child, other in zip(children, reversed(children), strict=True):
        item = open_step(child)
        assert item is not None
        officer = officers.of(item)
        officer.go(f"/desk/dossiers/{child.code}")
        expect(officer.page.locator("main")).to_contain_text("Là một phần của hồ sơ liên thông")
        for code in (parent.code, other.code):
            assert officer.page.request.get(f"{officer.home}/desk/dossiers/{code}").status == 404


def partly(citizen: Visitor, parent: Dossier) -> None:
    """Every member is back and its result lies with the whole, which is not signed yet."""
    citizen.go(f"/dossiers/{parent.code}")
    expect(citizen.page.get_by_text("Đã có kết quả")).to_have_count(parent.children.count())


def one_dossier(citizen: Visitor, parent: Dossier) -> None:
    citizen.go("/dossiers")
    filed_list = citizen.page.locator("section[aria-labelledby=filed] > ul > li")
    expect(filed_list).to_have_count(1)
    expect(filed_list.locator("li a")).to_have_count(parent.children.count())
    citizen.go(f"/dossiers/{parent.code}")
    child = parent.children.order_by("pk")[:1].get()
    with citizen.page.expect_download() as download:
        citizen.page.locator(f"a[href*='/files/{child.results.get().file_id}']").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    citizen.go(f"/dossiers/{child.code}")
    expect(citizen.page.get_by_text("Mã tra cứu")).to_have_count(0)
