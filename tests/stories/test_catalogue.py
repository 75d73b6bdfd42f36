"""Publishing: twice is once, a change is a new version, a mistake changes nothing, what was published is frozen."""

import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from motcua.blueprints.catalogue import loading, queries
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes
from motcua.blueprints.catalogue.models import FormerCode, Procedure, ProcedureVersion
from motcua.blueprints.catalogue.reading import SHARED

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


def current(code: str) -> ProcedureVersion:
    return queries.find(code).version


def versions(code: str) -> list[int]:
    found = ProcedureVersion.objects.filter(procedure__code=code).order_by("number")
    return list(found.values_list("number", flat=True))


def test_every_procedure_that_ships_is_published() -> None:
    """The test database begins as an installation does: with the catalogue loaded once."""
    assert queries.published().count() == 34
    assert set(ProcedureVersion.objects.values_list("number", flat=True)) == {1}


def test_loading_the_same_files_again_publishes_nothing() -> None:
    before = ProcedureVersion.objects.count()

    again = loading.load(settings.CATALOGUE_DIR, at=LATER)

    assert [each.published for each in again] == [None] * 34
    assert ProcedureVersion.objects.count() == before


def test_a_change_publishes_the_next_version_and_keeps_the_former(directory: Path) -> None:
    first = current("1.013227")
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")

    loaded = loading.load(directory, at=LATER)

    second = current("1.013227")
    assert [(each.code, each.published, each.is_new) for each in loaded if each.published] == [("1.013227", 2, False)]
    assert queries.definition_of(first.pk).default_limit.amount == 5
    assert queries.definition_of(second.pk).default_limit.amount == 4
    assert (second.number, second.published_at) == (2, LATER)


def test_going_back_to_an_earlier_text_is_a_further_version(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")
    loading.load(directory, at=LATER)
    change(directory / PERMIT, "amount: 4\n", "amount: 5\n")

    loading.load(directory, at=LATER)

    assert versions("1.013227") == [1, 2, 3]


def test_a_shared_list_that_changes_publishes_the_procedures_that_use_it(directory: Path) -> None:
    change(directory / "option_lists.yaml", "{value: cha, label: Cha}", "{value: cha, label: Bố}")

    loaded = loading.load(directory, at=LATER)

    assert {each.code for each in loaded if each.published} == {"1.001193", "3.000722"}


def test_a_mistake_in_one_file_leaves_everything_as_it_was(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")
    change(directory / BIRTH, "share_pct: 45", "share_pct: 46")
    before = ProcedureVersion.objects.count()

    with pytest.raises(CatalogueHasMistakes):
        loading.load(directory, at=LATER)

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

    loading.load(directory, at=LATER)

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
    loading.load(directory, at=LATER)

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
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")

    out, err = run(str(directory))

    assert out.splitlines() == [
        "1.013227  version 2  Gia hạn giấy phép xây dựng (nhà ở riêng lẻ, công trình cấp III, IV)",
        "3 procedures: 0 new, 1 changed, 2 unchanged",
    ]
    assert err == ""


def test_the_command_speaks_json(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")

    told = json.loads(run(str(directory), "--json")[0])

    assert {key: told[key] for key in ("loaded", "published", "unchanged")} == {
        "loaded": 3,
        "published": 1,
        "unchanged": 2,
    }
    assert {"code": "1.013227", "published": 2, "is_new": False} in told["procedures"]


def test_looking_for_mistakes_publishes_nothing(directory: Path) -> None:
    change(directory / PERMIT, "amount: 5\n", "amount: 4\n")

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
