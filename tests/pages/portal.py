"""How a person walks through the portal: pages read as forms, forms sent as a browser would."""

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.forms.definition import Field
from motcua.sites.ui import answers as boxes
from tests import samples, world

Typed = dict[str, Any]


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(world.account(name))
    return client


class Forms(HTMLParser):
    """The forms of a page: where each goes and what it would send untouched."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[tuple[str, Typed]] = []
        self._select: str | None = None
        self._area: str | None = None
        #: What lies in a template is sent only once a script has put it on the page.
        self._in_template = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._in_template += tag == "template"
        if self._in_template:
            return
        if tag == "form":
            self.forms.append((given.get("action") or "", {}))
        name = given.get("name")
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self._add(self._select, given.get("value") or "")
        elif tag == "textarea":
            self._area = name
        elif tag == "input" and name and self._is_sent(given):
            self._add(name, given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self._add(self._area, data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        self._in_template -= tag == "template"
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def _is_sent(self, given: Mapping[str, str | None]) -> bool:
        kind = given.get("type", "text")
        return kind not in {"file", "submit"} and (kind not in {"radio", "checkbox"} or "checked" in given)

    def _add(self, name: str, value: str) -> None:
        if self.forms:
            self.forms[-1][1].setdefault(name, []).append(value)


def page(response: HttpResponseBase) -> str:
    """The text of the page."""
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def downloaded(response: Any) -> bytes:
    """Every byte of a file that was sent."""
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def form_to(response: HttpResponseBase, action: str) -> Typed:
    """What the form to that address would send as it stands."""
    return next(values for where, values in Forms(page(response)).forms if where.split("?")[0] == action)


def typed(fields: Iterable[Field], answers: Mapping[str, Any]) -> Typed:
    """The answers as a person types them into the boxes of the page."""
    values: Typed = {}
    for field in fields:
        if field.key in answers:
            values |= _typed(field, field.key, answers[field.key])
    return values


def start(client: Client, code: str) -> str:
    """Start a draft; gives its address, such as /drafts/<uuid>."""
    response = client.post(f"/procedures/{code}/drafts")
    assert response.status_code == 302, page(response)
    return re.match(r"/drafts/[0-9a-f-]+", response["Location"])[0]  # type: ignore[index]  # a test that fails here says so


def fill(client: Client, code: str, *, draft: str, answers: Mapping[str, Any] | None = None) -> str:
    """Go from page to page, typing, until the papers are reached; gives that address."""
    wanted = samples.ANSWERS[code] if answers is None else answers
    form = catalogue.definition_of(catalogue.find(code).version.pk).form
    where = f"{draft}/form/case_questions"
    for _ in range(30):
        shown = client.get(where)
        assert shown.status_code == 200, (where, page(shown))
        values = form_to(shown, where)
        fields = [form.fields[key.partition("=")[0]] for key in values.get("asked", [])]
        answer = client.post(where, {**values, **typed(fields, wanted)})
        assert answer.status_code == 302, (where, page(answer))
        where = answer["Location"].split("?")[0]
        if "/form/" not in where:
            return where
    raise AssertionError("the pages do not end")


def attach(client: Client, draft: str, item: str, *, name: str = "giay.pdf", content: bytes | None = None) -> Any:
    file = SimpleUploadedFile(name, samples.pdf(item) if content is None else content)
    return client.post(f"{draft}/papers", {"item": item, "file": file})


def filed(client: Client, code: str) -> str:
    """The whole way through the pages; gives the address of the dossier."""
    draft = start(client, code)
    assert fill(client, code, draft=draft) == f"{draft}/papers"
    for item in samples.PAPERS[code]:
        assert attach(client, draft, item).status_code == 302
    return submit(client, draft)


def submit(client: Client, draft: str) -> str:
    check = client.get(f"{draft}/check")
    answer = client.post(f"{draft}/submission", form_to(check, f"{draft}/submission"))
    assert answer.status_code == 302, page(answer)
    assert answer["Location"].endswith("/receipt"), answer["Location"]
    return answer["Location"].removesuffix("/receipt")


def _typed(field: Field, name: str, value: Any) -> Typed:
    match field.type:
        case "table":
            return {
                key: text
                for number, row in enumerate(value)
                for column in field.columns
                if column.key in row
                for key, text in _typed(column, f"{name}-{number}-{column.key}", row[column.key]).items()
            }
        case "date" | "partial_date":
            year, month, day = (*value.split("-"), "", "")[:3]
            return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}
        case "address" | "admin_unit":
            commune = dict(boxes.communes(value["province"]))[value["commune"]]
            return {
                f"{name}_province": value["province"],
                f"{name}_commune": commune,
                f"{name}_detail": value["detail"],
            }
        case "boolean" | "declaration":
            return {name: "true" if value else "false"}
        case _:
            return {name: str(value)}
