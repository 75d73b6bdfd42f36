"""The process of a version: a drawing with a table beside it, a file for other programs, and theirs looked at."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion
from motcua.blueprints.workflows.bpmn.importing import imported
from tests.doors import door

PAGE = "/studio/procedures/{}/versions/1/process"
BIRTH, PACKAGE = "1.001193", "3.000722"

pytestmark = pytest.mark.django_db


def drawing(code: str = BIRTH) -> bytes:
    return bytes(door("phuc").get(PAGE.format(code) + ".bpmn").content)


def looked_at(file: bytes | None, code: str = BIRTH) -> HttpResponse:
    given = {} if file is None else {"file": SimpleUploadedFile("quy-trinh.bpmn", file)}
    return door("phuc").post(PAGE.format(code) + "/preview", given)  # type: ignore[return-value]  # the client's own class


def test_every_process_can_be_looked_at_as_a_drawing_and_as_a_table() -> None:
    client = door("phuc")
    for code in Procedure.objects.values_list("code", flat=True):
        page = client.get(PAGE.format(code))
        assert page.status_code == 200, code
        assert "<svg" in page.text


def test_the_table_says_all_that_the_drawing_says() -> None:
    page = door("phuc").get(PAGE.format(PACKAGE)).text
    table = page[page.index("<table") : page.index("</table>")]

    for step in ProcedureVersion.objects.get(procedure__code=PACKAGE).definition["procedure"]["process"]["steps"]:
        assert step["name"] in table
    assert "khi “" in table
    assert "1.004222" in table


def test_where_the_clock_stands_the_ground_and_its_basis_are_said() -> None:
    page = door("phuc").get(PAGE.format(BIRTH)).text

    assert "Thông tư 01/2022/TT-BTP" in page
    assert "is-stop" in page


def test_the_file_for_other_programs_is_the_process() -> None:
    process = ProcedureVersion.objects.get(procedure__code=PACKAGE).definition["procedure"]["process"]

    assert imported(drawing(PACKAGE)) == process


def test_a_sound_drawing_from_elsewhere_is_shown_and_not_published() -> None:
    before = ProcedureVersion.objects.count()

    page = looked_at(drawing().replace("Bước".encode(), "Việc".encode()))

    assert page.status_code == 200
    assert "Không có lỗi" in page.content.decode()
    assert ProcedureVersion.objects.count() == before


def test_mistakes_of_a_drawing_are_told_by_step_and_the_drawing_is_shown() -> None:
    page = looked_at(drawing().replace(b'share_pct="45"', b'share_pct="0"')).content.decode()

    assert "<code>tham_dinh</code>: Bước chưa có thời gian" in page
    assert "<svg" in page


def test_a_step_of_nobody_is_told() -> None:
    page = looked_at(drawing().replace(b' mc:role="signatory"', b"")).content.decode()

    assert "<code>ky</code>: Bước chưa giao cho ai" in page


def test_what_cannot_be_read_is_told_by_element() -> None:
    page = looked_at(drawing().replace(b"<bpmn:userTask", b'<bpmn:subProcess id="con"/><bpmn:userTask', 1))

    assert page.status_code == 422
    assert "<code>con</code>: Hệ thống không dùng loại hình vẽ này" in page.content.decode()


@pytest.mark.parametrize("file", [None, b"quy trinh"], ids=["nothing", "no drawing"])
def test_what_is_no_drawing_is_refused_with_a_sentence(file: bytes | None) -> None:
    page = looked_at(file)

    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.content.decode()


def test_names_from_a_drawing_stay_text() -> None:
    hostile = drawing().replace('name="Ký'.encode(), b'name="&lt;script&gt;x()&lt;/script&gt;')
    hostile = re.sub(rb'name="[^"]*" calledElement', b'name="x" calledElement', hostile)

    page = looked_at(io.BytesIO(hostile).getvalue()).content.decode()

    assert "<script>x()" not in page
