"""The book of a one-stop unit on the screen: read, printed, taken out as a table, closed."""

import csv
import io

import pypdfium2
import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.slips import register
from motcua.effects.slips.models import RegisterBook
from motcua.foundation.audit.models import Export, Look
from motcua.foundation.organisations.models import Agency
from tests.doors import door
from tests.world import World, moment, run_jobs

BOOK = "/desk/registers/H99.1.1/2026"


def accepted(world: World, *, name: str = "") -> Dossier:
    dossier = world.accepted("1.001612")
    if name:
        person = dossier.applicant
        person.full_name = name
        person.save()
    run_jobs()
    return dossier


def test_the_receptionist_reads_the_lines_of_the_book(world: World) -> None:
    dossier = accepted(world)
    client = door("minh")

    books, page = client.get("/desk/registers"), client.get(BOOK)

    assert BOOK in books.text
    for said in (str(dossier.code), "Nguyễn Thị Ngọc Lan", "Phường Minh Tân", "Trực tuyến"):
        assert said in page.text


def test_a_long_book_is_paged_by_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # Fifty-one dossiers would take long to file; the length of a page is all that matters here.
    monkeypatch.setattr("motcua.sites.desk.registers.PAGE", 1)
    first, second = accepted(world), accepted(world)
    client = door("minh")

    page, after = client.get(BOOK).text, client.get(f"{BOOK}?after=1").text

    assert (str(first.code) in page, str(second.code) in page, "?after=1" in page) == (True, False, True)
    assert (str(first.code) in after, str(second.code) in after) == (False, True)
    assert list(Look.objects.order_by("pk").values_list("dossier_id", "part")) == [
        (first.pk, "register"),
        (second.pk, "register"),
    ]
    assert client.get(f"{BOOK}?after=made-up").status_code == 200


def test_the_book_comes_as_a_paper_and_as_a_table_and_both_are_recorded(world: World) -> None:
    accepted(world, name="=HYPERLINK(1)")
    client = door("minh")

    paper, table = client.get(f"{BOOK}/book.pdf"), client.get(f"{BOOK}/book.csv")

    with pypdfium2.PdfDocument(paper.content) as document:
        assert "SỔ THEO DÕI HỒ SƠ NĂM 2026" in document[0].get_textpage().get_text_range()
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][3] == "'=HYPERLINK(1)"
    assert list(Export.objects.values_list("what", "rows")) == [("register-2026 H99.1.1", 1)] * 2


def closing(client: Client) -> str:
    return client.post(f"{BOOK}/closing", follow=True).text


def test_a_book_is_not_closed_before_its_year_is_over_nor_by_a_receptionist(world: World) -> None:
    accepted(world)

    assert "Khóa được khi hết năm 2026" in door("tuan", Role.HEAD).get(BOOK).text
    assert "Khóa sổ năm" not in door("minh").get(BOOK).text
    assert "chưa khóa sổ được" in closing(door("tuan", Role.HEAD))
    assert "Chỉ lãnh đạo" in closing(door("minh"))
    assert RegisterBook.objects.get().closed_at is None


def test_a_closed_book_says_so_and_is_printed_as_it_was(world: World) -> None:
    accepted(world)
    actor = world.head
    register.close(Agency.objects.get(code="H99.1.1"), year=2026, actor=actor, at=moment("2027-01-04T08:00"))

    page, paper = door("minh").get(BOOK), door("minh").get(f"{BOOK}/book.pdf")

    assert "Đã khóa sổ" in page.text
    assert paper.getvalue().startswith(b"%PDF")
