"""Taking the national catalogue in: what is new, changed, proposed, and that nothing of ours is touched."""

import io
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.models import NationalEntry, Procedure, ProcedureVersion
from motcua.blueprints.catalogue.national import comparing, importing, queries
from motcua.blueprints.catalogue.national.importing import Became, Taken, take_in
from motcua.blueprints.catalogue.national.parsing import parse
from tests import national
from tests.world import MONDAY, TUESDAY, World

#: A procedure that can be filed, and one that only the nation knows.
OURS, THEIRS = "1.001193", "9.000001"


def taken(file: Path, *, preview: bool = False) -> list[Taken]:
    return list(take_in(file, at=MONDAY, preview=preview))


def became(found: list[Taken]) -> list[Became]:
    return [each.became for each in found]


def all_entries() -> list[Any]:
    return list(NationalEntry.objects.order_by("pk").values())


def all_of_ours() -> list[Any]:
    return [*Procedure.objects.order_by("pk").values(), *ProcedureVersion.objects.order_by("pk").values()]


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    return national.written(tmp_path, national.procedure(THEIRS), b"broken", national.procedure(OURS))


def test_what_is_read_can_be_found_by_its_columns(file: Path) -> None:
    taken(file)

    entry = NationalEntry.objects.get(code=THEIRS)
    assert entry.name == "Cấp giấy chứng nhận nuôi chim bồ câu cảnh"
    assert (entry.keywords, entry.sector_name, entry.levels) == ("chim cảnh", "Chăn nuôi", ["Cấp xã"])
    assert entry.agency_name == "Ủy ban nhân dân cấp xã"


def test_a_second_time_changes_nothing(file: Path) -> None:
    first = taken(file)
    before = all_entries()

    second = list(take_in(file, at=TUESDAY))

    assert became(first) == [Became.NEW, Became.BROKEN, Became.NEW]
    assert became(second) == [Became.UNCHANGED, Became.BROKEN, Became.UNCHANGED]
    assert all_entries() == before


def test_a_preview_tells_the_same_and_writes_nothing(file: Path) -> None:
    assert taken(file, preview=True) == taken(file, preview=True) == taken(file)
    assert NationalEntry.objects.count() == 2


def test_a_change_is_told_by_its_keys(file: Path, tmp_path: Path) -> None:
    taken(file)
    changed = national.procedure(THEIRS, TENTTHC="Tên mới", CANCUPHAPLY=[])

    (found,) = taken(national.written(tmp_path, changed))

    assert (found.became, found.changed) == (Became.CHANGED, ("CANCUPHAPLY", "TENTTHC"))
    assert NationalEntry.objects.get(code=THEIRS).name == "Tên mới"


def test_a_procedure_that_can_be_filed_is_proposed_about_and_never_changed(file: Path) -> None:
    before = all_of_ours()

    found = taken(file)

    assert [each.code for each in found if each.is_proposal] == [OURS]
    assert [entry.code for entry in queries.proposals()] == [OURS]
    assert [entry.code for entry in queries.readable()] == [THEIRS]
    assert all_of_ours() == before


def test_an_imported_procedure_becomes_fileable_once_it_has_a_definition(file: Path) -> None:
    taken(file)
    ours = Procedure.objects.get(code=OURS)

    ours.pk, ours.code = None, THEIRS
    ours.save(force_insert=True)

    assert THEIRS not in queries.readable().values_list("code", flat=True)
    assert THEIRS in queries.proposals().values_list("code", flat=True)
    assert catalogue.find(THEIRS).procedure == ours


def test_what_was_settled_is_about_that_very_content(world: World, file: Path, tmp_path: Path) -> None:
    taken(file)
    entry = NationalEntry.objects.get(code=OURS)
    account_id = world.minh.account_id
    assert account_id is not None

    queries.settle(entry, by=account_id, note=" Giữ của ta, QĐ 1/2026 ", seen_hash=entry.content_hash, at=TUESDAY)

    assert not [each for each in taken(file) if each.is_proposal]
    assert not queries.unsettled(queries.proposals()).exists()
    (again,) = taken(national.written(tmp_path, national.procedure(OURS, TENTTHC="Khác")))
    assert again.is_proposal
    kept = NationalEntry.objects.get(code=OURS)
    assert kept.settled_hash == entry.content_hash
    assert (kept.settled_note, kept.settled_at) == ("Giữ của ta, QĐ 1/2026", TUESDAY)


