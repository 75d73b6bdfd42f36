"""A page of questions without the request around it: sessions, rights and the web server taken off."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.test import RequestFactory

from bench import sql
from bench.database import postmaster
from bench.figures import Measured
from bench.load import Meter, again, measure
from motcua.dossiers.models import Dossier
from motcua.sites.portal import form_parts
from motcua.sites.portal.keeping import keep
from motcua.sites.ui.acting import ActingRequest, actor_of
from motcua.sites.ui.filling.draft import Draft

DRAWN, KEPT = "the page drawn, of a draft at hand", "the page read, saved and judged"


def measured(
    dossier: Dossier, section: str, sent: list[tuple[str, str]], *, at: datetime, seconds: float
) -> list[Measured]:
    """In this process. Saving counts the command with its statements; drawing has none."""
    seen = _of(dossier, RequestFactory().get("/"))
    posted = _of(dossier, RequestFactory().post("/", urlencode(sent), "application/x-www-form-urlencoded"))

    def draw() -> None:
        draft = Draft.of(dossier, at=at)
        found = draft.part(section)
        assert found is not None, "the section is asked in every case"
        assert form_parts.page(seen, draft, found).content

    def save() -> None:
        assert keep(posted, Draft.of(dossier, at=at), section).asked

    return [_measured(name, act, seconds=seconds) for name, act in {DRAWN: draw, KEPT: save}.items()]


def _measured(name: str, act: Callable[[], None], *, seconds: float) -> Measured:
    statements = sql.statements(act)
    return measure(name, lambda: again(act, seconds=seconds), meter=Meter(os.getpid(), postmaster()), sql=statements)


def _of(dossier: Dossier, request: object) -> ActingRequest:
    """As the middleware would hand it to the view."""
    acting = cast("ActingRequest", request)
    account = dossier.applicant_account
    assert account is not None, "begun by a citizen"
    acting.user, acting.post, acting.actor = account, None, actor_of(account, None)
    return acting
