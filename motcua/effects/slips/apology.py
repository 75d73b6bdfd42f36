"""Mẫu 04: the apology for being late, and the one new date."""

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.slips import wording
from motcua.effects.slips.facts import ApologyFacts
from motcua.effects.slips.promises import promised_after, promised_before
from motcua.effects.slips.sources import Source, general
from motcua.foundation.calendar.arithmetic import legal_day


def apology_facts(source: Source) -> ApologyFacts:
    accepted = source.dossier.events.get(action=Action.ACCEPT)
    return ApologyFacts(
        general=general(source),
        received_on=wording.day(legal_day(accepted.happened_at)),
        received_by=source.dossier.receiving_unit.name,
        promised_before=wording.hour_and_day(promised_before(source.event)),
        promised_now=wording.hour_and_day(promised_after(source.event)),
        reason=source.reason,
        signed_by=source.officer,
    )
