"""The line goes, people still stand there: received, printed, kept through a killed browser, sent when it is back."""

import re

import pytest
from django.http import HttpResponse
from playwright.sync_api import Page, expect

from motcua.dossiers.models import LeasedNumber, OfflineReception
from motcua.foundation import legal_time
from motcua.sites.desk.offline import sending
from tests.browser.conftest import Visit, Visitor
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db(transaction=True)

APP = "/desk/counter/offline/app"
#: The browser has kept the page and serves it. `wait_for_function` takes the promise of an answer for a yes.
KEPT = """async () => {
    while (!navigator.serviceWorker.controller || !(await caches.match(location.pathname)))
        await new Promise((again) => setTimeout(again, 50));
}"""
WIDE = {"width": 1280, "height": 900}
#: What Chromium says when there is no line: that is what is tried here.
NO_LINE = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch")


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """A working day, whatever day the tests run on: numbers are leased for working days."""
    monkeypatch.setattr(legal_time, "now", lambda: MONDAY)


@pytest.fixture
def counter(visit: Visit, committed_world: World, monday: None) -> Visitor:
    """Minh's machine, prepared while there is a line: three numbers, and the page kept by the browser."""
    minh = visit(viewport=WIDE)
    minh.page.context.clock.set_fixed_time(MONDAY)
    minh.sign_in("minh", then="/desk/counter/offline")
    minh.page.fill("#count", "3")
    minh.press("Lấy trước dãy số")
    minh.go(APP)
    _ready(minh.page)
    minh.page.evaluate(KEPT)
    return minh


def test_received_without_a_line_kept_through_a_killed_browser_and_sent_once(counter: Visitor) -> None:
    context = counter.page.context
    context.set_offline(True)
    counter.page.reload()
    _ready(counter.page)
    expect(counter.page.locator("[data-line]")).to_have_text("Mất mạng")

    code = _receive(counter.page, name="Nguyễn Thị Ngọc Lan", personal_id="001195000011")

    first = LeasedNumber.objects.order_by("number")[:1].get()
    assert code == first.code
    receipt = counter.page.locator("[data-receipt]")
    for said in ("17 giờ, thứ Năm 19/11/2026", f"{first.secret[:4]} {first.secret[4:]}", "Nguyễn Thị Ngọc Lan"):
        expect(receipt).to_contain_text(said)
    _look(counter)
    # Whoever finds the machine reads a number and a minute, and nothing about the person.
    assert "Ngọc Lan" not in _kept(counter.page)
    assert code in _kept(counter.page)

    counter.page.close()
    again = context.new_page()
    again.goto(counter.home + APP)
    _ready(again)
    expect(again.locator("[data-waiting]")).to_have_text("1")
    second = _receive(again, name="Trần Quốc Bình", personal_id="001088000022")
    assert not OfflineReception.objects.exists()

    context.set_offline(False)
    again.evaluate("dispatchEvent(new Event('online'))")
    expect(again.locator("[data-waiting]")).to_have_text("0")

    sent = list(OfflineReception.objects.order_by("number__number").values_list("number__code", "flags"))
    assert sent == [(code, []), (second, [])]
    assert set(OfflineReception.objects.values_list("received_at", flat=True)) == {MONDAY}
    assert _kept(again) == "[]"


def test_an_answer_that_is_lost_on_the_way_makes_no_second_dossier(
    counter: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What a service worker lets pass cannot be stopped from outside; a gateway that answers in our place can.
    answered = sending.kept
    monkeypatch.setattr(sending, "kept", lambda _: HttpResponse("Bad gateway", status=502))
    _receive(counter.page, name="Nguyễn Thị Ngọc Lan", personal_id="001195000011")
    expect(counter.page.locator("[data-line]")).to_have_text("Mất mạng")
    expect(counter.page.locator("[data-waiting]")).to_have_text("1")
    assert OfflineReception.objects.count() == 1, "negative control: the server did take it"

    monkeypatch.setattr(sending, "kept", answered)
    counter.page.evaluate("document.querySelector('[data-send]').click()")

    expect(counter.page.locator("[data-waiting]")).to_have_text("0")
    assert OfflineReception.objects.count() == 1


def test_two_windows_never_give_one_number_twice(counter: Visitor) -> None:
    other = counter.page.context.new_page()
    other.goto(counter.home + APP)
    _ready(other)
    counter.page.context.set_offline(True)

    given = [_receive(page, name="Nguyễn Thị Ngọc Lan", personal_id="001195000011") for page in (counter.page, other)]
    counter.page.locator("[data-next]").click()
    given.append(_receive(counter.page, name="Nguyễn Thị Ngọc Lan", personal_id="001195000011"))
    counter.page.locator("[data-next]").click()

    assert len(set(given)) == 3
    expect(counter.page.locator("[data-free]")).to_have_text("0")
    expect(counter.page.locator("[data-receive]")).to_be_disabled()
    counter.page.context.set_offline(False)


def _ready(page: Page) -> None:
    page.locator("[data-ready='yes']").wait_for(state="attached")


def _receive(page: Page, *, name: str, personal_id: str) -> str:
    page.select_option("#procedure", "1.001612")
    page.fill("#full_name", name)
    page.fill("#personal_id", personal_id)
    page.get_by_role("button", name="Tiếp nhận và lập biên nhận").click()
    code = page.locator("[data-r-code]")
    expect(code).to_be_visible()
    return code.inner_text()


def _look(visitor: Visitor) -> None:
    visitor.faults = [fault for fault in visitor.faults if not NO_LINE.search(fault)]
    visitor.look()


def _kept(page: Page) -> str:
    """Everything that waits on this machine, as it lies there."""
    return str(
        page.evaluate(
            """() => new Promise((resolve, reject) => {
              const asked = indexedDB.open("mot-cua-offline", 1);
              asked.onerror = () => reject(asked.error);
              asked.onsuccess = () => {
                const all = asked.result.transaction("waiting").objectStore("waiting").getAll();
                all.onsuccess = () => resolve(JSON.stringify(all.result));
              };
            })"""
        )
    )
