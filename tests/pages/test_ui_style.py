"""Every piece and every type of field, drawn. `style/` holds the pages that are looked at."""

import re
from collections import defaultdict
from collections.abc import Callable

import pytest
from django.template.loader import get_template
from django.utils import translation
from lxml import html
from pytest_django import Settings

from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.registry import FIELD_TYPES, type_of
from motcua.sites.ui import jinja, translations
from tests.pages.style import sheet

pytestmark = pytest.mark.django_db
PAGES = ("style_portal.html", "style_desk.html")
Draw = Callable[[str], str]


@pytest.fixture
def draw(settings: Settings) -> Draw:
    """The style pages are no part of the product, so their folder is added for the test alone."""
    ours = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**ours, "DIRS": [*ours["DIRS"], sheet.FOLDER]}]
    return lambda name: get_template(name).render({**jinja.bare_context(), **sheet.context()})


@pytest.fixture
def portal(draw: Draw) -> str:
    return draw("style_portal.html")


def test_the_sheet_shows_every_type_of_field() -> None:
    assert {field.type for field in sheet.FIELDS} == set(FIELD_TYPES)


@pytest.mark.parametrize("field", sheet.FIELDS, ids=lambda field: f"{field.type}-{field.key}")
def test_a_field_posts_the_answer_that_it_was_drawn_with(field: Field, portal: str) -> None:
    posted = _posted(portal)

    read = type_of(field).read(posted, field, field.key)

    assert read == sheet.POSTED.get(field.key, sheet.ANSWERS.get(field.key))


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_inline(page: str, draw: Draw) -> None:
    text = draw(page)

    assert "<script>" not in text
    assert "<style" not in text
    assert not re.search(r'\s(style|on[a-z]+)="', text)


@pytest.mark.parametrize("page", PAGES)
def test_no_two_things_have_one_id(page: str, draw: Draw) -> None:
    ids = _ids(draw(page))

    assert sorted(ids) == sorted(set(ids))


def test_every_description_is_on_the_page(portal: str) -> None:
    lists = re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', portal)

    assert {one for many in lists for one in many.split()} <= set(_ids(portal))


def test_every_error_is_listed_and_leads_to_its_place(portal: str) -> None:
    for name, sentence in sheet.PROBLEMS.items():
        assert f'<a href="#{name}">{sentence}</a>' in portal
        assert name in _ids(portal)
        assert f'id="{name}-error"' in portal


def test_what_was_typed_is_text_and_never_markup(portal: str) -> None:
    assert "&lt;b&gt;không kịp&lt;/b&gt;" in portal
    assert "<b>không kịp" not in portal


def test_every_drawing_is_in_the_sprite(draw: Draw) -> None:
    sprite = (sheet.STATIC / "img/icons.svg").read_text(encoding="utf-8")
    used = {name for page in PAGES for name in re.findall(r'icons\.svg#([\w-]+)"', draw(page))}

    assert used
    assert used <= set(re.findall(r'<symbol id="([^"]+)"', sprite))


def test_the_pieces_speak_english_too(draw: Draw) -> None:
    translations.compile_english()

    with translation.override("en"):
        text = draw("style_portal.html")

    assert "There are 8 things to correct" in text
    assert '<html lang="en"' in text


def _posted(text: str) -> dict[str, list[str]]:
    """What a browser would send for the form of all fields."""
    form = next(form for form in html.document_fromstring(text).forms if form.get("action") == "#save")
    posted: dict[str, list[str]] = defaultdict(list)
    for name, value in form.form_values():
        posted[name].append(value)
    return posted


def _ids(text: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', text)
