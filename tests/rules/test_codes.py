from datetime import date

import pytest

from motcua.dossiers.rules import codes


def test_a_code_names_agency_day_and_number() -> None:
    assert codes.dossier_code(agency_code="H99.1", day=date(2026, 11, 21), number=7) == "H99.1-261121-0007"


def test_a_busy_day_has_more_than_four_digits() -> None:
    assert codes.dossier_code(agency_code="H99", day=date(2026, 11, 21), number=12345) == "H99-261121-12345"


@pytest.mark.parametrize(
    "typed",
    [
        "H99.1-261121-0007",
        " h99.1-261121-0007 ",
        "H99.1–261121–0007",
        "H99.1 - 261121 - 0007",
        "000.00.12.H23-261121-0007",
        "G09.20-20260609-0092637",
    ],
)
def test_codes_old_and_new_are_understood_however_they_are_typed(typed: str) -> None:
    assert codes.looks_like_code(typed)


@pytest.mark.parametrize("typed", ["", "khai sinh", "H99.1-2611-0007", "H99.1-261121-", "1.001193"])
def test_other_words_are_no_codes(typed: str) -> None:
    assert not codes.looks_like_code(typed)
