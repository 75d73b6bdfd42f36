"""Addresses of before 1 July 2025: what became of the ward, by the data of the vietnamadminunits package."""

import pytest

from motcua.foundation.places import former

BEN_NGHE, LINH_XUAN = ("79", "26740"), ("79", "26800")


@pytest.mark.parametrize(
    ("typed", "today"),
    [
        ("12 Lê Lợi, phường Bến Nghé, quận 1, TP.HCM", [BEN_NGHE]),
        ("p ben nghe q1 tphcm", [BEN_NGHE]),
        ("P.BẾN NGHÉ, Q.1, Thành phố Hồ Chí Minh", [BEN_NGHE]),
        # Districts that were dissolved: Thủ Đức in 2021 took in 2 and 9, and ended itself in 2025.
        ("phường Linh Trung, TP Thủ Đức, TP Hồ Chí Minh", [LINH_XUAN]),
        ("phuong linh trung, thu duc, tphcm", [LINH_XUAN]),
        ("Phường Hiệp Phú, quận 9, TP.HCM", [("79", "26842")]),
        # Provinces that took another name or went into another one.
        ("Phường Tây Lộc, thành phố Huế, tỉnh Thừa Thiên Huế", [("46", "19753")]),
        ("Phường Bình Thắng, thị xã Dĩ An, Bình Dương", [("79", "25951")]),
        ("huyện Côn Đảo, Bà Rịa - Vũng Tàu", [("79", "26732")]),
        # Numbers for names.
        ("P.12, Q.Bình Thạnh, TP.HCM", [("79", "26929")]),
        ("phường 01, quận 3, TP.HCM", [("79", "27154")]),
        # A ward with the name of its district.
        ("thị trấn Long Thành, huyện Long Thành, Đồng Nai", [("75", "26368")]),
        # Names that differ in one mark.
        ("phường Hương Vân, thị xã Hương Trà, Huế", [("46", "19996")]),
        # Divided among several communes of today: the person chooses.
        ("xã Tân Thạnh, huyện Thới Lai, Cần Thơ", [("92", "31666"), ("92", "31288")]),
        ("xa tan thanh huyen thoi lai", [("92", "31666"), ("92", "31288")]),
        # Decomposed, as some telephones send it.
        ("phu\u031bo\u031b\u0300ng Be\u0302\u0301n Nghe\u0301, qua\u0323\u0302n 1", [BEN_NGHE]),
    ],
)
def test_an_old_address_is_understood(typed: str, today: list[tuple[str, str]]) -> None:
    assert list(former.understood(typed).today) == today


@pytest.mark.parametrize(
    "typed", ["", "abc xyz", "Hà Nội", "quận 3", "xã Tân Thành", "xã Bình Minh", "số 5 đường 3 tháng 2"]
)
def test_what_says_too_little_is_not_guessed(typed: str) -> None:
    assert former.understood(typed) == former.NOTHING


def test_the_street_is_left_over_and_the_places_are_not() -> None:
    assert former.understood("12 Lê Lợi, tổ 3, phường Bến Nghé, quận 1, TP.HCM").rest == "12 Lê Lợi, tổ 3"
    assert former.understood("12 le loi p ben nghe q1 tphcm").rest == "", "without commas nothing is cut out"


def test_every_old_ward_has_a_commune_of_today() -> None:
    wards = {ward for named in former._index().values() for ward in named}

    assert len(wards) == 10_040
    assert sum(len(ward.today) > 1 for ward in wards) == 471
