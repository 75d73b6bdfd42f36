"""Mẫu 03: that a dossier is not taken in, and why."""

from motcua.effects.slips.facts import RefusalFacts
from motcua.effects.slips.sources import Source, general


def refusal_facts(source: Source) -> RefusalFacts:
    return RefusalFacts(general=general(source), reason=source.reason, received_by=source.officer)
