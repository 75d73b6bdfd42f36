"""A mistake in a definition file, as the person who edits it needs to read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.foundation.refusals import Refusal


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    file: str
    line: int
    key: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.key or 'file'}: expected {self.expected}, found {self.found}"


class CatalogueHasMistakes(Refusal):
    """Nothing was loaded: some definition files have mistakes."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        super().__init__(count=len(self.mistakes))
