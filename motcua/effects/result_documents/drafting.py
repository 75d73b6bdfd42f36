"""A draft of the document of a result: set from what was filed, with places for signature, seal, number and day."""

from datetime import datetime
from io import BytesIO

import pikepdf
from django.db import transaction

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import results
from motcua.dossiers.models import Dossier, Result
from motcua.dossiers.models.result import new_verification_code
from motcua.dossiers.rules.actor import Actor
from motcua.effects.result_documents.facts import facts_of
from motcua.effects.result_documents.layout_versions import Layout, layout_for
from motcua.effects.result_documents.signers import Signer, signers
from motcua.foundation.accounts.models import Account
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.files import assembling, storage
from motcua.foundation.refusals import Refusal
from motcua.foundation.signing.documents import with_fields
from motcua.foundation.signing.plain import require_plain
from motcua.foundation.typesetting.press import typeset

_PDF = b"%PDF"


class NoLayout(Refusal):
    """This result has no drawing: the officer writes it elsewhere and uploads it."""


class SignerUnknown(Refusal):
    """Only who may decide at the agency today can be named as the signer."""


class ScanMissing(Refusal):
    """A certified copy is the scan of an original: without it there is nothing to certify."""


def layout_of(dossier: Dossier, kind: str, *, at: datetime) -> Layout:
    """Raises NoLayout."""
    code = definition_of(dossier.procedure_version_id).code
    found = layout_for(code, kind, on=legal_day(at))
    if found is None:
        raise NoLayout
    return found


def signers_of(dossier: Dossier, *, at: datetime) -> tuple[Signer, ...]:
    return signers(dossier.deciding_agency, on=legal_day(at))


@transaction.atomic
def draft(  # noqa: PLR0913 - one document, each of its facts by name
    dossier: Dossier,
    *,
    kind: str,
    signer_id: int,
    actor: Actor,
    by: Account,
    at: datetime,
    note: str = "",
    scan: storage.Readable | None = None,
) -> Result:
    """A new version of the result. Raises NoLayout, SignerUnknown, ScanMissing, and what `file_result` refuses."""
    results.require_maker(dossier, actor=actor)
    layout = layout_of(dossier, kind, at=at)
    signer = next((each for each in signers_of(dossier, at=at) if each.account_id == signer_id), None)
    if signer is None:
        raise SignerUnknown
    code = new_verification_code()
    content = _document(dossier, layout, signer=signer, code=code, note=note, scan=_read(scan), at=at)
    name = f"{_name(dossier, kind)} {dossier.code}.pdf"
    return results.file_result(
        dossier,
        kind=kind,
        file=storage.store(BytesIO(content), name=name, by=by, at=at),
        actor=actor,
        at=at,
        layout=layout.name,
        names_signer_id=signer.account_id,
        verification_code=code,
    )


def _document(  # noqa: PLR0913 - the pieces of one document
    dossier: Dossier, layout: Layout, *, signer: Signer, code: str, note: str, scan: bytes, at: datetime
) -> bytes:
    if layout.is_certification and not scan:
        raise ScanMissing
    pages = _pages(scan) if scan else 0
    facts = facts_of(dossier, layout, signer=signer, code=code, note=note, pages=pages)
    set_page = typeset(layout.path, facts=facts, at=at)
    return with_fields(_behind(scan, set_page) if layout.is_certification else set_page)


def _behind(scan: bytes, statement: bytes) -> bytes:
    """The statement is the last page, so that the signature stands under it."""
    out = BytesIO()
    with pikepdf.open(BytesIO(scan)) as whole, pikepdf.open(BytesIO(statement)) as page:
        whole.pages.extend(page.pages)
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def _pages(scan: bytes) -> int:
    with pikepdf.open(BytesIO(scan)) as document:
        return len(document.pages)


def _read(scan: storage.Readable | None) -> bytes:
    """As a document; a picture becomes one. Raises FileTooLarge and what `assembling` refuses."""
    if scan is None:
        return b""
    content = scan.read(storage.most_bytes() + 1)
    if len(content) > storage.most_bytes():
        raise storage.FileTooLarge(most=storage.most_bytes())
    if content.startswith(_PDF):
        require_plain(content)
        return content
    with assembling.assembled([BytesIO(content)]) as whole:
        return whole.read_bytes()


def _name(dossier: Dossier, kind: str) -> str:
    documents = definition_of(dossier.procedure_version_id).results
    return next((each.name for each in documents if each.key == kind), kind)[:80]
