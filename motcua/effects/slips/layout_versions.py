"""Which drawing of a slip holds on which day. A new form of the law is a file and a line; old slips keep theirs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from motcua.effects.slips.models import SlipKind

FOLDER = Path(__file__).parent / "layouts"
#: Circular 03/2025/TT-VPCP takes effect.
_CIRCULAR_03 = date(2025, 9, 15)


@dataclass(frozen=True, slots=True)
class Layout:
    """`form` is what the foot of the page says; `numbering` is how the paper is numbered."""

    kind: SlipKind
    valid_from: date
    form: str
    numbering: str

    @property
    def name(self) -> str:
        return f"{self.kind.value.replace('_', '-')}-{self.valid_from.isoformat()}"

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.typ"


def _form(number: int) -> str:
    return f"Mẫu {number:02d}, Phụ lục I, Thông tư 03/2025/TT-VPCP"


class NoLayoutYet(LookupError):
    """No drawing of this slip was in force on that day."""


LAYOUTS: tuple[Layout, ...] = (
    Layout(SlipKind.RECEIPT, _CIRCULAR_03, _form(1), "{number:02d}/{year}-{letters}"),
    Layout(SlipKind.COMPLETION_REQUEST, _CIRCULAR_03, _form(2), "{number:02d}/PBS-{letters}"),
    Layout(SlipKind.REFUSAL, _CIRCULAR_03, _form(3), "{number:02d}/PTC-{letters}"),
    Layout(SlipKind.APOLOGY, _CIRCULAR_03, _form(4), "{number:02d}/PXL-{letters}"),
)


def layout_for(kind: SlipKind, *, on: date) -> Layout:
    in_force = [layout for layout in LAYOUTS if layout.kind == kind and layout.valid_from <= on]
    if not in_force:
        raise NoLayoutYet(kind, on)
    return max(in_force, key=lambda layout: layout.valid_from)
