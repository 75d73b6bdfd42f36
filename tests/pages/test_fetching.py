"""At any desk of the province: the code and the number of the card together open the result, and nothing else of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import InvalidToken
from django.core.files.base import ContentFile
from django.test import Client

from motcua.dossiers.access import handed_out_at, visible_to
from motcua.dossiers.models import DeliveryChoice, Dossier, HandingOver, Result, ResultFile
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.notifications.kinds import News
from motcua.effects.notifications.models import OfficerNotice
from motcua.effects.postal.models import Direction, PostalOrder
from motcua.foundation.accounts.sealed import unseal
from motcua.foundation.audit.models import Look
from motcua.sites.desk import presented
from motcua.sites.ui import tries
from tests.doors import door
from tests.papers import a_pdf
from tests.world import TUESDAY, WEDNESDAY, World, account, run_jobs

NOBODY = "Không có hồ sơ nào khớp cả mã và số thẻ này"


@pytest.fixture
def dossier(world: World) -> Dossier:
    return world.finished("1.013227")


def shown(client: Client, code: object, number: str, **more: str) -> str:
    """The address to which whoever shows these two is led; empty where they open nothing."""
    answer = client.post("/desk/fetching", {"code": str(code), "number": number, **more})
    return answer.headers.get("Location", "")


def number_of(dossier: Dossier) -> str:
    return dossier.applicant.personal_id


def signed(dossier: Dossier) -> Result:
    """As if a key had signed it."""
    result = dossier.results.get()
    ResultFile.objects.create(
        result=result,
        number=2,
        state="signed",
        file=result.file,
        signed_by="Trần Anh Tuấn",
        kept_at=TUESDAY,
        kept_by=result.filed_by,
    )
    return result


def listed(name: str, actor: Actor) -> list[str]:
    return [row.code for row in worklists.page(name, actor, at=WEDNESDAY).rows]


def test_neither_half_alone_opens_anything_and_a_wrong_one_is_not_named(dossier: Dossier) -> None:
    quy, another = door("quy"), account("binh").person.personal_id

    answers = [
        quy.post("/desk/fetching", {"code": code, "number": number})
        for code, number in (
            (str(dossier.code), another),
            (f"{dossier.code}9", number_of(dossier)),
            ("H99.1.1-000000-0000", another),
        )
    ]

    assert {answer.status_code for answer in answers} == {422}
    assert all(NOBODY in answer.text for answer in answers)
    assert dossier.applicant.full_name not in "".join(answer.text for answer in answers)
    assert quy.post("/desk/fetching", {"code": str(dossier.code)}).status_code == 422
    assert not Look.objects.exists()
    assert shown(quy, dossier.code, number_of(dossier)), "both open it"


def test_what_is_shown_is_what_is_fetched_and_the_look_is_recorded(dossier: Dossier) -> None:
    quy = door("quy")
    address = shown(quy, dossier.code, number_of(dossier))

    page = quy.get(address).text

    assert number_of(dossier) not in address
    assert str(dossier.code) not in address
    assert str(dossier.code) in page
    assert dossier.applicant.full_name not in page
    assert number_of(dossier) not in page
    assert Look.objects.get().part == "fetching"
    assert "theo mã hồ sơ và thẻ căn cước" in door("lan").get(f"/dossiers/{dossier.code}").text
    assert quy.get(f"/desk/dossiers/{dossier.code}").status_code == 404, "it opens nothing else"
    assert "Không tìm thấy" in quy.post("/desk/search", {"q": str(dossier.code)}, follow=True).text


def test_the_address_is_of_one_officer_for_a_quarter_of_an_hour(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    quy = door("quy")
    address = shown(quy, dossier.code, number_of(dossier))

    assert quy.get(address).status_code == 200
    assert door("minh").get(address).headers["Location"] == "/desk/fetching"
    assert quy.get("/desk/fetching/found?s=bịa").headers["Location"] == "/desk/fetching"
    monkeypatch.setattr(presented, "LASTS", -presented.LASTS)
    late = shown(quy, dossier.code, number_of(dossier))
    assert quy.get(late).headers["Location"] == "/desk/fetching"


def test_the_number_of_the_card_stands_in_no_address_not_even_sealed(dossier: Dossier) -> None:
    quy, number = door("quy"), number_of(dossier)

    said = parse_qs(urlsplit(shown(quy, dossier.code, number)).query)["s"][0]

    with pytest.raises(InvalidToken):
        unseal(said.encode())
    kept = quy.session["presented"]
    assert number not in str(kept)
    assert number in unseal(kept["told"].encode())


def test_nobody_tries_for_long_and_a_right_pair_gives_no_new_tries(world: World, dossier: Dossier) -> None:
    quy = door("quy")

    answers = [
        quy.post("/desk/fetching", {"code": f"{dossier.code}", "number": f"{n:012}"})
        for n in range(tries.MOST_TRIES - 1)
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert shown(quy, dossier.code, number_of(dossier))
    refused = quy.post("/desk/fetching", {"code": str(dossier.code), "number": number_of(dossier)})

    assert (refused.status_code, "Chờ 15 phút" in refused.text) == (429, True)
    assert shown(door("thao"), dossier.code, number_of(dossier)), "her colleagues behind the same address go on"


def test_what_is_signed_electronically_is_printed_and_handed_over_at_once(world: World, dossier: Dossier) -> None:
    result, quy = signed(dossier), door("quy")
    page = quy.get(shown(quy, dossier.code, number_of(dossier)))
    assert "in ra và trả ngay tại đây" in page.text
    assert not handed_out_at(world.quy).exists(), "looking moves nothing"
    before = quy.get(f"/desk/dossiers/{dossier.code}/results/{result.pk}/copy")

    there = quy.post(shown(quy, dossier.code, number_of(dossier))).headers["Location"]
    form = quy.get(there).text

    assert before.status_code == 404
    assert f'value="{number_of(dossier)}"' in form, "what she showed is not typed again"
    assert f"/results/{result.pk}/copy" in form
    printed = quy.get(f"/desk/dossiers/{dossier.code}/results/{result.pk}/copy")
    assert (printed.status_code, b"".join(printed).startswith(b"%PDF")) == (200, True)
    assert Look.objects.filter(file_id=result.file_id).exists()
    told = {"receiver": "herself", "seen_by": "id_typed", "proof": number_of(dossier)}
    assert quy.post(there, told).status_code == 302
    handed = HandingOver.objects.select_related("event").get()
    assert (handed.unit_id, handed.event.agency_id) == (world.quy.agency_id, world.quy.agency_id)
    assert quy.get(f"/desk/dossiers/{dossier.code}/results/{result.pk}/copy").status_code != 200, "then it is over"


def test_paper_that_lies_elsewhere_is_asked_for_sent_and_acknowledged(world: World, dossier: Dossier) -> None:
    quy = door("quy")
    address = shown(quy, dossier.code, number_of(dossier))
    page = quy.get(address).text
    assert dossier.receiving_unit.name in page
    assert "Trả tại quầy này" not in page

    assert quy.post(address, {"send": "1"}, follow=True).status_code == 200
    run_jobs()

    choice = DeliveryChoice.objects.get(dossier=dossier)
    assert (choice.unit_id, choice.chosen_by_id) == (world.quy.agency_id, world.quy.account_id)
    told = OfficerNotice.objects.get(kind=News.RESULT_WANTED)
    assert told.agency_id == dossier.receiving_unit_id
    assert "Quầy khác chờ bản giấy" in door("minh").get("/desk/news").text
    assert (listed("on-their-way", world.minh), listed("to-deliver", world.quy)) == ([dossier.code],) * 2
    assert not visible_to(world.quy).exists()

    assert "Bản giấy còn ở" in quy.get(f"/desk/dossiers/{dossier.code}/delivery").text
    for _twice in range(2):
        assert quy.post(f"/desk/dossiers/{dossier.code}/paper-arrival").status_code == 302

    assert (listed("on-their-way", world.minh), listed("to-deliver", world.quy)) == ([], [dossier.code])
    assert listed("to-deliver", world.minh) == []
    assert "Bản giấy còn ở" not in quy.get(f"/desk/dossiers/{dossier.code}/delivery").text
    assert "Trả tại quầy này" in quy.get(shown(quy, dossier.code, number_of(dossier))).text


def test_another_comes_with_a_paper_and_the_number_that_stands_in_it(world: World, dossier: Dossier) -> None:
    signed(dossier)
    quy = door("quy")
    there = quy.post(shown(quy, dossier.code, number_of(dossier))).headers["Location"]
    told = {"receiver": "other", "seen_by": "id_typed", "proof": "001190000099", "receiver_name": "Trần Văn Thay"}

    assert quy.post(there, told).status_code == 422, "without the paper it stays here"
    dossier.refresh_from_db()
    assert dossier.state == State.RESULT_READY
    assert quy.post(there, told | {"file": ContentFile(a_pdf(), name="giay-uy-quyen.pdf")}).status_code == 302
    handed = HandingOver.objects.get()
    assert (handed.receiver_name, handed.paper is not None) == ("Trần Văn Thay", True)


def test_what_is_not_ready_delivered_or_with_the_post_is_said_and_not_moved(world: World) -> None:
    quy, early = door("quy"), world.accepted("1.013227")
    ready = world.finished("1.001612")
    PostalOrder.objects.create(dossier=ready, direction=Direction.RETURN, number="X", asked_at=TUESDAY)

    for dossier, sentence in ((early, "chưa có kết quả để trả"), (ready, "giao cho bưu điện")):
        address = shown(quy, dossier.code, number_of(dossier))
        assert sentence in quy.get(address).text
        assert quy.post(address).status_code == 409
    assert not DeliveryChoice.objects.exists()


def test_the_codes_of_receipt_and_card_are_read_as_a_scanner_types_them(dossier: Dossier) -> None:
    scanned = f"https://dichvucong.example/tracking?code={dossier.code}#secret=ABCD"

    assert shown(door("quy"), scanned, f" {number_of(dossier)} ")


def test_who_sits_at_no_desk_asks_for_nothing(dossier: Dossier) -> None:
    for who in ("hoa", "lan", "kien", "tuan"):
        answer = door(who).post("/desk/fetching", {"code": str(dossier.code), "number": number_of(dossier)})
        assert answer.status_code == 404, who
