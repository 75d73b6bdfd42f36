"""Numbers of legal documents: found in a text, judged for likelihood, and looked up among the dead."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from motcua.blueprints.catalogue.definition import LegalBasis
from motcua.blueprints.catalogue.national.doctor.finding import Successor

_NUMBER = re.compile(r"\d+[a-z]?/(?:\d{4}/)?[A-ZĐ][A-ZĐ0-9&-]*")
_YEAR = re.compile(r"/(\d{4})/")
#: Laws, ordinances, decrees and circulars carry their year; decisions on one matter do not (NĐ 78/2025 art. 14).
_CARRIES_YEAR = re.compile(r"(QH\d|UBTVQH|NĐ-CP|TT-|TTLT-)")
_FIRST_YEAR = 1945
_REPLACED = re.compile(rf"[Tt]hay bằng .*?({_NUMBER.pattern}) từ (\d{{4}}-\d\d-\d\d)")

#: Laws and decrees without force that are still cited, each with its successor. A start, not a register.
SUPERSEDED: dict[str, Successor] = {
    "51/2005/QH11": Successor("20/2023/QH15", date(2024, 7, 1)),
    "81/2006/QH11": Successor("68/2020/QH14", date(2021, 7, 1)),
    "28/2004/QH11": Successor("61/2024/QH15", date(2025, 2, 1)),
    "23/2008/QH12": Successor("36/2024/QH15", date(2025, 1, 1)),
    "40/2009/QH12": Successor("15/2023/QH15", date(2024, 1, 1)),
    "41/2009/QH12": Successor("24/2023/QH15", date(2024, 7, 1)),
    "47/2010/QH12": Successor("32/2024/QH15", date(2024, 7, 1)),
    "60/2010/QH12": Successor("54/2024/QH15", date(2025, 7, 1)),
    "01/2011/QH13": Successor("33/2024/QH15", date(2025, 7, 1)),
    "10/2012/QH13": Successor("45/2019/QH14", date(2021, 1, 1)),
    "11/2012/QH13": Successor("16/2023/QH15", date(2024, 7, 1)),
    "12/2012/QH13": Successor("50/2024/QH15", date(2025, 7, 1)),
    "17/2012/QH13": Successor("28/2023/QH15", date(2024, 7, 1)),
    "38/2013/QH13": Successor("74/2025/QH15", date(2026, 1, 1)),
    "43/2013/QH13": Successor("22/2023/QH15", date(2024, 1, 1)),
    "45/2013/QH13": Successor("31/2024/QH15", date(2024, 8, 1)),
    "53/2014/QH13": Successor("46/2024/QH15", date(2025, 7, 1)),
    "55/2014/QH13": Successor("72/2020/QH14", date(2022, 1, 1)),
    "58/2014/QH13": Successor("41/2024/QH15", date(2025, 7, 1)),
    "59/2014/QH13": Successor("26/2023/QH15", date(2024, 7, 1)),
    "65/2014/QH13": Successor("27/2023/QH15", date(2024, 8, 1)),
    "66/2014/QH13": Successor("29/2023/QH15", date(2024, 8, 1)),
    "67/2014/QH13": Successor("61/2020/QH14", date(2021, 1, 1)),
    "68/2014/QH13": Successor("59/2020/QH14", date(2021, 1, 1)),
    "61/2018/NĐ-CP": Successor("118/2025/NĐ-CP", date(2025, 7, 1)),
}


def number_in(text: str) -> str:
    """The text "Thông tư số 73/2019/TT-BTC" becomes "73/2019/TT-BTC"; nothing where there is no number."""
    found = _NUMBER.search(text.upper().replace(" ", "").replace("ND-CP", "NĐ-CP"))
    return found.group() if found else ""


def is_likely(number: str, *, on: date) -> bool:
    year = _YEAR.search(number)
    if year is None:
        return bool(number) and not _CARRIES_YEAR.search(number)
    return _FIRST_YEAR <= int(year.group(1)) <= on.year


def replaced_by_note(bases: Iterable[LegalBasis]) -> Iterator[tuple[str, Successor]]:
    """What our own definitions say of the documents they stand on."""
    for basis in bases:
        found = _REPLACED.search(basis.note)
        if found:
            yield basis.number, Successor(found.group(1), date.fromisoformat(found.group(2)))


def successor(number: str, *, on: date, known: Mapping[str, Successor]) -> Successor | None:
    found = known.get(number)
    return found if found is not None and found.since <= on else None
