"""The whole way of a citizen, page after page, as a browser without JavaScript goes it."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from bench.drafts import PAPERS_EACH, PROCEDURE, Case, pdf
from bench.load import Failed, Visit, timed
from bench.web import Answer, Browser
from motcua.blueprints.forms.answers import QUESTIONS, context_of, fields_for, sections_for, with_computed
from motcua.blueprints.forms.definition import AnsweredBy, Field
from motcua.foundation.calendar.arithmetic import WorkingCalendar

Fields = list[tuple[str, str]]
_KEY = re.compile(rb'name="key" value="([0-9a-f]{32})"')
_DRAFT = re.compile(r"/drafts/([0-9a-f-]{36})")


def pages(of: Case, *, at: datetime, calendar: WorkingCalendar) -> list[tuple[str, Fields]]:
    """Every page of questions in this case, with what is typed there."""
    form, context = of.definition.form, context_of(at=at, calendar=calendar, channel="online")
    known = with_computed(form, of.answers, context)
    asked = [(QUESTIONS, [form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT)])]
    asked += [(part.key, [*fields_for(form, part, known, context)]) for part in sections_for(form, known, context)]
    return [(key, [*_typed(fields, known)]) for key, fields in asked if fields]


def visit(browser: Browser, *, typed: list[tuple[str, Fields]], paper: str) -> Visit:
    return lambda: timed(lambda: _go(browser, typed=typed, paper=paper))


def steps(typed: list[tuple[str, Fields]]) -> int:
    """How many requests one journey is: start, each page seen and saved, papers, check, filing, receipt."""
    return 1 + 2 * len(typed) + 1 + 2 * PAPERS_EACH + 1 + 1 + 1


def _go(browser: Browser, *, typed: list[tuple[str, Fields]], paper: str) -> None:
    started = _moved(browser.post(f"/procedures/{PROCEDURE}/drafts", []), "start")
    found = _DRAFT.search(started.location)
    if found is None:
        raise Failed(f"start: {started.location}")
    draft = f"/drafts/{found[1]}"
    for key, fields in typed:
        _seen(browser.get(f"{draft}/form/{key}"), key)
        _moved(browser.post(f"{draft}/form/{key}", fields), key)
    _seen(browser.get(f"{draft}/papers"), "papers")
    for _ in range(PAPERS_EACH):
        _moved(browser.upload(f"{draft}/papers", {"item": paper}, content=pdf()), "upload")
        _seen(browser.get(f"{draft}/papers"), "papers")
    check = _seen(browser.get(f"{draft}/check"), "check")
    key_shown = _KEY.search(check.body)
    filed = _moved(
        browser.post(f"{draft}/submission", [("key", key_shown[1].decode() if key_shown else uuid4().hex)]), "filing"
    )
    if not filed.location.endswith("/receipt"):
        raise Failed(f"filing: {filed.location}")
    _seen(browser.get(filed.location), "receipt")


def _seen(answer: Answer, what: str) -> Answer:
    if answer.status != 200:
        raise Failed(f"{what}: {answer.status}")
    return answer


def _moved(answer: Answer, what: str) -> Answer:
    if answer.status != 302:
        raise Failed(f"{what}: {answer.status}")
    return answer


def _typed(fields: list[Field], known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield "asked", field.key
        if known.get(field.key) is not None and field.computed is None:
            yield from _inputs(field.key, known[field.key])


def _inputs(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """As a page names its inputs: parts of an address after a line, cells of a table after hyphens."""
    if isinstance(value, dict):
        for part, each in value.items():
            yield from _inputs(f"{name}_{part}", each)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, row in enumerate(value):
            for column, each in row.items():
                yield from _inputs(f"{name}-{number}-{column}", each)
    elif isinstance(value, list):
        yield from ((name, str(each)) for each in value)
    else:
        yield name, str(value).lower() if isinstance(value, bool) else str(value)
