"""The province's wrapper around the register: JSON in, and the register's envelope as a text in what comes out."""

from typing import Any

from motcua.effects.registries.population import wire
from motcua.effects.registries.population.port import Question
from motcua.effects.registries.port import RegisterDown
from motcua.foundation.text.folding import fold

#: Said as a number by one gateway and as a text by the next.
_GOOD = frozenset({"0", "00"})


def request(question: Question, *, data_set: str) -> dict[str, str]:
    """Names go in capitals, without marks and without spaces."""
    number, birth = wire.number(question), wire.birth(question)
    empty = dict.fromkeys(("SoDinhDanh", "SoCMND", "NgayThangNam", "Nam"), "")
    return {
        "HoVaTen": fold(question.full_name).upper().replace(" ", ""),
        **empty,
        number[0]: number[1],
        birth[0]: birth[1],
        "MaTichHop": data_set,
        "MaDVC": question.procedure[:20],
        "MaCanBo": question.asked_by,
        "MaYeuCau": str(question.request_id),
    }


def envelope(told: Any) -> bytes:
    """Raises RegisterDown."""
    if not isinstance(told, dict) or str(told.get("error_code")) not in _GOOD:
        raise RegisterDown
    inside = told.get("message")
    if not isinstance(inside, str):
        raise RegisterDown
    return inside.encode()
