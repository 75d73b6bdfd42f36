from enum import StrEnum


class Outcome(StrEnum):
    """Granted or denied is an outcome on the decision, not a state: the path to the citizen is the same."""

    GRANTED = "granted"
    DENIED = "denied"
