"""An administrator takes the drawing of a process to another program and back; nothing is published by that."""

import io
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import ProcedureVersion

pytestmark = pytest.mark.django_db

BIRTH = "1.001193"


@pytest.fixture
def drawing(tmp_path: Path) -> Path:
    file = tmp_path / "khai-sinh.bpmn"
    call_command("workflow_export", BIRTH, to=file, stdout=io.StringIO())
    return file


def run(file: Path, *, code: str = BIRTH, write: Path | None = None) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("workflow_import", file, procedure=code, write=write, stdout=out, stderr=err, no_color=True)
    except SystemExit:
        err.write("failed")
    return out.getvalue(), err.getvalue()


def test_the_process_comes_back_as_it_stands_in_the_file(drawing: Path, tmp_path: Path) -> None:
    before = ProcedureVersion.objects.count()

    out, err = run(drawing, write=tmp_path / "back.yaml")

    assert err == ""
    process = queries.find(BIRTH).version.definition["procedure"]["process"]
    assert yaml.safe_load(out)["process"] == process
    assert yaml.safe_load((tmp_path / "back.yaml").read_text(encoding="utf-8"))["process"] == process
    assert ProcedureVersion.objects.count() == before


def test_the_drawing_is_printed_where_no_file_is_named() -> None:
    out = io.StringIO()

    call_command("workflow_export", BIRTH, stdout=out)

    assert "<bpmn:process " in out.getvalue()


def test_mistakes_are_told_by_name(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8").replace('share_pct="45"', 'share_pct="0"')
    drawing.write_text(text, encoding="utf-8")

    out, err = run(drawing)

    assert "tham_dinh" in out
    assert "an undefined time: tham_dinh" in err
    assert err.endswith("failed")


def test_a_step_in_a_lane_of_nobody_is_unassigned(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8").replace(' mc:role="signatory"', "")
    drawing.write_text(text, encoding="utf-8")

    assert "an unassigned step: ky" in run(drawing)[1]


def test_what_is_outside_our_part_of_the_notation_is_told_by_element(drawing: Path) -> None:
    text = drawing.read_text(encoding="utf-8").replace("<bpmn:userTask", '<bpmn:subProcess id="con"/><bpmn:userTask', 1)
    drawing.write_text(text, encoding="utf-8")

    out, err = run(drawing)

    assert out == ""
    assert "khai-sinh.bpmn: con: is not in the part of BPMN that we read (subProcess)" in err


def test_a_procedure_or_file_that_is_not_there_is_said_so(drawing: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no procedure"):
        call_command("workflow_export", "9.999999")
    with pytest.raises(CommandError, match="no procedure"):
        run(drawing, code="9.999999")
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "nowhere.bpmn")


def test_a_file_that_is_no_drawing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.bpmn").write_text("quy trình", encoding="utf-8")

    with pytest.raises(CommandError, match="no BPMN file"):
        run(tmp_path / "x.bpmn")
