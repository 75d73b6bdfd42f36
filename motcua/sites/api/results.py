"""What was decided: the document that went out, its file, and whether a document is real."""

from typing import Any

from motcua.dossiers.models import Result, ResultState
from motcua.dossiers.queries import results as issued_results
from motcua.foundation.files.response import download
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.dossiers import dossier_of
from motcua.sites.api.faults import Fault

_OUT = (ResultState.ISSUED, ResultState.RECALLED)


def results(call: Call) -> Said:
    """Empty until something is out."""
    dossier = dossier_of(call)
    out = Result.objects.filter(dossier=dossier, state__in=_OUT).select_related("file").order_by("pk")
    return Said({"outcome": dossier.outcome, "results": [_told(each) for each in out]}, dossier_id=dossier.pk)


def file(call: Call) -> Said:
    """The bytes as they went out."""
    dossier = dossier_of(call)
    out = Result.objects.filter(dossier=dossier, state__in=_OUT, verification_code=call.path["verification_code"])
    result = out.select_related("file").first()
    if result is None:
        raise Fault("not-there")
    return Said(file=download(result.file), dossier_id=dossier.pk)


def verification(call: Call) -> Said:
    """Whether a document is real, and never whose it is."""
    issued = issued_results.issued(call.path["verification_code"])
    if issued is None:
        raise Fault("not-there")
    return Said(
        {
            "number": issued.number,
            "issued_at": issued.issued_at.isoformat(),
            "agency": issued.agency,
            "procedure": issued.procedure,
            "sha256": issued.sha256,
            "recalled_at": issued.recalled_at.isoformat() if issued.recalled_at else None,
            "replaced_by": issued.replaced_by,
        }
    )


def _told(result: Result) -> dict[str, Any]:
    assert result.published_at is not None, "what is out went out at a moment"
    return {
        "kind": result.kind,
        "number": result.number,
        "issued_at": result.published_at.isoformat(),
        "is_recalled": result.state == ResultState.RECALLED,
        "verification_code": result.verification_code,
        "sha256": result.issued_sha256,
        "size": result.file.size,
        "media_type": result.file.media_type,
    }
