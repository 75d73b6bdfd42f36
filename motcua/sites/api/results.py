"""What was decided: the document that went out, its file, and whether a document is real."""

from motcua.dossiers.models import Result
from motcua.dossiers.queries import results as issued_results
from motcua.foundation.files.response import download
from motcua.sites.api import result_words
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.dossiers import dossier_of
from motcua.sites.api.faults import Fault


def results(call: Call) -> Said:
    """Empty until something is out."""
    dossier = dossier_of(call)
    return Said({"outcome": dossier.outcome, "results": result_words.told(dossier)}, dossier_id=dossier.pk)


def file(call: Call) -> Said:
    """The bytes as they went out."""
    dossier = dossier_of(call)
    out = Result.objects.filter(
        dossier=dossier, state__in=result_words.OUT, verification_code=call.path["verification_code"]
    )
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
