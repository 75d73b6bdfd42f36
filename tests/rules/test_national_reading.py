"""The lines of a national catalogue: what is broken is told by its number, and the rest goes on."""

import json
from pathlib import Path

import pytest

from motcua.blueprints.catalogue.national import lines as reading_lines
from motcua.blueprints.catalogue.national.cleaning import clean
from motcua.blueprints.catalogue.national.lines import Broken
from motcua.blueprints.catalogue.national.parsing import parse
from motcua.blueprints.catalogue.national.reading import Read, read
from tests import national

GOOD = national.line(national.procedure())
BROKEN = {
    "no_json": (b"{this is not JSON", "not JSON"),
    "a_list": (b"[]", "wrong shape"),
    "a_number": (b"12", "wrong shape"),
    "half_a_line": (GOOD[: len(GOOD) // 2], "not JSON"),
    "no_code": (national.line({"TENTTHC": "Không có mã"}), "wrong shape"),
    "empty_code": (national.line(national.procedure("  ")), "wrong shape"),
    "code_that_is_an_address": (national.line(national.procedure("../../etc")), "wrong shape"),
    "code_too_long": (national.line(national.procedure("1" * 41)), "wrong shape"),
    "no_name": (national.line(national.procedure(TENTTHC=" ")), "wrong shape"),
    "text_for_a_list": (national.line(national.procedure(CANCUPHAPLY="Luật")), "wrong shape: CANCUPHAPLY"),
    "list_for_a_text": (national.line(national.procedure(YEUCAU=["a"])), "wrong shape: YEUCAU"),
    "deep_wrong_shape": (
        national.line(national.procedure(THANHPHANHOSO=[{"GIAYTO": [["x"]]}])),
        "wrong shape: THANHPHANHOSO.0.GIAYTO.0",
    ),
    "not_utf8": (b'{"MATTHC": "\xff\xfe"}', "not UTF-8"),
    "half_a_surrogate_pair": (
        json.dumps(national.procedure(MOTA="\ud83d")).encode(),
        "broken unicode",
    ),
    "not_a_number": (GOOD.replace(b'"TRANGTHAI": null', b'"TRANGTHAI": NaN'), "not JSON"),
    "nested_without_end": (b"[" * 100_000, "nested too deeply"),
    "nested_inside_a_procedure": (
        GOOD[:-1] + b', "X": ' + b"[" * 5000 + b"]" * 5000 + b"}",
        "",
    ),
    "a_code_twice": (national.line(national.procedure("9.000000")), "stands on line 1 already"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_line_is_told_by_its_number_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    bad, why = BROKEN[name]
    file = national.written(tmp_path, national.procedure("9.000000"), bad, national.procedure("9.000002"))

    first, second, third = read(file)

    assert isinstance(second, Broken)
    assert (second.number, why in second.why) == (2, True), second
    assert [each.code for each in (first, third) if isinstance(each, Read)] == ["9.000000", "9.000002"]


def test_a_line_without_end_is_passed_over_in_bounded_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A gigabyte would say the same more slowly; the limit is a constant of the module and no setting.
    monkeypatch.setattr(reading_lines, "LONGEST_BYTES", 4000)
    file = national.written(tmp_path, b"x" * 1_000_000, national.procedure("9.000002"))

    broken, good = read(file)

    assert isinstance(broken, Broken)
    assert "longer than" in broken.why
    assert isinstance(good, Read)
    assert good.number == 2


def test_a_packed_file_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    documents = [national.procedure(f"9.{number:06}", MOTA=f"{number * 7919}" * 40) for number in range(400)]
    file = national.written(tmp_path, *documents)
    file.write_bytes(file.read_bytes()[:-200])

    *good, last = read(file)

    assert len(good) > 100
    assert all(isinstance(each, Read) for each in good)
    assert isinstance(last, Broken)
    assert "cannot be read on" in last.why


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
def test_packed_or_plain_is_seen_from_the_bytes(tmp_path: Path, *, packed: bool) -> None:
    file = national.written(tmp_path, b"\xef\xbb\xbf" + GOOD, b"", b"  ", national.procedure("9.000002"), packed=packed)

    assert [(each.number, type(each)) for each in read(file)] == [(1, Read), (4, Read)]


def test_text_is_kept_in_one_spelling_without_what_nobody_sees() -> None:
    given = {"TÊN": "  Ho\u0323\u0302 ti\u0323ch\x00\x07 \u202egnoud\u200b", "list": ["a\r\nb\tc", 3, None]}

    assert clean(given) == {"TÊN": "Hộ tịch gnoud", "list": ["a\nb\tc", 3, None]}


def test_what_is_absent_or_null_is_empty() -> None:
    bare = parse({"MATTHC": "9.000009", "TENTTHC": "Tên", "CACHTHUCTHUCHIEN": None, "KETQUATHUCHIEN": [{}]})

    assert (bare.name, bare.ways, bare.sector, bare.agency, bare.results[0].code) == ("Tên", (), "", "", "")


def test_a_number_where_a_text_was_agreed_is_read_as_its_text() -> None:
    document = national.procedure(CACHTHUCTHUCHIEN=[{"KENH": 2, "THOIGIAN": [{"THOIGIANGIAIQUYET": 5}]}])

    (way,) = parse(document).ways

    assert (way.channel, way.times[0].amount) == ("online", "5")
