"""Another system at our door: its key, and how it calls."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client

from motcua.effects.systems import keys
from motcua.effects.systems.keys import Given
from motcua.effects.systems.models import ConnectedSystem, Scope
from motcua.foundation.organisations.models import Agency
from tests import samples
from tests.world import MONDAY, account, moment

#: Keys of tests are as old as the week of the cast, and tests of pages ask today.
LONG_AGO = moment("2020-01-01T08:00")
ROOT = "/api/v1"

LAN = {"full_name": "Nguyễn Thị Ngọc Lan", "personal_id": "001195000011", "birth_date": "1995-03-05"}


def system(name: str = "Cổng doanh nghiệp", *, agency: Agency | None = None) -> ConnectedSystem:
    return keys.register(
        name,
        contact="van-phong@example.vn",
        agency=agency,
        reads_agency=agency is not None,
        by=account("kien").pk,
        at=MONDAY,
    )


def key_of(of: ConnectedSystem, *scopes: Scope, per_minute: int = 100_000) -> Given:
    """A key that opens these, or everything."""
    return keys.give(of, scopes=scopes or tuple(Scope), per_minute=per_minute, by=account("kien").pk, at=LONG_AGO)


@dataclass
class Caller:
    """A program with a key, or without one."""

    secret: str = ""
    language: str = ""

    def get(self, path: str, **query: Any) -> Any:
        return Client().get(ROOT + path, query, headers=self._headers())

    def post(self, path: str, body: Any = None, *, key: str = "", kind: str = "application/json") -> Any:
        content = body if isinstance(body, bytes | str) else json.dumps({} if body is None else body)
        headers = {**self._headers(), "Idempotency-Key": key or uuid4().hex}
        return Client().post(ROOT + path, content, content_type=kind, headers=headers)

    def patch(self, path: str, body: Any) -> Any:
        return Client().patch(ROOT + path, json.dumps(body), content_type="application/json", headers=self._headers())

    def delete(self, path: str) -> Any:
        return Client().delete(ROOT + path, headers=self._headers())

    def draft(self, of: str = "1.013227", **more: Any) -> dict[str, Any]:
        """A complete draft of Lan's, with its papers."""
        body = {"procedure": of, "applicant": LAN, "answers": samples.ANSWERS[of], **more}
        made: dict[str, Any] = self.post("/drafts", body).json()
        for item in samples.PAPERS[of]:
            self.post(
                f"/drafts/{made['id']}/papers?item={item}&name=giay.pdf",
                samples.pdf("giay"),
                kind="application/pdf",
            )
        return made

    def filed(self, of: str = "1.013227") -> dict[str, Any]:
        told: dict[str, Any] = self.post(f"/drafts/{self.draft(of)['id']}/filing").json()
        return told

    def _headers(self) -> dict[str, str]:
        key = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        return {**key, **({"Accept-Language": self.language} if self.language else {})}


def caller(*scopes: Scope, of: ConnectedSystem | None = None, per_minute: int = 100_000) -> Caller:
    return Caller(key_of(of or system(), *scopes, per_minute=per_minute).secret)
