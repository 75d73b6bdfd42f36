"""One dossier as its officers read it, and the trace that reading leaves."""

from django.test import Client

from motcua.dossiers.commands import handling, intake
from motcua.foundation.audit.models import Look, Seen
from tests.doors import door
from tests.world import MONDAY, TUESDAY, World


def test_the_page_says_what_was_filed_in_words(world: World) -> None:
    dossier = world.submitted("1.001193")

    page = door("minh").get(f"/desk/dossiers/{dossier.code}")

    for words in (
        "Người được khai sinh",
        "Nguyễn Minh Khôi",
        "28/10/2026",
        "12 phố Chợ, Phường Minh Tân",
        "Đã cam đoan",
    ):
        assert words in page.text
    assert "can_cuoc" not in page.text


def test_the_rows_of_a_table_are_shown_with_their_columns(world: World) -> None:
    dossier = world.submitted("1.001612")

    assert "Bán lẻ lương thực, thực phẩm" in door("minh").get(f"/desk/dossiers/{dossier.code}").text


def test_each_paper_shows_the_proof_of_its_bytes_and_can_be_fetched(world: World) -> None:
    dossier = world.submitted("1.013227")
    paper = dossier.filings.get().papers[0]
    client = door("minh")

    page = client.get(f"/desk/dossiers/{dossier.code}")
    answer = client.get(f"/desk/dossiers/{dossier.code}/files/{paper['file']}")

    assert paper["sha256"] in page.text
    assert f"/desk/dossiers/{dossier.code}/files/{paper['file']}" in page.text
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.getvalue().startswith(b"%PDF")


def test_a_file_of_another_dossier_is_not_there(world: World) -> None:
    mine, other = world.submitted("1.013227"), world.submitted("1.013227")
    file_id = other.filings.get().papers[0]["file"]

    assert door("minh").get(f"/desk/dossiers/{mine.code}/files/{file_id}").status_code == 404


def test_every_look_is_written_down(world: World) -> None:
    dossier = world.submitted("1.013227")
    file_id = dossier.filings.get().papers[0]["file"]
    client = door("minh")

    client.get(f"/desk/dossiers/{dossier.code}")
    client.get(f"/desk/dossiers/{dossier.code}/files/{file_id}").getvalue()

    looks = Look.objects.filter(dossier_id=dossier.pk).order_by("pk").values_list("seen", "file_id", "account_id")
    minh = world.minh.account_id
    assert [(seen, str(file) if file else None, who) for seen, file, who in looks] == [
        (Seen.DOSSIER, None, minh),
        (Seen.FILE, file_id, minh),
    ]


def test_the_deadline_explains_itself(world: World) -> None:
    dossier = world.accepted("1.013227")

    page = door("hoa").get(f"/desk/dossiers/{dossier.code}").text

    assert "Hẹn 17 giờ, thứ Hai 23/11/2026" in page
    assert "Tính 5 ngày: thứ Ba 17/11/2026; thứ Tư 18/11/2026" in page
    assert "Không tính: thứ Bảy 21/11/2026; Chủ nhật 22/11/2026" in page


def test_a_standing_clock_says_why(world: World) -> None:
    dossier = world.accepted("1.001193")
    handling.forward(world.open_item(dossier), actor=world.hoa, at=MONDAY)

    answer = door("hoa").get(f"/desk/dossiers/{dossier.code}").text
    assert "Tạm dừng tính thời hạn: chờ người nộp xem bản dự thảo" in answer


def test_the_way_shows_who_has_the_step_and_what_is_to_come(world: World) -> None:
    dossier = world.accepted("1.013227")
    handling.assign(world.open_item(dossier), actor=world.hoa, at=MONDAY)

    page = door("hoa").get(f"/desk/dossiers/{dossier.code}").text

    assert "Đặng Thu Hoa, Ủy ban nhân dân phường Minh Tân" in page
    assert "Ký gia hạn" in page


def test_a_reason_is_text_and_never_markup(world: World) -> None:
    dossier = world.submitted("1.013227")
    intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="<script>alert(1)</script>")

    page = door("minh").get(f"/desk/dossiers/{dossier.code}").text

    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_receipt_is_a_pdf_even_before_the_worker_made_it(world: World) -> None:
    dossier = world.accepted("1.013227")

    answer = door("minh").get(f"/desk/dossiers/{dossier.code}/slips/receipt")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.getvalue().startswith(b"%PDF")
    assert Look.objects.filter(dossier_id=dossier.pk, seen=Seen.FILE).count() == 1


def test_a_paper_that_was_never_given_is_not_there(world: World) -> None:
    dossier = world.submitted("1.013227")

    for kind in ("receipt", "refusal", "anything"):
        assert door("minh").get(f"/desk/dossiers/{dossier.code}/slips/{kind}").status_code == 404


def buttons(client: Client, code: str | None) -> set[str]:
    page = client.get(f"/desk/dossiers/{code}").text
    ends = ("acceptance", "refusal", "completion-request", "supplement-requests", "decision", "publication", "delivery")
    return {end for end in ends if f'/desk/dossiers/{code}/{end}"' in page}


def test_buttons_are_those_of_the_table_for_role_place_and_step(world: World) -> None:
    submitted, accepted = world.submitted("1.013227"), world.accepted("1.013227")
    worked, finished = world.worked("1.013227"), world.finished("1.013227")

    assert buttons(door("minh"), submitted.code) == {"acceptance", "refusal", "completion-request"}
    assert buttons(door("hoa"), submitted.code) == set()
    assert buttons(door("hoa"), accepted.code) == {"supplement-requests"}
    assert buttons(door("tuan"), accepted.code) == set()
    assert buttons(door("tuan"), worked.code) == {"decision"}
    assert buttons(door("minh"), finished.code) == {"delivery"}
