"""A mistake in a definition file is told with file, line, key and what was expected; nothing is read half."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from motcua.blueprints.catalogue import reading
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes, Mistake
from tests.rules.shipped import CATALOGUE, ON

BIRTH = "1_001193-dang-ky-khai-sinh.yaml"
PERMIT = "1_013227-gia-han-giay-phep-xay-dung.yaml"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    for name in (BIRTH, PERMIT, *reading.SHARED):
        shutil.copy(CATALOGUE / name, tmp_path / name)
    return tmp_path


def mistakes_in(directory: Path, *, on: date = ON) -> list[Mistake]:
    with pytest.raises(CatalogueHasMistakes) as refused:
        reading.read(directory, on=on)
    return refused.value.mistakes


def test_two_good_files_are_read(directory: Path) -> None:
    assert len(reading.read(directory, on=ON).definitions) == 2


#: What stands in the birth file, what is put there instead, and the key, expectation and finding that are told.
BROKEN = {
    "a key that the schema does not know": (
        "description: Ghi",
        "descriptoin: Ghi",
        "descriptoin",
        "one of the keys",
        "descriptoin",
    ),
    "a key that is missing": ("short_name: Đăng ký khai sinh\n", "", "file", "the key short_name", "none"),
    "a key that stands twice": (
        "short_name:",
        "name: Khai sinh\nshort_name:",
        "name",
        "each key once",
        "line 2 has it too",
    ),
    "a code of another shape": ("code: '1.001193'", "code: '1.1193'", "code", "text like", '"1.1193"'),
    "text instead of a number": ("amount: 3\n", "amount: three\n", "time_limits[1].amount", "integer", '"three"'),
    "a unit that is none": ("unit: day\n", "unit: week\n", "time_limits[2].unit", "one of same_day", '"week"'),
    "a day that is none": (
        "valid_from: '2026-08-08'",
        "valid_from: '2026-02-30'",
        "fees[0].rates[3].valid_from",
        "a date",
        '"2026-02-30"',
    ),
    "an hour that is none": ("cutoff: '15:00'", "cutoff: '25:00'", "time_limits[0].cutoff", "text like", '"25:00"'),
    "a field type that is none": (
        "type: time\n",
        "type: clock\n",
        "form.sections[1].fields[2].type",
        "one of address",
        '"clock"',
    ),
    "no default limit": (
        "    default: true\n",
        "    manual: true\n",
        "time_limits",
        "exactly one time limit with default",
        "0",
    ),
    "two default limits": (
        "adds_to: trong_ngay\n    confidence",
        "default: true\n    confidence",
        "time_limits[1].default",
        "exactly one",
        "2",
    ),
    "a limit added to nothing": (
        "adds_to: trong_ngay\n    confidence",
        "adds_to: thuong\n    confidence",
        "time_limits[1].adds_to",
        "the key of another",
        "thuong",
    ),
    "an unknown option list": (
        "options_ref: relation_birth",
        "options_ref: relations",
        "form.sections[0].fields[9].options_ref",
        "a list of option_lists",
        "relations",
    ),
    "an unknown function": (
        "call: years_between",
        "call: age",
        "form.cross_checks[1].rule.args[0]",
        "one of the functions",
        "age",
    ),
    "a condition on an unknown field": (
        "{field: qua_uy_quyen, op: eq",
        "{field: uy_quyen, op: eq",
        "papers.groups[2].papers[3].when.field",
        "the key of a field",
        "uy_quyen",
    ),
    "a condition of another kind": (
        "when: {field: tre_bo_roi, op: eq, value: true}\n    adds_to",
        "when: {field: tre_bo_roi, op: eq, value: co}\n    adds_to",
        "time_limits[2].when",
        "both sides of eq",
        "boolean and text",
    ),
    "a condition that is no expression": (
        "when: {field: tre_bo_roi, op: eq, value: true}\n    adds_to",
        "when: tre_bo_roi\n    adds_to",
        "time_limits[2].when",
        "object",
        '"tre_bo_roi"',
    ),
    "a value that cannot be chosen": (
        "required_when: {field: hinh_thuc_nhan, op: eq, value: postal}",
        "required_when: {field: hinh_thuc_nhan, op: eq, value: post}",
        "form.sections[6].fields[1].required_when.value",
        "one of e_document",
        "post",
    ),
    "arguments too few": (
        "{call: date_in_words, args: [{field: tre_ngay_sinh}]}",
        "{call: date_in_words}",
        "form.sections[1].fields[3].computed",
        "date_in_words with 1 argument",
        "0",
    ),
    "a formula that gives no number": (
        "formula: {call: multiply, args: [{call: rate}, {field: so_ban_sao}]}",
        "formula: {call: today}",
        "fees[1].rates[0].formula",
        "an expression that gives number",
        "date",
    ),
    "a field key twice": (
        "- key: nyc_dien_thoai",
        "- key: nyc_ho_ten",
        "form.sections[0].fields[8].key",
        "a key that no other field",
        "nyc_ho_ten",
    ),
    "a paper key twice": (
        "- key: gcn_ket_hon",
        "- key: bien_ban_bo_roi",
        "papers.groups[2].papers[2].key",
        "a key that no other paper",
        "bien_ban_bo_roi",
    ),
    "shares that do not sum to 100": (
        "share_pct: 45",
        "share_pct: 44",
        "process.steps",
        "share_pct of the longest way",
        "99",
    ),
    "a step without agency": (
        "      unit: deciding_agency\n      share_pct: 45",
        "      share_pct: 45",
        "process.steps[1]",
        "the key unit",
        "none",
    ),
    "a step at an agency of no kind": (
        "unit: deciding_agency\n      share_pct: 45",
        "unit: district\n      share_pct: 45",
        "process.steps[1].unit",
        "one of receiving_unit",
        '"district"',
    ),
    "a process without a decision": (
        "act: decide",
        "act: work",
        "process.steps",
        "at least one step with act: decide",
        "a step that is missing: decide",
    ),
    "a territory that is no address": (
        "territory_fields: [me_noi_cu_tru,",
        "territory_fields: [me_ho_ten,",
        "competence.territory_fields[0]",
        "the key of an address field",
        "me_ho_ten",
    ),
    "a rate that ends before it begins": (
        "valid_to: '2026-08-07'",
        "valid_from: '2026-09-01'\n        valid_to: '2026-08-07'",
        "fees[0].rates[2].valid_to",
        "a day from 2026-09-01 on",
        "2026-08-07",
    ),
    "a default that cannot be chosen": (
        "default: e_document",
        "default: email",
        "form.sections[6].fields[0].default",
        "one of e_document",
        "email",
    ),
    "a prefill that nobody knows": (
        "prefill: applicant.phone",
        "prefill: applicant.shoe_size",
        "form.sections[0].fields[8].prefill",
        "one of applicant",
        "applicant.shoe_size",
    ),
    "a computed question that the applicant answers": (
        "answered_by: system",
        "answered_by: applicant",
        "case_questions[4]",
        "computed together with",
        "one without the other",
    ),
    "a cross-check that points nowhere": (
        "fields: [me_ngay_sinh, tre_ngay_sinh]",
        "fields: [me_sinh, tre_ngay_sinh]",
        "form.cross_checks[1].fields[0]",
        "the key of a field",
        "me_sinh",
    ),
    "text that is no YAML": ("code: '1.001193'", "code: '1.001193", "file", "valid YAML", ""),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_each_kind_of_mistake_is_told_with_file_line_key_and_expectation(directory: Path, kind: str) -> None:
    here, instead, key, expected, found = BROKEN[kind]
    text = (directory / BIRTH).read_text(encoding="utf-8")
    assert here in text
    broken = text.replace(here, instead, 1)
    (directory / BIRTH).write_text(broken, encoding="utf-8")

    told = mistakes_in(directory)

    match = [m for m in told if (m.key or "file") == key and m.expected.startswith(expected) and found in m.found]
    assert match, [str(mistake) for mistake in told]
    assert match[0].file == BIRTH
    assert str(match[0]).startswith(f"{BIRTH}:{match[0].line}: {key}: expected {expected}")
    changed = text[: text.index(here)].count("\n") + 1
    # On the line that was changed, or on that of the entry or list around it.
    assert match[0].line <= changed + instead.count("\n") or not match[0].key


def test_the_line_is_the_very_line(directory: Path) -> None:
    text = (directory / BIRTH).read_text(encoding="utf-8")
    line = text[: text.index("amount: 3\n")].count("\n") + 1
    (directory / BIRTH).write_text(text.replace("amount: 3\n", "amount: 0\n", 1), encoding="utf-8")

    (mistake,) = mistakes_in(directory)

    assert str(mistake) == f"{BIRTH}:{line}: time_limits[1].amount: expected at least 1, found 0"


def test_all_mistakes_of_all_files_are_told_at_once(directory: Path) -> None:
    for name in (BIRTH, PERMIT):
        file = directory / name
        file.write_text(file.read_text(encoding="utf-8").replace("act: decide", "act: decides"), encoding="utf-8")

    assert [mistake.file for mistake in mistakes_in(directory)] == [BIRTH, PERMIT]


def test_two_files_with_one_code_are_told(directory: Path) -> None:
    file = directory / PERMIT
    file.write_text(file.read_text(encoding="utf-8").replace("1.013227", "1.001193"), encoding="utf-8")

    (mistake,) = mistakes_in(directory)

    assert (mistake.file, mistake.line, mistake.key) == (PERMIT, 1, "code")
    assert BIRTH in mistake.found


@pytest.mark.parametrize("name", sorted(reading.SHARED))
def test_a_shared_file_that_is_missing_is_told(directory: Path, name: str) -> None:
    (directory / name).unlink()

    assert [mistake.file for mistake in mistakes_in(directory)] == [name]


def test_a_directory_without_definitions_is_told(directory: Path) -> None:
    for name in (BIRTH, PERMIT):
        (directory / name).unlink()

    assert mistakes_in(directory)[0].expected == "at least one definition, *.yaml"


def test_a_file_in_another_encoding_is_told(directory: Path) -> None:
    (directory / BIRTH).write_bytes("name: Đăng ký".encode("utf-16"))

    assert mistakes_in(directory)[0].expected == "text in UTF-8"


def test_words_that_yaml_would_read_as_truth_or_time_stay_words(directory: Path) -> None:
    file = directory / PERMIT
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("notices: []", "").replace("conditions:\n", "conditions:\n  - no\n  - 15:00\n"), encoding="utf-8"
    )

    permit = next(read for read in reading.read(directory, on=ON).definitions if read.definition.code == "1.013227")

    assert permit.definition.conditions[:2] == ("no", "15:00")
