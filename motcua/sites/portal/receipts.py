"""The receipt: the code, the appointment, and the files as they lie on the disk and not as we remember them."""

from dataclasses import dataclass
from urllib.parse import urlencode

import segno
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, Filing
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.slips.models import Slip
from motcua.foundation import legal_time
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.sites.portal import finding, surveys, words
from motcua.sites.portal.asked import words_of
from motcua.sites.portal.headlines import headline
from motcua.sites.portal.paying.standing import open_duties
from motcua.sites.portal.prospects import prospect
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.archive_offers import reused_note


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """`proof` is empty when the bytes cannot be read back."""

    item: str
    name: str
    file_id: str
    proof: storage.ReadBack | None
    filed_size: int


@require_safe
def receipt(request: ActingRequest, code: str) -> HttpResponse:
    dossier = finding.dossier_of(request, code)
    if dossier.parent is not None:
        return redirect("portal:receipt", code=dossier.parent.code)
    definition = definition_of(dossier.procedure_version_id)
    filing = dossier.filings.latest("number")
    assert dossier.submitted_at is not None, "what is filed was filed at some moment"
    expected = prospect(definition, filing.answers, channel=dossier.channel, at=filing.filed_at)
    context = {
        "dossier": dossier,
        "filing": filing,
        "d": definition,
        "is_waiting": dossier.state == State.SUBMITTED,
        "owed": open_duties(dossier),
        "headline": headline(dossier, at=legal_time.now()),
        "expected": expected,
        "papers": filed_papers(filing, definition),
        "secret": spaced(dossier.tracking_secret),
        "qr": qr_of(tracking_address(request, dossier)),
        "survey": surveys.offered(request, dossier),
        "slip_word": words.slip,
        "slips": list(Slip.objects.for_citizens().filter(dossier=dossier).order_by("pk")),
    }
    return render(request, "portal/receipt.html", context)


def filed_papers(filing: Filing, definition: Definition) -> list[FiledPaper]:
    """Each file of the filing, read back from the disk now."""
    stored = StoredFile.objects.in_bulk([paper["file"] for paper in filing.papers])
    files = {str(pk): file for pk, file in stored.items()}
    return [
        FiledPaper(
            item=" · ".join(filter(None, (words_of([paper["item"]], definition)[0], reused_note(paper)))),
            name=paper["name"],
            file_id=paper["file"],
            proof=_proof(files.get(paper["file"])),
            filed_size=paper["size"],
        )
        for paper in filing.papers
    ]


def spaced(secret: str) -> str:
    """In two halves, as people read and type it."""
    half = len(secret) // 2
    return f"{secret[:half]} {secret[half:]}"


def tracking_address(request: ActingRequest, dossier: Dossier) -> str:
    """The code alone: the secret never stands in an address."""
    return request.build_absolute_uri(f"{reverse('portal:tracking')}?{urlencode({'code': dossier.code})}")


def qr_of(text: str) -> Markup:
    drawing = segno.make(text, error="m").svg_inline(scale=3, border=2, light="#fff", dark="#000", omitsize=True)
    return Markup(drawing)  # noqa: S704 - made by the library from a code of ours


def _proof(file: StoredFile | None) -> storage.ReadBack | None:
    if file is None:
        return None
    try:
        return storage.read_back(file)
    except (storage.FileGone, storage.FileChanged):
        return None
