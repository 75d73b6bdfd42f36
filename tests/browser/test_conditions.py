"""The browser's evaluator against the table that the server's is tested with: the same file, every line of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

CASES = json.loads((Path(__file__).parents[1] / "rules/expression_cases.json").read_text(encoding="utf-8"))
#: Answers travel as JSON, as they do on the page.
RUN = """async ([module, cases]) => {
  const { evaluate } = await import(module);
  return JSON.parse(cases).map(({ tree, answers, context }) => JSON.stringify(evaluate(tree, answers, context)));
}"""


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in")
    yield page
    context.close()


def found_by(page: Page, cases: list[dict[str, Any]]) -> list[Any]:
    module = page.evaluate("""() => document.querySelector('script[src*="base"]').src""").replace("base", "conditions")
    return [json.loads(each) for each in page.evaluate(RUN, [module, json.dumps(cases)])]


def differing(page: Page, cases: list[dict[str, Any]]) -> list[str]:
    pairs = zip(cases, found_by(page, cases), strict=True)
    return [f"{case['name']}: {found!r}" for case, found in pairs if not _is(found, case["result"])]


def _is(found: Any, expected: Any) -> bool:
    return found == expected and isinstance(found, bool) is isinstance(expected, bool)


@pytest.mark.django_db(transaction=True)
def test_the_browser_gives_what_the_server_gives_for_every_case(page: Page) -> None:
    found = differing(page, CASES)

    print(f"\n{len(CASES)} cases: {len(CASES) - len(found)} the same in browser and server")  # noqa: T201
    assert found == []


@pytest.mark.django_db(transaction=True)
def test_the_check_above_can_fail(page: Page) -> None:
    """One case is turned round: it, and it alone, is told."""
    turned = [{**case, "result": "other"} if case["name"] == "add" else case for case in CASES]

    assert differing(page, turned) == ["add: 6"]
