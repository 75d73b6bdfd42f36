"""The page of the case: what the script reckons while a person chooses is what the server reckons when it is sent."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.blueprints.catalogue.case import Case, as_data, case, questions_asked
from tests.browser.conftest import Visit
from tests.rules.shipped import definitions
from tests.rules.test_case import HERE, ON, answers_to

CHANNELS = ("online", "counter", "post")
RUN = """async ([module, data, cases]) => {
  const { reckon } = await import(module);
  return JSON.stringify(cases.map(([given, channel]) => reckon(data, given, channel)));
}"""
CASE = "/procedures/1.001193/case"


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/sign-in")
    yield page
    context.close()


def by_server(found: Case, asked: list[str]) -> dict[str, Any]:
    return {
        "asked": asked,
        "papers": {key: str(standing) for key, standing in found.papers.items()},
        "limits": [*found.limits],
        "open_limits": [*found.open_limits],
        "fees": {
            key: {"rate": fee.rate, "amount": fee.amount, "exempt": fee.exemption, "open": [*fee.open_rates]}
            for key, fee in found.fees.items()
        },
        "unset": str(found.unset),
    }


def differing(page: Page, code: str, *, data: dict[str, Any] | None = None) -> list[object]:
    definition = definitions()[code]
    module = page.evaluate("""() => document.querySelector('script[src*="base"]').src""").replace("base", "case")
    cases = [(given, channel) for given in answers_to(definition) for channel in CHANNELS]
    sent = data or as_data(definition, on=ON, locality=HERE)
    found = json.loads(page.evaluate(RUN, [module, sent, cases]))
    expected = [
        by_server(
            case(definition, given, channel=channel, on=ON, locality=HERE),
            [each.key for each in questions_asked(definition, given, on=ON, channel=channel)],
        )
        for given, channel in cases
    ]
    assert len(found) == len(cases)
    return [pair for pair in zip(cases, found, expected, strict=True) if pair[1] != pair[2]]


@pytest.mark.django_db(transaction=True)
def test_browser_and_server_reckon_the_same_case(page: Page) -> None:
    """Every procedure, answers of every kind, three ways of filing."""
    assert {code: found[:1] for code in definitions() if (found := differing(page, code))} == {}


@pytest.mark.django_db(transaction=True)
def test_the_check_above_can_fail(page: Page) -> None:
    """A paper whose condition was lost on the way is told."""
    data = as_data(definitions()["1.001193"], on=ON, locality=HERE)
    for paper in data["papers"]:
        paper["when"] = [None, None]

    assert differing(page, "1.001193", data=data)


def test_the_list_follows_the_answers_at_once(visit: Visit) -> None:
    visitor = visit()
    visitor.go(CASE)
    paper = visitor.page.locator('[data-paper="giay_chung_sinh"]')
    assert paper.get_attribute("data-standing") == "open"
    assert visitor.page.locator("[data-out=count]").inner_text() == "Tùy trường hợp"

    visitor.page.check("input[name=co_giay_chung_sinh][value=true]")
    visitor.page.check("input[name=tre_bo_roi][value=false]")

    expect(paper).to_have_attribute("data-standing", "yes")
    assert not visitor.page.get_by_role("button", name="Xem giấy tờ của tôi").is_visible()
    visitor.page.check("input[name=tre_bo_roi][value=true]")
    expect(paper).to_be_hidden()
    assert "cộng thêm 7 ngày" in visitor.page.locator("[data-out=time]").inner_text()
    visitor.look()


def test_without_a_script_the_button_does_it(visit: Visit) -> None:
    visitor = visit(scripts=False)
    visitor.go(CASE)
    visitor.page.check("input[name=co_giay_chung_sinh][value=true]")
    visitor.page.check("input[name=tre_bo_roi][value=false]")

    visitor.press("Xem giấy tờ của tôi")

    assert visitor.page.locator('[data-paper="giay_chung_sinh"]').get_attribute("data-standing") == "yes"
    assert visitor.page.is_checked("input[name=co_giay_chung_sinh][value=true]")
    visitor.press("Bắt đầu nộp")
    assert "/sign-in" in visitor.page.url
