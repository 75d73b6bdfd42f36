"""What went out as other systems read it, also where it is no longer good."""

from typing import Any

from motcua.dossiers.models import Dossier, Replacement, Result, ResultState

#: A version that never went out does not exist for them.
OUT = (ResultState.ISSUED, ResultState.RECALLED)


def told(dossier: Dossier) -> list[dict[str, Any]]:
    """Everything that went out, also what is no longer good."""
    out = Result.objects.filter(dossier=dossier, state__in=OUT).select_related("file", "recall").order_by("pk")
    instead = {
        each.recalled_id: each.by for each in Replacement.objects.filter(by__dossier=dossier).select_related("by")
    }
    return [_told(each, instead=instead.get(each.pk)) for each in out]


def standing(dossier: Dossier) -> str:
    """Whether what went out is still good: empty while nothing is out."""
    out = Result.objects.filter(dossier=dossier, state__in=OUT)
    recalled = out.filter(state=ResultState.RECALLED)
    if recalled.filter(replacement=None).exists():
        return "recalled"
    if recalled.exists():
        return "replaced"
    return "issued" if out.exists() else ""


def _told(result: Result, *, instead: Result | None) -> dict[str, Any]:
    is_recalled = result.state == ResultState.RECALLED
    assert result.published_at is not None, "what is out went out at a moment"
    return {
        "kind": result.kind,
        "number": result.number,
        "issued_at": result.published_at.isoformat(),
        "is_recalled": is_recalled,
        "recalled_at": result.recall.at.isoformat() if is_recalled else None,
        "replaced_by": instead.number if instead else "",
        "verification_code": result.verification_code,
        "sha256": result.issued_sha256,
        "size": result.file.size,
        "media_type": result.file.media_type,
    }
