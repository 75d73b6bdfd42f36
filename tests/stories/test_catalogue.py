"""Publishing: twice is once, a change is a new version, a mistake changes nothing, what was published is frozen."""

import io
import json
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from motcua.blueprints.catalogue import loading, queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes
from motcua.blueprints.catalogue.models import FormerCode, Procedure, ProcedureVersion
from motcua.blueprints.catalogue.reading import SHARED
from motcua.effects.procedure_tests.published import run_all
from motcua.foundation.calendar import versions as calendar_versions
from motcua.foundation.calendar.models import CalendarDay

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 11, 23, 2, tzinfo=UTC)
PERMIT = "1_013227-gia-han-giay-phep-xay-dung.yaml"
BIRTH = "1_001193-dang-ky-khai-sinh.yaml"
PACKAGE = "3_000722-lien-thong-khai-sinh.yaml"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A directory of three of the files, to be changed."""
    for name in (BIRTH, PERMIT, PACKAGE, *SHARED):
        shutil.copy(settings.CATALOGUE_DIR / name, tmp_path / name)
    return tmp_path


def change(file: Path, here: str, instead: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert here in text
    file.write_text(text.replace(here, instead, 1), encoding="utf-8")


def open_gate(_definition: Definition) -> tuple[()]:
    """Nothing is asked of a definition but that it can be read."""
    return ()


def current(code: str) -> ProcedureVersion:
    return queries.find(code).version


def versions(code: str) -> list[int]:
    found = ProcedureVersion.objects.filter(procedure__code=code).order_by("number")
    return list(found.values_list("number", flat=True))


def test_every_procedure_that_ships_is_published() -> None:
    """The test database begins as an installation does: with the catalogue loaded once."""
    assert queries.published().count() == 37
    assert set(ProcedureVersion.objects.values_list("number", flat=True)) == {1}


def test_loading_the_same_files_again_publishes_nothing() -> None:
    before = ProcedureVersion.objects.count()

    again = loading.load(settings.CATALOGUE_DIR, at=LATER, gate=open_gate)

    assert [each.published for each in again] == [None] * 37
    assert ProcedureVersion.objects.count() == before


def test_a_change_publishes_the_next_version_and_keeps_the_former(directory: Path) -> None:
    first = current("1.013227")
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")

    loaded = loading.load(directory, at=LATER, gate=open_gate)

    second = current("1.013227")
    assert [(each.code, each.published, each.is_new) for each in loaded if each.published] == [("1.013227", 2, False)]
    assert queries.definition_of(first.pk).default_limit.amount == 5
    assert queries.definition_of(second.pk).default_limit.amount == 4
    assert (second.number, second.published_at) == (2, LATER)


def test_going_back_to_an_earlier_text_is_a_further_version(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")
    loading.load(directory, at=LATER, gate=open_gate)
    change(directory / PERMIT, "amount: 4\n", "amount: 5\n")

    loading.load(directory, at=LATER, gate=open_gate)

    assert versions("1.013227") == [1, 2, 3]


def test_a_shared_list_that_changes_publishes_the_procedures_that_use_it(directory: Path) -> None:
    change(directory / "option_lists.yaml", "{value: cha, label: Cha}", "{value: cha, label: Bố}")

    loaded = loading.load(directory, at=LATER, gate=open_gate)

    assert {each.code for each in loaded if each.published} == {"1.001193", "3.000722"}


def test_a_mistake_in_one_file_leaves_everything_as_it_was(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")
    change(directory / BIRTH, "share_pct: 45", "share_pct: 46")
    before = ProcedureVersion.objects.count()

    with pytest.raises(CatalogueHasMistakes):
        loading.load(directory, at=LATER, gate=open_gate)

    assert ProcedureVersion.objects.count() == before
    assert current("1.013227").number == 1


def test_the_database_refuses_to_rewrite_a_published_version() -> None:
    version = current("1.013227")

    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        ProcedureVersion.objects.filter(pk=version.pk).update(definition={})
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_procedureversion WHERE id = %s", [version.pk])

    version.refresh_from_db()
    assert version.definition["procedure"]["code"] == "1.013227"


def test_a_published_version_holds_its_lists_and_general_rules_with_it() -> None:
    document = current("1.013227").definition

    assert set(document["option_lists"]) == {"result_delivery"}
    rules = {rule["key"]: rule["value"] for rule in document["general_rules"]}
    assert rules["supplement_unanswered_days"] == 15


def test_a_file_may_set_a_general_rule_otherwise_for_its_procedure(directory: Path) -> None:
    change(directory / PERMIT, "process:\n", "parameters:\n  supplement_unanswered_days: 10\nprocess:\n")

    loading.load(directory, at=LATER, gate=open_gate)

    version = current("1.013227")
    assert queries.definition_of(version.pk).rules_on(LATER.date()).supplement_unanswered_days == 10
    assert queries.definition_of(version.pk).rules_on(LATER.date()).reception_decision_hours_online == 8


# --- finding ---


def test_a_present_code_finds_its_procedure() -> None:
    found = queries.find(" 1.001193 ")

    assert (found.procedure.code, found.version.number, found.redirected_from) == ("1.001193", 1, None)


@pytest.mark.parametrize(
    ("former", "present"), [("2.002621", "3.000722"), ("2.002622", "2.002913"), ("1.115619", "1.013831")]
)
def test_a_former_code_leads_to_the_present_one(former: str, present: str) -> None:
    found = queries.find(former)

    assert found.procedure.code == present
    assert found.redirected_from is not None
    assert found.redirected_from.code == former


def test_a_code_that_never_was_is_refused() -> None:
    with pytest.raises(queries.ProcedureUnknown):
        queries.find("9.999999")


def test_former_codes_of_other_directories_stay(directory: Path) -> None:
    loading.load(directory, at=LATER, gate=open_gate)

    assert FormerCode.objects.filter(code="1.115619").exists()


def test_life_events_have_their_procedures() -> None:
    groups = {group.name: group for group in queries.by_life_event()}

    assert {p.code for p in groups["Có con nhỏ"].procedures} >= {"1.001193", "3.000722"}
    assert {p.code for p in groups["Khởi sự kinh doanh"].procedures} >= {"1.001612"}
    assert [group.audience for group in groups.values()] == sorted((g.audience for g in groups.values()), reverse=True)


def test_a_definition_is_parsed_once_per_process(django_assert_num_queries: Any) -> None:
    version = Procedure.objects.get(code="1.001193").current_version_id
    queries.definition_of(version)

    with django_assert_num_queries(0):
        assert queries.definition_of(version).code == "1.001193"


# --- the command ---


def run(*arguments: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("load_catalogue", *arguments, stdout=out, stderr=err, no_color=True)
    return out.getvalue(), err.getvalue()


def test_the_command_says_what_it_published_and_what_was_the_same(directory: Path) -> None:
    change(directory / PERMIT, "confidence: {code: high", "confidence: {code: medium")

    out, err = run(str(directory))

    assert out.splitlines() == [
        "1.013227  version 2  Gia hạn giấy phép xây dựng (nhà ở riêng lẻ, công trình cấp III, IV)",
        "3 procedures: 0 new, 1 changed, 2 unchanged",
    ]
    assert err == ""


def test_the_command_speaks_json(directory: Path) -> None:
    change(directory / PERMIT, "confidence: {code: high", "confidence: {code: medium")

    told = json.loads(run(str(directory), "--json")[0])

    assert {key: told[key] for key in ("loaded", "published", "unchanged")} == {
        "loaded": 3,
        "published": 1,
        "unchanged": 2,
    }
    assert {"code": "1.013227", "published": 2, "is_new": False} in told["procedures"]


def test_a_procedure_whose_own_test_is_red_is_not_published_and_nothing_else_is(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")
    change(directory / BIRTH, "confidence: {code: high", "confidence: {code: medium")
    before = ProcedureVersion.objects.count()

    with pytest.raises(SystemExit) as stopped:
        call_command(
            "load_catalogue", str(directory), stdout=io.StringIO(), stderr=(err := io.StringIO()), no_color=True
        )

    first = err.getvalue().splitlines()[0]
    line = next(
        n
        for n, text in enumerate((directory / PERMIT).read_text(encoding="utf-8").splitlines(), start=1)
        if "due_at: '2026-11-23'" in text
    )
    assert stopped.value.code == 1
    assert first == (
        f"{PERMIT}:{line}: tests[0].expected[0].due_at: "
        "expected 2026-11-23 in the test “Đi hết quy trình trong năm ngày làm việc”, found 2026-11-20"
    )
    assert ProcedureVersion.objects.count() == before


def test_what_is_published_is_not_judged_again_when_the_calendar_has_moved(directory: Path) -> None:
    """A new holiday may lawfully move dates; another procedure can be published all the same."""
    days = {"kind": "closed", "name": "Nghỉ thêm", "source": "Quyết định", "entered_by_hand": True}
    CalendarDay.objects.update_or_create(day=date(2026, 11, 20), defaults=days)
    calendar_versions.publish(at=LATER)

    assert run(str(directory))[0] == "3 procedures: 0 new, 0 changed, 3 unchanged\n"
    with pytest.raises(SystemExit):
        call_command("load_catalogue", str(directory), "--check", stdout=io.StringIO(), stderr=io.StringIO())


def test_the_tests_of_what_is_published_can_be_run_at_any_time(capsys: pytest.CaptureFixture[str]) -> None:
    out = io.StringIO()
    call_command("procedure_tests", "1.013227", stdout=out, no_color=True)

    lines = out.getvalue().splitlines()
    assert lines[0] == "green  1.013227  Đi hết quy trình trong năm ngày làm việc"
    assert lines[-1].endswith(" tests, 0 red")
    with pytest.raises(CommandError, match=r"No published procedure 9\.999999 has tests"):
        call_command("procedure_tests", "9.999999", stdout=out)


def test_a_red_one_is_told_with_expected_and_found_and_the_command_fails() -> None:
    CalendarDay.objects.update_or_create(
        day=date(2026, 11, 20), defaults={"kind": "closed", "name": "Nghỉ thêm", "source": "Quyết định"}
    )
    calendar_versions.publish(at=LATER)
    out = io.StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("procedure_tests", stdout=out, no_color=True)

    assert stopped.value.code == 1
    assert "red    1.013227  Đi hết quy trình trong năm ngày làm việc" in out.getvalue()
    assert "2026-11-16 10:00  due_at: expected 2026-11-23, found 2026-11-25" in out.getvalue()
    assert {each.code for each in run_all(calendar=calendar_versions.current().as_calendar())} >= {"1.013227"}


def test_looking_for_mistakes_publishes_nothing(directory: Path) -> None:
    change(directory / PERMIT, "confidence: {code: high", "confidence: {code: medium")

    out, _ = run(str(directory), "--check")

    assert out == "3 procedures, no mistakes\n"
    assert versions("1.013227") == [1]


def test_mistakes_are_told_line_by_line_and_the_command_fails(
    directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: five\n")
    change(directory / BIRTH, "unit: same_day", "unit: same_week")
    out, err = io.StringIO(), io.StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("load_catalogue", str(directory), "--json", stdout=out, stderr=err, no_color=True)

    lines = err.getvalue().splitlines()
    assert stopped.value.code == 1
    assert [line.split(":")[0] for line in lines] == [BIRTH, PERMIT]
    assert all(": expected " in line and ", found " in line for line in lines)
    assert [mistake["file"] for mistake in json.loads(out.getvalue())["mistakes"]] == [BIRTH, PERMIT]


def test_a_directory_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="is not a directory"):
        run(str(tmp_path / "nowhere"))
