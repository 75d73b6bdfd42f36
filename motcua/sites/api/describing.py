"""Our own door as OpenAPI 3.1, from the table of operations and the schemas: what is described is what is checked."""

import re
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import yaml

from motcua.effects.systems.telling import TOLD
from motcua.sites.api.operations import OPERATIONS, Operation
from motcua.sites.api.problems import MEDIA_TYPE

FILES = ("application/pdf", "image/jpeg", "image/png")
_SCHEMAS = Path(__file__).with_name("schemas.yaml")
_KEY: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "description": "Chosen by you for each thing to be done. The same key with the same request is answered the same "
    "for 24 hours, and nothing is done twice.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_BINARY = {"schema": {"type": "string", "format": "binary"}}
#: Parts of addresses.
_UUID = {"type": "string", "format": "uuid"}
PATH_PARTS: dict[str, dict[str, Any]] = {
    "code": {"type": "string", "minLength": 1, "maxLength": 60},
    "draft": _UUID,
    "paper": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
    "verification_code": {"type": "string", "minLength": 1, "maxLength": 60},
    "subscription": _UUID,
    "delivery": _UUID,
    "name": {"type": "string", "minLength": 1, "maxLength": 60},
}
_HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    405: {"Allow": {"schema": {"type": "string"}}},
    429: {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}},
}


@lru_cache(maxsize=1)
def schemas() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_SCHEMAS.read_text(encoding="utf-8"))
    found["EventKind"] = {"enum": sorted(TOLD)}
    return found


@lru_cache(maxsize=64)
def schema_of(name: str) -> dict[str, Any]:
    """By itself, with what it refers to."""
    return {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas()}}


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    statuses = sorted({status for operation in OPERATIONS for status in refused_with(operation)})
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Một Cửa",
            "version": "1",
            "description": "Public services of a province for other systems. Problems are told as problem+json in "
            "Vietnamese, or in English where Accept-Language asks for it.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "webhooks": {"dossier": {"post": _webhook()}},
        "components": {
            "schemas": schemas(),
            "responses": {f"Problem{status}": _problem(status) for status in statuses},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key that the administrator gave you."}
            },
        },
    }


def refused_with(operation: Operation) -> tuple[int, ...]:
    """Every status but that of success that this operation can answer."""
    found = {400, *operation.refuses}
    if not operation.is_open:
        found |= {401, 429}
    if operation.scope is not None:
        found.add(403)
    if "{" in operation.path:
        found.add(404)
    if operation.query or operation.takes or operation.takes_file or "{" in operation.path:
        found.add(422)
    if operation.takes or operation.takes_file:
        found |= {413, 415}
    if operation.method == "POST":
        found |= {409, 422}
    return tuple(sorted(found))


def path_parts(operation: Operation) -> list[str]:
    return re.findall(r"{(\w+)}", operation.path)


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "description": _described(operation),
        "parameters": [
            *({"name": p, "in": "path", "required": True, "schema": PATH_PARTS[p]} for p in path_parts(operation)),
            *({"name": name, "in": "query", **parameter} for name, parameter in operation.query.items()),
            *([_KEY] if operation.method == "POST" else []),
        ],
        "responses": {
            str(operation.status): _success(operation),
            **{str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in refused_with(operation)},
        },
        "security": [] if operation.is_open else [{"key": []}],
    }
    if body := _body(operation):
        described["requestBody"] = body
    return described


def _described(operation: Operation) -> str:
    told = (operation.act.__doc__ or "").strip()
    opens = f"Needs a key with the scope `{operation.scope.value}`." if operation.scope else ""
    return " ".join(filter(None, (told, opens)))


def _body(operation: Operation) -> dict[str, Any] | None:
    if operation.takes_file:
        return {"required": True, "content": dict.fromkeys(FILES, _BINARY)}
    if operation.takes:
        return {"required": True, "content": {"application/json": {"schema": _reference(operation.takes)}}}
    return None


def _success(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {"description": HTTPStatus(operation.status).phrase}
    if operation.gives_file:
        described["content"] = dict.fromkeys(FILES, _BINARY)
    if operation.gives:
        described["content"] = {"application/json": {"schema": _reference(operation.gives)}}
    return described


def _problem(status: int) -> dict[str, Any]:
    told = {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": _reference("Problem")}}}
    return {**told, **({"headers": _HEADERS[status]} if status in _HEADERS else {})}


def _webhook() -> dict[str, Any]:
    return {
        "operationId": "told",
        "summary": "What you are told of",
        "description": "Signed as Standard Webhooks say, with the headers webhook-id, webhook-timestamp and "
        "webhook-signature. Any 2xx within ten seconds means that you have it; otherwise it is tried for 72 hours.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": _reference("Event")}}},
        "responses": {"2XX": {"description": "Taken."}},
    }


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
