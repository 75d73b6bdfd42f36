"""A real Chromium against the real pages, with axe looking at every one of them."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.accounts.demo import PASSWORD
from tests.browser.quiet import Quiet
from tests.world import World

# Playwright runs an event loop in this thread; the tests themselves are plain, one thing after the other.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text(encoding="utf-8")
#: WCAG 2.2 AA as the gate; the text contrast of AAA is our own rule.
AXE_OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
#: A page without its words and numbers: what axe has seen once in a run it would judge the same again.
SKELETON = """() => [innerWidth, document.documentElement.outerHTML
  .replace(/ (value|href|content|action|src|nonce)="[^"]*"/g, "")
  .replace(/>[^<]+</g, ">x<")
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\\d+/g, "0")].join()"""
FADED = "document.getAnimations().filter((a) => a instanceof CSSTransition).forEach((a) => a.finish())"
PHONE = {"width": 360, "height": 740}
SEEN: set[int] = set()
#: What Chromium says of a page that was refused on purpose: a status, not a fault of the page.
EXPECTED_WORDS = re.compile(r"Failed to load resource: the server responded with a status of (404|409|422)")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for all: a second would find the event loop of the first."""
    with sync_playwright() as driver:
        yield driver


def chromium(playwright: Playwright, *more: str) -> Browser:
    return playwright.chromium.launch(
        executable_path=os.environ.get("MOTCUA_BROWSER") or shutil.which("chromium") or "",
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", *more],
    )


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = chromium(playwright)
    yield opened
    opened.close()


@dataclass
class Visitor:
    """One person at one device. `look` is what a careful colleague would check on every page."""

    page: Page
    home: str
    scripts: bool
    faults: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)
        self.look()

    def press(self, name: str) -> None:
        """The button with that name, then a look at where it leads."""
        self.page.get_by_role("button", name=re.compile(name)).first.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=re.compile(name)).first.click()
        self.page.wait_for_load_state()
        self.look()

    def sign_in(self, name: str, *, then: str = "/") -> None:
        self.go(f"/sign-in?next={then}")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.get_by_role("button", name="Đăng nhập").first.click()
        self.page.wait_for_load_state()
        self.look()

    def look(self) -> None:
        """Nothing serious found by axe, no sideways scrolling, nothing complained of on the console."""
        assert self.faults == [], f"{self.page.url}: {self.faults}"
        if not self.scripts:
            return
        # Between two pages there is a moment without any.
        self.page.wait_for_function("document.documentElement !== null")
        wider = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{self.page.url} scrolls sideways by {wider} px"
        skeleton = hash(self.page.evaluate(SKELETON))
        if skeleton in SEEN:
            return
        # A colour that is still fading is none that anybody has to read.
        self.page.evaluate(FADED)
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE)
        found = self.page.evaluate("options => axe.run(document, options).then(r => r.violations)", AXE_OPTIONS)
        told = [f"{v['id']} ({v['impact']}): {v['nodes'][0]['html'][:160]}" for v in found]
        assert told == [], f"{self.page.url}: {json.dumps(told, ensure_ascii=False, indent=1)}"
        SEEN.add(skeleton)


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, committed_world: World) -> Iterator[Visit]:
    """Opens a device: `visit(scripts=False)` for a browser without JavaScript."""
    contexts: list[BrowserContext] = []

    def open_device(*, scripts: bool = True, viewport: dict[str, int] | None = None) -> Visitor:
        context = browser.new_context(
            java_script_enabled=scripts,
            viewport=viewport or PHONE,  # type: ignore[arg-type]  # the two numbers of a ViewportSize
            locale="vi-VN",
            # axe is put in by the test; the pages' own policy is checked by the page tests.
            bypass_csp=True,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        visitor = Visitor(context.new_page(), live_server.url, scripts)
        visitor.page.on("console", lambda message: _note(visitor, message))
        visitor.page.on("pageerror", lambda error: visitor.faults.append(str(error)))
        return visitor

    quiet = Quiet()
    yield open_device
    for context in contexts:
        context.close()
    quiet.wait()
    quiet.end()


def _note(visitor: Visitor, message: ConsoleMessage) -> None:
    if message.type == "error" and not EXPECTED_WORDS.search(message.text):
        visitor.faults.append(message.text)
