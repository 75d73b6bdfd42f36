"""What numbers are counted from that are no facts of dossiers: one thing of it, as a line on a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Behind:
    name: str
    says: str = ""
    #: Where it can be read; empty where this reader cannot.
    address: str = ""
