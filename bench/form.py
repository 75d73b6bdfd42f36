"""A page of forty questions: seen, sent whole, and saved field by field while a person types; then without the web."""

from collections.abc import Callable
from datetime import datetime
from io import StringIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from bench import form_alone, sessions, sql
from bench.database import durability, postmaster
from bench.drafts import PROCEDURE
from bench.figures import Measured, Report, machine
from bench.load import Failed, Meter, Person, Visit, measure, timed, with_threads
from bench.options import Options
from bench.web import THREADS, WORKERS, Browser, Server, server
from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.config.seeding.people import add_people
from motcua.dossiers.models import Answers, Channel, Dossier
from motcua.foundation.accounts.models import Account
from motcua.foundation.organisations.models import Agency

SECTION = "bon_muoi_cau"
SEEN, SENT, FIELD = "page of 40 fields, seen", "the page, sent and saved", "one field, saved by itself"
#: As often as the published definitions have them, on forty fields; every ninth depends on another answer.
MIX = {
    "text": 8,
    "boolean": 5,
    "select": 5,
    "address": 4,
    "date": 5,
    "radio": 3,
    "person_name": 3,
    "personal_id": 2,
    "phone": 1,
    "textarea": 1,
    "integer": 1,
    "email": 1,
    "money": 1,
}
_CHOICES = [{"value": f"c{number}", "label": f"Lựa chọn thứ {number}"} for number in range(12)]
_ADDRESS = {"province": "79", "commune": "26740", "detail": "12 Lê Lợi"}
_ANSWERS: dict[str, Any] = {
    "boolean": True,
    "select": "c3",
    "radio": "c1",
    "date": "2026-11-12",
    "personal_id": "001099012345",
    "phone": "0912345678",
    "integer": 3,
    "email": "mau@example.vn",
    "money": 5000000,
    "address": _ADDRESS,
}


def run(options: Options) -> Report:
    at = timezone.now()
    paths = _lay(options.clients, at=at)
    report = Report("form", {**machine(), **durability(), "web": f"granian, {WORKERS} × {THREADS}", "fields": 40})
    with server() as web:
        meter = Meter(web.pid, postmaster())
        for name, act in {SEEN: _see, SENT: _send, FIELD: _save}.items():
            report.add(_measured(name, act, web, paths, meter=meter, options=options))
    for each in form_alone.measured(_one(), SECTION, _typed(), at=at, seconds=options.seconds):
        report.add(each)
    return report


Act = Callable[[Any, str], None]


def _measured(name: str, act: Act, web: Server, paths: dict[str, str], *, meter: Meter, options: Options) -> Measured:
    people = [_person(web, path, session, act) for path, session in paths.items()]
    path, session = next(iter(paths.items()))
    visitor = _Visitor(sql.visitor(session))
    act(visitor, path)  # What a process reads once is not counted
    statements = sql.statements(lambda: act(visitor, path))
    with_threads(people, seconds=1)
    return measure(name, lambda: with_threads(people, seconds=options.seconds), meter=meter, sql=statements)


def _person(web: Server, path: str, session: str, act: Act) -> Person:
    def begin() -> Visit:
        browser = Browser(web.port, session=session)
        return lambda: timed(lambda: act(browser, path))

    return begin


def _one() -> Dossier:
    """With all that the page reads."""
    return Dossier.objects.select_related("answers", "applicant", "applicant_account__person").latest("pk")


class _Visitor:
    """The test client in the words of our browser, to count statements."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def get(self, path: str) -> Any:
        return _answer(self._client.get(path))

    def post(self, path: str, fields: list[tuple[str, str]]) -> Any:
        return _answer(self._client.post(path, urlencode(fields), "application/x-www-form-urlencoded"))


def _answer(response: Any) -> Any:
    response.status = response.status_code
    return response


def _see(browser: Any, path: str) -> None:
    if (status := browser.get(path).status) != 200:
        raise Failed(f"{path}: {status}")


def _send(browser: Any, path: str) -> None:
    if (status := browser.post(path, _typed()).status) != 302:
        raise Failed(f"{path}: {status}")


def _save(browser: Any, path: str) -> None:
    key = _keys()[0]
    if (status := browser.post(f"{path}/fields", [("asked", key), (key, uuid4().hex)]).status) != 200:
        raise Failed(f"{path}/fields: {status}")


def _lay(people: int, *, at: datetime) -> dict[str, str]:
    """A page for each person, answered already, with their session."""
    for command in ("migrate", "load_places", "load_calendar", "load_catalogue", "load_demo"):
        call_command(command, stdout=StringIO())
    _, numbers = add_people(people, at)
    accounts = list(Account.objects.filter(pk__in=numbers))
    version, agency = _version(at), Agency.objects.select_related("one_stop_unit").get(code="H99.1")
    paths = {}
    for account, session in zip(accounts, sessions.sign_in(accounts), strict=True):
        dossier = Dossier.objects.create(
            procedure_version=version,
            channel=Channel.ONLINE,
            applicant_id=account.person_id,
            applicant_account=account,
            holder_id=account.person_id,
            receiving_unit=agency.one_stop_unit or agency,
            deciding_agency=agency,
            started_at=at,
        )
        data = {key: _ANSWERS.get(kind, "Nguyễn Thị Mẫu") for key, kind in zip(_keys(), _kinds(), strict=True)}
        Answers.objects.create(dossier=dossier, data=data, saved_at=at)
        paths[f"/drafts/{dossier.uuid}/form/{SECTION}"] = session
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return paths


def _version(at: datetime) -> ProcedureVersion:
    """The published procedure with one more section in its form."""
    current = queries.find(PROCEDURE).version
    definition = dict(current.definition)
    form = definition["procedure"]["form"] if "procedure" in definition else definition["form"]
    form["sections"].append({"key": SECTION, "title": "Bốn mươi câu", "fields": _fields()})
    return ProcedureVersion.objects.create(
        procedure=current.procedure,
        number=current.number + 1,
        definition=definition,
        content_hash=uuid4().hex,
        published_at=at,
    )


def _fields() -> list[dict[str, Any]]:
    return [_field(number, key, kind) for number, (key, kind) in enumerate(zip(_keys(), _kinds(), strict=True))]


def _field(number: int, key: str, kind: str) -> dict[str, Any]:
    choices = {"options": _CHOICES} if kind in {"select", "radio"} else {}
    depends = {"visible_when": {"call": "filled", "args": [{"field": _keys()[0]}]}} if number % 9 == 8 else {}
    return {"key": key, "label": f"Câu hỏi số {number + 1}", "type": kind, "required": True, **choices, **depends}


def _kinds() -> list[str]:
    return [kind for kind, count in MIX.items() for _ in range(count)]


def _keys() -> list[str]:
    return [f"cau_{number}" for number in range(len(_kinds()))]


def _typed() -> list[tuple[str, str]]:
    """What the page sends, in full."""
    sent = []
    for key, kind in zip(_keys(), _kinds(), strict=True):
        value = _ANSWERS.get(kind, "Nguyễn Thị Mẫu")
        sent.append(("asked", key))
        if kind == "address":
            sent += [(f"{key}_{part}", each) for part, each in _ADDRESS.items()]
        else:
            sent.append((key, str(value).lower() if isinstance(value, bool) else str(value)))
    return sent
