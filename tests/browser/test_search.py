"""Finding a procedure in a real browser: suggestions by keys and under an input method, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import NationalEntry
from tests.browser.conftest import Visit
from tests.world import MONDAY, World

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def words_are_read(committed_world: World) -> None:
    """As at the start of a server: the first search of a process reads the words, and takes its time."""
    queries.search("")


def asked_for(page: Page) -> list[str]:
    """The addresses of suggestions that the page has asked for, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "suggestions" in request.url else None)
    return asked


def test_a_suggestion_is_chosen_with_the_keys_alone(visit: Visit) -> None:
    citizen = visit()
    citizen.go("/")
    citizen.page.locator("#q").press_sequentially("lay vo")
    option = citizen.page.get_by_role("option", name="Đăng ký kết hôn", exact=True)
    expect(option).to_be_visible()
    citizen.look()

    citizen.page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    citizen.page.keyboard.press("Enter")
    citizen.page.wait_for_url("**/procedures?q=*")

    expect(citizen.page.locator(".mc-results h2 a").first).to_have_text("Đăng ký kết hôn")
    citizen.look()


def test_escape_closes_the_suggestions_and_keeps_what_was_typed(visit: Visit) -> None:
    citizen = visit()
    citizen.go("/procedures")
    citizen.page.locator("#q").press_sequentially("khai")
    expect(citizen.page.get_by_role("listbox")).to_be_visible()

    citizen.page.keyboard.press("Escape")

    expect(citizen.page.get_by_role("listbox")).to_be_hidden()
    expect(citizen.page.locator("#q")).to_have_value("khai")


def test_nothing_is_asked_while_an_input_method_composes(visit: Visit) -> None:
    citizen = visit()
    citizen.page.clock.install()
    citizen.page.goto(f"{citizen.home}/")
    asked = asked_for(citizen.page)
    put = """(box, [text, composing]) => { box.focus(); box.value = text;
        box.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: composing })); }"""

    citizen.page.locator("#q").evaluate(put, ["kê", True])
    citizen.page.clock.run_for(1000)
    assert asked == []
    with citizen.page.expect_request("**/suggestions?*"):
        citizen.page.locator("#q").evaluate(put, ["kết", False])
        citizen.page.clock.run_for(1000)

    assert len(asked) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_sure_unsure_and_empty_results_can_all_be_read(
    visit: Visit,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    NationalEntry.objects.create(
        code="1.999001",
        name="Cấp hộ chiếu phổ thông",
        levels=["Cấp tỉnh"],
        content={},
        content_hash="",
        imported_at=MONDAY,
    )
    citizen = visit(scripts=scripts, viewport={"width": 320, "height": 700})
    for query, says in (
        ("khai sinh", "thủ tục hợp với"),
        ("giấy phép", "Có thể ông/bà tìm:"),
        ("làm hộ chiếu", "Thủ tục khác trong danh mục quốc gia"),
        ("zzxxyy", "Không thấy thủ tục nào"),
    ):
        citizen.go(f"/procedures?q={query}")
        expect(citizen.page.locator("main")).to_contain_text(says)
    citizen.go("/procedures?agency=commune_police")
    citizen.follow("^Đăng ký thường trú$")
    expect(citizen.page.get_by_role("heading", level=1)).to_have_text("Đăng ký thường trú")
