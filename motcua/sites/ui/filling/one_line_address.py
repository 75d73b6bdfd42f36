"""An address that a card or a register gives as one line, taken apart into province, commune and the rest."""

from typing import Any

from motcua.blueprints.forms.field_types.address import LONGEST_DETAIL, LONGEST_OLD
from motcua.foundation.places import former
from motcua.foundation.text.folding import fold
from motcua.sites.ui import answers as boxes

#: House and commune and province: without one of them it is not a whole address.
_LEAST_PARTS = 3
_KINDS = ("tinh ", "thanh pho ", "tp. ", "tp ", "xa ", "phuong ", "dac khu ", "p. ", "x. ")


def taken_apart(line: str) -> dict[str, Any]:
    """The address of today, where the line names a commune of today or a former ward that went whole into one.

    Of a ward that was divided only the person knows her part: the line goes as the former address, and she chooses.
    """
    parts = [part.strip() for part in line.split(",") if part.strip()]
    current = _current(parts) if len(parts) >= _LEAST_PARTS else {}
    return current or _of_before(line[:LONGEST_OLD])


def _of_before(line: str) -> dict[str, Any]:
    if not line:
        return {}
    found = former.understood(line)
    if len(found.today) != 1 or not 0 < len(found.rest) <= LONGEST_DETAIL:
        return {"former": line}
    province, commune = found.today[0]
    return {"province": province, "commune": commune, "detail": found.rest, "former": line}


def _current(parts: list[str]) -> dict[str, Any]:
    """Two levels at the end: the commune, then the province."""
    province = _code(parts[-1], boxes.provinces())
    commune = _code(parts[-2], boxes.communes(province)) if province else ""
    detail = ", ".join(parts[:-2])
    if not commune or len(detail) > LONGEST_DETAIL:
        return {}
    return {"province": province, "commune": commune, "detail": detail}


def _code(name: str, named: boxes.Pairs) -> str:
    """By the whole name, or by the name without its kind where only one has it."""
    wanted = fold(name)
    exact = [code for code, word in named if fold(word) == wanted]
    bare = [code for code, word in named if _bare(fold(word)) == _bare(wanted)]
    found = exact or bare
    return found[0] if len(found) == 1 else ""


def _bare(folded: str) -> str:
    return next((folded.removeprefix(kind) for kind in _KINDS if folded.startswith(kind)), folded)
