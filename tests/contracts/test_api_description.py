"""The description of our own door is true: others' tools read it, and what is asked by it is answered as it says."""

import contextlib
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import JsonResponse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis import checks as schemathesis_checks
from schemathesis.checks import load_all_checks
from schemathesis.core.failures import Failure, FailureGroup

from motcua.dossiers.models import Dossier
from motcua.effects.systems.models import Scope
from motcua.sites.api import describing, door, problems
from motcua.sites.api.operations import OPERATIONS
from tests.systems import Caller, caller, system
from tests.world import World

ROOT = Path(__file__).parents[2]
#: More in an hour that nobody waits for: API_EXAMPLES=500.
EXAMPLES = int(os.environ.get("API_EXAMPLES", "4"))


def test_the_description_that_is_kept_is_that_of_the_code() -> None:
    printed = io.StringIO()
    call_command("openapi", stdout=printed)

    assert (ROOT / "docs/running/openapi.json").read_text(encoding="utf-8").strip() == printed.getvalue().strip()


def test_every_schema_is_one_and_every_reference_leads_somewhere() -> None:
    for name in describing.schemas():
        jsonschema_rs.Draft202012Validator(describing.schema_of(name))


def test_every_status_that_a_rule_can_answer_is_described() -> None:
    described = {status for operation in OPERATIONS for status in describing.refused_with(operation)}

    assert set(problems.STATUS.values()) <= described


@pytest.fixture
def schema(db: None) -> Iterator[Any]:
    """The program as a server runs it. Only the test's own connection, with its transaction, stays open."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    for signal in signals:
        signal.connect(close_old_connections)


@dataclass
class Known:
    """Real things, so that not everything is asked of nothing."""

    program: Caller
    parts: dict[str, Any]


@pytest.fixture
def known(world: World) -> Known:
    program = caller(of=system(agency=world.minh_tan))
    draft = program.draft()
    paper = program.get(f"/drafts/{draft['id']}").json()["papers"][0]["id"]
    finished = world.finished()
    subscription = program.post(
        "/subscriptions", {"url": "https://example.vn/x", "events": ["dossier.accepted"]}
    ).json()
    parts = {
        "code": finished.code,
        "draft": draft["id"],
        "paper": paper,
        "verification_code": finished.results.get().verification_code,
        "subscription": subscription["id"],
        "name": "no-key",
    }
    return Known(program, parts)


#: What its answers are held against. What rules refuse although it is well formed is no fault of a description.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "allow_header_conformance",
    "ignored_auth",
)


def asked(schema: Any, name: str, mode: GenerationMode, *, headers: dict[str, str], parts: dict[str, Any]) -> list[int]:
    """Ask what the description allows, or forbids, and hold each answer against it; gives the statuses."""
    load_all_checks()
    checks: Any = schemathesis_checks.CHECKS.get_by_names(CHECKS)
    statuses: list[int] = []

    @given(case=schema.find_operation_by_id(name).as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case[Any]) -> None:
        for part in set(parts) & set(case.path_parameters):
            case.path_parameters[part] = parts[part]
        response = case.call(headers=headers, buffered=True)
        statuses.append(response.status_code)
        case.validate_response(response, checks=checks, headers=headers)

    with contextlib.suppress(Unsatisfiable):
        # Where nothing is asked for, nothing can be wrong.
        ask()
    return statuses


def with_key(program: Caller) -> dict[str, str]:
    return {**PLAIN, "Authorization": f"Bearer {program.secret}"}


#: The tool does not unpack what it gets without a network.
PLAIN = {"Accept-Encoding": "identity"}
NAMES = [operation.name for operation in OPERATIONS]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.mark.parametrize("mode", MODES, ids=["allowed", "forbidden"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_breaks_and_every_answer_is_described(
    known: Known, schema: Any, name: str, mode: GenerationMode
) -> None:
    headers = with_key(known.program)

    of_anything = asked(schema, name, mode, headers=headers, parts={})
    # What is wrong may be the address itself: then it stays so.
    of_real_things = asked(schema, name, MODES[0], headers=headers, parts=known.parts)

    assert of_anything or mode is GenerationMode.NEGATIVE
    assert of_real_things


@pytest.mark.parametrize("name", [operation.name for operation in OPERATIONS if not operation.is_open])
def test_without_a_key_and_without_the_scope_every_answer_is_described_too(
    known: Known, schema: Any, name: str
) -> None:
    before = list(Dossier.objects.order_by("pk").values_list("pk", "state", "event_count"))
    scope = next(operation.scope for operation in OPERATIONS if operation.name == name)
    shut = caller(*(each for each in Scope if each is not scope), of=system("Khóa hẹp"))
    other = caller(of=system("Hệ thống khác"))

    strangers = asked(schema, name, MODES[0], headers=PLAIN, parts=known.parts)
    narrow = asked(schema, name, MODES[0], headers=with_key(shut), parts=known.parts)
    asked(schema, name, MODES[0], headers=with_key(other), parts=known.parts)

    assert set(strangers) == {401}
    assert scope is None or set(narrow) == {403}
    assert list(Dossier.objects.order_by("pk").values_list("pk", "state", "event_count"))[: len(before)] == before


@pytest.mark.parametrize("fault", ["breaks", "undocumented", "other shape"])
def test_the_checks_above_can_fail(known: Known, schema: Any, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """A door that breaks, answers with another status or another shape is found out."""

    def wrong(*_: object) -> JsonResponse:
        return {
            "breaks": JsonResponse({}, status=500),
            "undocumented": JsonResponse({}, status=418),
            "other shape": JsonResponse({"procedures": "all"}),
        }[fault]

    monkeypatch.setattr(door, "_let_in", wrong)
    with pytest.raises((FailureGroup, Failure)):
        asked(schema, "list-procedures", MODES[0], headers=PLAIN, parts={})