def test_nothing_is_settled_without_a_note_or_about_what_has_moved_on(world: World, file: Path) -> None:
    taken(file)
    entry = NationalEntry.objects.get(code=OURS)
    account_id = world.minh.account_id
    assert account_id is not None

    with pytest.raises(queries.NoteMissing):
        queries.settle(entry, by=account_id, note=" ", seen_hash=entry.content_hash, at=TUESDAY)
    with pytest.raises(queries.ContentMovedOn):
        queries.settle(entry, by=account_id, note="Giữ", seen_hash="another", at=TUESDAY)
    assert NationalEntry.objects.get(code=OURS).settled_at is None


def test_an_import_that_was_cut_short_is_simply_run_again(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The size of a batch is a constant of the module and no setting.
    monkeypatch.setattr(importing, "BATCH", 2)
    file = national.written(tmp_path, *(national.procedure(f"9.00000{number}") for number in range(5)))
    next(take_in(file, at=MONDAY))

    assert NationalEntry.objects.count() == 2
    assert became(taken(file)) == [Became.UNCHANGED] * 2 + [Became.NEW] * 3


def test_differences_are_told_part_by_part(world: World) -> None:
    definition = catalogue.definition_of(catalogue.find(OURS).version.pk)
    times = [national.way("1", national.time("5"))]
    theirs = parse(national.procedure(OURS, TENTTHC=definition.name, CACHTHUCTHUCHIEN=times))

    found = {each.part: each for each in comparing.differences(definition, theirs)}

    assert "name" not in found
    assert found["time"].theirs == (comparing.Lasting("counter", "5", "working_day"),)
    assert {each.channel for each in found["time"].ours if isinstance(each, comparing.Lasting)} >= {"online"}
    assert found["legal_basis"].theirs == ("31/2024/QH15",)
    assert "60/2014/QH13" in found["legal_basis"].ours


def test_the_commands_speak_to_people_and_to_programs(file: Path) -> None:
    told, as_json = io.StringIO(), io.StringIO()

    call_command("import_national_catalogue", file, "--preview", stdout=told)
    call_command("import_national_catalogue", file, "--json", stdout=as_json)

    assert "line 2: broken: not JSON" in told.getvalue()
    assert "2 new, 0 changed, 0 unchanged, 1 broken; 1 proposals" in told.getvalue()
    outcome = json.loads(as_json.getvalue())
    assert (outcome["new"], outcome["proposals"], outcome["broken"][0]["line"]) == (2, [OURS], 2)
    with pytest.raises(CommandError):
        call_command("import_national_catalogue", file.with_name("none"))


def test_the_doctor_counts_by_kind_and_leaves_out_what_was_settled(world: World, tmp_path: Path) -> None:
    taken(national.written(tmp_path, national.procedure(THEIRS, CANCUPHAPLY=[])))
    told, as_json, settled = io.StringIO(), io.StringIO(), io.StringIO()

    call_command("catalogue_doctor", stdout=told)
    call_command("catalogue_doctor", "--json", stdout=as_json)
    entry, account_id = NationalEntry.objects.get(), world.minh.account_id
    assert account_id is not None
    queries.settle(entry, by=account_id, note="Đã hỏi", seen_hash=entry.content_hash, at=TUESDAY)
    call_command("catalogue_doctor", "--json", stdout=settled)

    assert "no_legal_basis: no legal basis" in told.getvalue()
    assert f"no_legal_basis  {THEIRS}" in told.getvalue()
    assert json.loads(as_json.getvalue())["national_catalogue"]["counts"] == {"no_legal_basis": 1}
    assert json.loads(settled.getvalue())["national_catalogue"]["counts"] == {}
    assert json.loads(settled.getvalue())["procedures_of_ours"]["counts"]


@pytest.mark.skipif("NATIONAL_CATALOGUE" not in os.environ, reason="NATIONAL_CATALOGUE names no file")
def test_the_real_catalogue_goes_in_whole_and_only_once(world: World) -> None:
    file = Path(os.environ["NATIONAL_CATALOGUE"])
    before, began = all_of_ours(), time.perf_counter()

    first = taken(file)
    seconds = time.perf_counter() - began
    second = taken(file)

    print(f"\n{len(first)} procedures taken in within {seconds:.1f} s")  # noqa: T201 - the figure is wanted
    assert set(became(first)) == {Became.NEW}
    assert len(first) == NationalEntry.objects.count() == 2130
    assert set(became(second)) == {Became.UNCHANGED}
    assert sum(each.is_proposal for each in first) == queries.proposals().count() == 21
    assert all_of_ours() == before
    for entry in queries.proposals():
        definition = catalogue.definition_of(catalogue.find(entry.code).version.pk)
        assert comparing.differences(definition, parse(entry.content)), entry.code
