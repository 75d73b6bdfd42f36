"""The look at every page can fail, also at a page that was in order a moment ago."""

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("done", "told"),
    [
        ("document.querySelector('main').append(document.createElement('button'))", "button-name"),
        ("document.querySelector('main').append(new Image())", "image-alt"),
        ("document.querySelector('main').style.width = '2000px'", "scrolls sideways"),
        ("console.error('broken')", "broken"),
    ],
    ids=["a button without a name", "a picture without words", "too wide", "a complaint"],
)
def test_what_is_wrong_with_a_page_is_seen(visit: Visit, done: str, told: str) -> None:
    visitor = visit()
    visitor.go("/")
    visitor.look()

    visitor.page.evaluate(done)

    with pytest.raises(AssertionError, match=told):
        visitor.look()
