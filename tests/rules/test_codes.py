from datetime import date

from motcua.dossiers.rules import codes


def test_a_code_names_agency_day_and_number() -> None:
    assert codes.dossier_code(agency_code="H99.1", day=date(2026, 11, 21), number=7) == "H99.1-261121-0007"


def test_a_busy_day_has_more_than_four_digits() -> None:
    assert codes.dossier_code(agency_code="H99", day=date(2026, 11, 21), number=12345) == "H99-261121-12345"
