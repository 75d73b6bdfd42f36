"""Which drawing of a slip holds on which day. A new form of the law is a file and a line; old slips keep theirs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from motcua.effects.slips.models import SlipKind

FOLDER = Path(__file__).parent / "layouts"
#: Circular 01/2018/TT-VPCP was signed; the day from which it held was not seen.
_CIRCULAR_01 = date(2018, 11, 23)
#: Circular 03/2025/TT-VPCP takes its place.
_CIRCULAR_03 = date(2025, 9, 15)


#: The book of a unit and year is no slip of a dossier, and has no kind among them.
REGISTER: Literal["register"] = "register"


@dataclass(frozen=True, slots=True)
class Layout:
    """`form` is what the foot of the page says; `numbering` is how the paper is numbered."""

    kind: SlipKind | Literal["register"]
    valid_from: date
    form: str
    numbering: str
    #: The official drawing was not seen: contents follow the field lists at hand, and the foot of the paper says so.
    is_uncertain: bool = False

    @property
    def name(self) -> str:
        return f"{self.kind.replace('_', '-')}-{self.valid_from.isoformat()}"

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.typ"


def _form(number: int) -> str:
    return f"Mẫu {number:02d}, Phụ lục I, Thông tư 03/2025/TT-VPCP"


def _old(number: int) -> str:
    """Papers of the time before 15 September 2025 keep the form that they were issued on."""
    return f"Mẫu {number:02d}, Thông tư 01/2018/TT-VPCP"


def _unseen(number: int) -> str:
    return f"Nội dung theo {_form(number)}; trình bày chưa đối chiếu với bản ban hành"


class NoLayoutYet(LookupError):
    """No drawing of this slip was in force on that day."""


LAYOUTS: tuple[Layout, ...] = (
    Layout(SlipKind.RECEIPT, _CIRCULAR_01, _old(1), "{number:02d}/TNHS", is_uncertain=True),
    Layout(SlipKind.COMPLETION_REQUEST, _CIRCULAR_01, _old(2), "{number:02d}/HDHS", is_uncertain=True),
    Layout(SlipKind.REFUSAL, _CIRCULAR_01, _old(3), "{number:02d}/TCHS", is_uncertain=True),
    Layout(SlipKind.APOLOGY, _CIRCULAR_01, _old(4), "{number:02d}/PXL", is_uncertain=True),
    Layout(SlipKind.CONTROL_SHEET, _CIRCULAR_01, _old(5), "{number:02d}/PKS", is_uncertain=True),
    Layout(REGISTER, _CIRCULAR_01, _old(6), "", is_uncertain=True),
    Layout(SlipKind.RECEIPT, _CIRCULAR_03, _form(1), "{number:02d}/{year}-{letters}"),
    Layout(SlipKind.COMPLETION_REQUEST, _CIRCULAR_03, _form(2), "{number:02d}/PBS-{letters}"),
    Layout(SlipKind.REFUSAL, _CIRCULAR_03, _form(3), "{number:02d}/PTC-{letters}"),
    Layout(SlipKind.APOLOGY, _CIRCULAR_03, _form(4), "{number:02d}/PXL-{letters}"),
    Layout(SlipKind.STOP_NOTICE, _CIRCULAR_03, _unseen(5), "{number:02d}/TBD-{letters}", is_uncertain=True),
    Layout(SlipKind.CONTROL_SHEET, _CIRCULAR_03, _form(6), "{number:02d}/PKS-{letters}"),
    Layout(REGISTER, _CIRCULAR_03, _unseen(7), "", is_uncertain=True),
)


def register_layout_for(*, on: date) -> Layout:
    return layout_for(REGISTER, on=on)


def layout_for(kind: SlipKind | Literal["register"], *, on: date) -> Layout:
    in_force = [layout for layout in LAYOUTS if layout.kind == kind and layout.valid_from <= on]
    if not in_force:
        raise NoLayoutYet(kind, on)
    return max(in_force, key=lambda layout: layout.valid_from)
