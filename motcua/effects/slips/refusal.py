"""Mẫu 03: that a dossier is not taken in, on which ground, and who decides it where we do not."""

from motcua.effects.slips.facts import RefusalFacts
from motcua.effects.slips.official_words import REFUSALS
from motcua.effects.slips.sources import Source, general
from motcua.foundation.organisations.models import Agency


def refusal_facts(source: Source) -> RefusalFacts:
    parts = (REFUSALS.get(source.event.details.get("ground", ""), ""), source.reason, _competent(source))
    reason = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return RefusalFacts(general=general(source), reason=reason, received_by=source.officer)


def _competent(source: Source) -> str:
    agency = Agency.objects.filter(pk=source.event.details.get("agency")).first()
    return f"Cơ quan có thẩm quyền: {agency.name}" if agency else ""
