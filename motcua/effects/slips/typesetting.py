"""A slip as a PDF: its facts, the code that a telephone reads, and the drawing of its day."""

from dataclasses import asdict
from datetime import datetime

from motcua.effects.slips.facts import RegisterFacts, SlipFacts
from motcua.effects.slips.layout_versions import Layout
from motcua.foundation.typesetting.press import qr, typeset


def pdf(layout: Layout, facts: SlipFacts | RegisterFacts, *, at: datetime) -> bytes:
    drawn = asdict(facts)
    if not isinstance(facts, RegisterFacts):
        drawn["general"]["tracking"]["qr"] = qr(facts.general.tracking.address)
    return typeset(layout.path, facts=drawn, at=at)
