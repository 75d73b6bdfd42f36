"""What came of a test: its time line, and every place where it is red."""

from dataclasses import dataclass
from datetime import datetime

from motcua.blueprints.catalogue.procedure_tests import Expected, Happening, ProcedureTest
from motcua.blueprints.expressions.checking import Mistake
from motcua.blueprints.expressions.tree import Path
from motcua.dossiers.rules.lifecycle import Action


@dataclass(frozen=True, slots=True)
class Red:
    """`at` is relative to the test. `what` is what was looked at, or the act that did not go as it should."""

    at: Path
    what: str
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the time line: the filing, a happening or a look, with what stood afterwards."""

    at: datetime
    stood: dict[str, str | tuple[str, ...]]
    happening: Happening | None = None
    expected: Expected | None = None
    #: The acts of the lifecycle that it recorded.
    recorded: tuple[Action, ...] = ()
    reds: tuple[Red, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    code: str
    number: int
    test: ProcedureTest
    lines: tuple[Line, ...]

    @property
    def reds(self) -> tuple[Red, ...]:
        return tuple(red for line in self.lines for red in line.reds)

    @property
    def is_green(self) -> bool:
        return not self.reds

    def mistakes(self) -> list[Mistake]:
        """As mistakes of the definition, each naming the test."""
        at = ("tests", self.number)
        return [
            Mistake((*at, *red.at), f"{red.expected} in the test “{self.test.name}”", red.found) for red in self.reds
        ]
