"""Drafts that lack nothing but the filing: answers that the form accepts, and two papers on the disk."""

import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import uuid4

import pikepdf

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import papers_for
from motcua.blueprints.forms.answers import problems
from motcua.config.seeding.answers import NAME, invented_answers
from motcua.dossiers.models import Answers, Channel, Dossier, Paper
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar import versions
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.foundation.organisations.models import Agency

#: Registering a birth: the journey that most people know.
PROCEDURE = "1.001193"
PAPER_BYTES = 200_000
PAPERS_EACH = 2


@dataclass(frozen=True, slots=True)
class Case:
    """What everybody files here: one procedure with the same answers; `paper` is the key of what must be attached."""

    definition: Definition
    version: int
    answers: dict[str, Any]
    paper: str


def case(*, at: datetime) -> Case:
    version = catalogue.find(PROCEDURE).version.pk
    definition, calendar = catalogue.definition_of(version), versions.calendar_of(versions.current_id())
    # Any chance will do, as long as the form has nothing to say against what comes of it.
    for number in range(50):
        text = invented_answers(definition.form, at=at, calendar=calendar, channel="online", chance=Random(number))
        answers = json.loads(text.replace(NAME, "Nguyễn Thị Mẫu"))
        found = problems(definition.form, answers, at=at, calendar=calendar, channel="online")
        if not any(problem.blocks for problem in found):
            needed = papers_for(definition, answers=answers, channel="online")
            return Case(definition, version, answers, next(p.key for group in needed for p in group.papers))
    raise SystemExit("No answers could be made up that the form accepts.")


def pdf(size: int = PAPER_BYTES) -> bytes:
    """A real PDF of about that size, unlike any other."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.Root.Scan = document.make_stream(os.urandom(size))
        document.save(out)
    return out.getvalue()


def on_disk(count: int, *, by: Account, at: datetime) -> list[StoredFile]:
    return [storage.store(io.BytesIO(pdf()), name="giay.pdf", by=by, at=at) for _ in range(count)]


def prepare(
    count: int, *, of: Case, accounts: Sequence[Account], files: Sequence[StoredFile], at: datetime
) -> list[Dossier]:
    """So many drafts, taken in turn by these people, each with two of the files."""
    agency = Agency.objects.select_related("one_stop_unit").get(code="H99.1")
    dossiers = Dossier.objects.bulk_create(
        [_draft(of, accounts[number % len(accounts)], agency=agency, at=at) for number in range(count)], batch_size=1000
    )
    Answers.objects.bulk_create(
        [Answers(dossier=dossier, data=of.answers, revision=5, saved_at=at) for dossier in dossiers], batch_size=1000
    )
    Paper.objects.bulk_create(
        [
            Paper(
                dossier=dossier,
                item=of.paper,
                file=files[(number + each) % len(files)],
                added_at=at,
                added_by_id=dossier.applicant_account_id,
            )
            for number, dossier in enumerate(dossiers)
            for each in range(PAPERS_EACH)
        ],
        batch_size=2000,
    )
    return dossiers


def _draft(of: Case, account: Account, *, agency: Agency, at: datetime) -> Dossier:
    return Dossier(
        uuid=uuid4(),
        procedure_version_id=of.version,
        channel=Channel.ONLINE,
        applicant_id=account.person_id,
        applicant_account=account,
        holder_id=account.person_id,
        receiving_unit=agency.one_stop_unit or agency,
        deciding_agency=agency,
        started_at=at,
    )
