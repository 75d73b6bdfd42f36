"""Fill a form as a person does: read the page, and answer what it asks."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from motcua.foundation.places.models import Commune


def fill(page: Page, answers: Mapping[str, Any]) -> None:
    """Answer every question on this page that `answers` knows, by the names of its inputs."""
    for key, value in answers.items():
        _answer(page, key, value)


def _answer(page: Page, name: str, value: Any) -> None:
    if isinstance(value, list):
        for number, row in enumerate(value):
            for column, cell in row.items():
                _answer(page, f"{name}-{number}-{column}", cell)
    elif isinstance(value, dict):
        _address(page, name, value)
    elif page.locator(f"[name='{name}_year']").count():
        for part, typed in zip(("year", "month", "day"), str(value).split("-"), strict=True):
            page.fill(f"[name='{name}_{part}']", typed)
    else:
        _simple(page.locator(f"[name='{name}']:not([type=hidden])"), value)


def _simple(field: Locator, value: Any) -> None:
    if not field.count():
        return
    kind = field.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
    wanted = {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    if kind == "select":
        field.first.select_option(wanted)
    elif kind == "radio":
        field.and_(field.page.locator(f"[value='{wanted}']")).check()
    elif kind == "checkbox":
        field.first.set_checked(bool(value))
    else:
        field.first.fill(wanted)


def _address(page: Page, name: str, value: Mapping[str, str]) -> None:
    if not page.locator(f"[name='{name}_province']").count():
        return
    page.select_option(f"[name='{name}_province']", value["province"])
    page.fill(f"[name='{name}_commune']", Commune.objects.get(code=value["commune"]).name)
    page.fill(f"[name='{name}_detail']", value.get("detail", ""))
