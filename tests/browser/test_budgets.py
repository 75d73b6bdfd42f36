"""What a telephone fetches from the first page to the papers, counted from what really goes over the line."""

import gzip
import re
from dataclasses import dataclass, field

import brotli
import pytest
from playwright.sync_api import Page, Route

from motcua.dossiers.models import Dossier
from motcua.sites.ui.packing import PACKED
from tests.browser.conftest import Visit, Visitor
from tests.browser.test_papers import a_photograph, choose
from tests.world import World

pytestmark = pytest.mark.browser

KB = 1000
FIRST_VISIT, CLOTHES, SCRIPT = 75 * KB, 8 * KB, 4 * KB
CODE = "1.001193"
#: Seven pages with everything on them; the photographs are the person's own.
WHOLE_WAY = 110 * KB
CASE = f"/procedures/{CODE}/case"
BEFORE_THE_FORM = ["/", "/procedures?q=khai+sinh", f"/procedures/{CODE}", "/sign-in", CASE]
#: Where somebody comes in by a link of a newspaper, or to ask how a dossier stands.
BESIDE = ["/figures", "/figures/procedures", "/figures/data", "/tracking", "/verify", f"/procedures/{CODE}/guide"]
OF_SCRIPT = r"\.m?js($|\?)"
#: The camera, the reader of QR codes, cropping, and the protocol for big files.
HEAVY = re.compile(r"zxing|\.wasm|/card\.|papers-photos|papers-sending|tus-js")


@dataclass
class Line:
    """What came over it, each address once: a browser that keeps nothing from before, and everything from now on."""

    came: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, page: Page) -> "Line":
        line = cls()
        page.route("**/*", line._bring)
        return line

    def _bring(self, route: Route) -> None:
        answer = route.fetch(max_redirects=0)
        self.came.setdefault(route.request.url, sent(answer.headers.get("content-type", ""), answer.body()))
        route.fulfill(response=answer)

    def total(self, part: str = "") -> int:
        return sum(size for url, size in self.came.items() if re.search(part, url))

    def heavy(self) -> list[str]:
        return [url for url in self.came if HEAVY.search(url)]


def sent(kind: str, content: bytes) -> int:
    """As an installation gives it out: pages in gzip, collected files in brotli, fonts as they are."""
    if kind.startswith("font/"):
        return len(content)
    return len(gzip.compress(content, 6) if kind.startswith(PACKED) else brotli.compress(content))


def opened(visitor: Visitor, path: str) -> None:
    visitor.page.goto(visitor.home + path, wait_until="networkidle")


@pytest.mark.parametrize("path", BEFORE_THE_FORM + BESIDE)
def test_whatever_page_comes_first_it_is_light(visit: Visit, path: str) -> None:
    stranger = visit()
    line = Line.of(stranger.page)

    opened(stranger, path)

    assert line.total(r"\.woff2") > 10 * KB, "the fonts are counted too"
    print(f"\n{path}: {line.total():,} bytes, {line.total(OF_SCRIPT):,} of them script")  # noqa: T201
    assert line.total() <= FIRST_VISIT, line.came
    assert 0 < line.total(r"\.css") <= CLOTHES, line.came
    assert 0 < line.total(OF_SCRIPT) <= SCRIPT, line.came


def test_from_the_first_page_to_the_papers_nothing_heavy_comes_before_its_tap(
    visit: Visit, committed_world: World
) -> None:
    draft = committed_world.draft(CODE)
    lan = visit()
    line = Line.of(lan.page)
    for path in BEFORE_THE_FORM:
        opened(lan, path)
    lan.sign_in("lan")
    for path in (f"/drafts/{draft.uuid}/form/me", f"/drafts/{draft.uuid}/papers"):
        opened(lan, path)
    print(f"\n{len(line.came)} requests, {line.total():,} bytes, {line.total(OF_SCRIPT):,} of them script")  # noqa: T201

    assert line.heavy() == []
    assert line.total() <= WHOLE_WAY, line.came


def test_the_check_above_can_fail(visit: Visit, committed_world: World) -> None:
    """The taps themselves fetch what the other test is glad not to see."""
    draft: Dossier = committed_world.draft(CODE)
    draft.papers.all().delete()
    lan = visit()
    lan.sign_in("lan")
    line = Line.of(lan.page)
    opened(lan, f"/drafts/{draft.uuid}/papers")

    choose(lan, "Chọn ảnh, tệp có sẵn", ("anh.jpg", "image/jpeg", a_photograph()))
    lan.page.get_by_role("button", name="Tải ảnh này lên").wait_for()

    assert line.heavy()
