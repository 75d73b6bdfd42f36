"""The registers on the dossier's page and at the counter: a button, a mark with its time, and nothing in the way."""

from collections.abc import Iterator
from typing import Any

import pytest
from lxml import html
from pytest_django import Settings

from motcua.dossiers.commands import drafting, holders, intake
from motcua.dossiers.models import Answers, Dossier
from motcua.effects.registries.models import LookUp, LookUpOutcome
from motcua.effects.registries.population.stand_in import Misbehaviour
from motcua.effects.registries.purposes import Purpose
from motcua.foundation.accounts.models import Membership, Person
from tests import registers
from tests.doors import door
from tests.pages.portal import form_to, page
from tests.registers import Registers
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db
BLOCK = "Kiểm tra với cơ sở dữ liệu"


@pytest.fixture
def opened(settings: Settings) -> Iterator[Registers]:
    with registers.opened(settings) as found:
        yield found


def shown(dossier: Dossier, *, by: str = "minh") -> str:
    return page(door(by).get(f"/desk/dossiers/{dossier.code}"))


def press(dossier: Dossier, *, by: str = "minh", **said: str) -> Any:
    asked = {"register": "population_db", "about": "applicant", "purpose": "verify", **said}
    return door(by).post(f"/desk/dossiers/{dossier.code}/look-ups", asked, follow=True)


def block_of(text: str) -> str:
    found = html.fromstring(text).xpath("//section[@aria-labelledby='registers']")
    return " ".join(str(found[0].text_content()).split()) if found else ""


def with_father(world: World, *, number: str) -> Dossier:
    """The form names a father by a number."""
    dossier = world.draft("1.001193")
    drafting.save_answers(dossier, changed={"cha_so_dinh_danh": number}, revision=None, at=MONDAY)
    intake.submit(dossier, actor=world.lan, at=MONDAY, key="with-father")
    dossier.refresh_from_db()
    return dossier


@pytest.mark.usefixtures("opened")
def test_each_person_stands_beside_the_register_that_knows_her(world: World) -> None:
    dossier = world.submitted("1.001193")
    assert "Chưa kiểm tra" in block_of(shown(dossier))

    said = block_of(page(press(dossier)))

    assert "Khớp" in said
    assert "Lò Thị Minh" in said
    assert "Họ, chữ đệm, tên" in said
    assert "Xác thực họ tên, ngày sinh, số định danh" in said


@pytest.mark.usefixtures("opened")
def test_a_father_who_is_somebody_else_is_marked_field_by_field(world: World) -> None:
    dossier = with_father(world, number="001088000022")

    said = block_of(page(press(dossier, about="form:cha_ho_ten", purpose="decide")))

    assert "Người cha" in said
    assert "Có thông tin khác" in said
    assert "Bình" not in said, "of the man whose number it is nothing is told"


@pytest.mark.usefixtures("opened")
def test_that_an_officer_asked_is_told_to_the_person(world: World) -> None:
    dossier = world.submitted("1.001193")
    press(dossier)

    assert "việc kiểm tra với Cơ sở dữ liệu quốc gia về dân cư" in page(door("lan").get(f"/dossiers/{dossier.code}"))


def test_a_register_that_is_down_says_so_with_its_time_and_the_acts_stay(world: World, opened: Registers) -> None:
    opened.population.book.misbehaviour = Misbehaviour.BROKEN_GATEWAY
    dossier = world.submitted("1.001193")

    answer = page(press(dossier))

    assert "cơ sở dữ liệu không trả lời" in block_of(answer)
    assert "Cứ xử lý hồ sơ theo giấy tờ" in answer
    assert "Tiếp nhận hồ sơ" in answer
    assert LookUp.objects.get().answer.outcome == LookUpOutcome.DOWN


@pytest.mark.usefixtures("opened")
def test_a_polite_no_is_told_where_the_work_goes_on(world: World) -> None:
    dossier = world.submitted("1.001193")

    assert "Chưa chọn mục đích tra cứu" in page(press(dossier, purpose=""))
    assert "không dùng cho người hoặc thủ tục này" in page(press(dossier, about="form:nobody"))
    assert press(dossier, register="land_db").status_code == 404
    assert not LookUp.objects.exists()


def test_another_commune_finds_no_such_dossier(world: World, opened: Registers) -> None:
    dossier = world.submitted("1.001193")

    assert press(dossier, by="quy").status_code == 404
    assert opened.population.book.asked == []


@pytest.mark.usefixtures("opened")
def test_a_closed_dossier_is_read_and_asks_no_register(world: World) -> None:
    closed, in_hand = world.finished(), world.accepted()

    assert 'name="purpose"' not in shown(closed)
    assert 'name="purpose"' in shown(in_hand)


def test_without_registers_the_page_says_nothing_of_them(world: World) -> None:
    assert BLOCK not in shown(world.submitted("1.001193"))


@pytest.mark.usefixtures("opened")
def test_an_organisation_is_asked_about_in_the_business_register(world: World) -> None:
    dossier = world.draft("1.013227", by=world.yen)
    membership = Membership.objects.get(person__accounts__identities__subject="yen")
    holders.file_for_organisation(dossier, membership=membership, at=MONDAY)
    intake.submit(dossier, actor=world.yen, at=MONDAY, key="business")
    dossier.refresh_from_db()

    said = block_of(page(press(dossier, register="enterprise_db", about="organisation")))

    assert "Tổ chức: Công ty TNHH Sông Lam Xanh" in said
    assert "Đang hoạt động" in said
    assert "Lương Hải Yến" in said


# --- at the counter


def counter(world: World) -> Dossier:
    Person.objects.filter(accounts__identities__subject="lan").update(residence={})
    dossier = world.draft("1.001193", by=world.minh)
    kept = Answers.objects.get(dossier=dossier)
    Answers.objects.filter(dossier=dossier).update(
        data={key: value for key, value in kept.data.items() if key != "nyc_noi_cu_tru"}
    )
    return dossier


def ask_at_counter(dossier: Dossier, **typed: str) -> Any:
    minh, at = door("minh"), f"/desk/counter/{dossier.uuid}"
    return minh.post(at, {**form_to(minh.get(at), at), "register": "1", **typed}, follow=True)


def test_at_the_counter_empty_boxes_are_filled_from_the_register(world: World, opened: Registers) -> None:
    dossier = counter(world)

    answer = page(ask_at_counter(dossier))

    kept = Answers.objects.get(dossier=dossier)
    assert kept.data["nyc_noi_cu_tru"] == {"province": "99", "commune": "99001", "detail": "Số 12, tổ 4"}
    assert kept.sources["nyc_ho_ten"]["from"] == "register"
    assert "Đã điền" in answer
    noted = LookUp.objects.get()
    assert (noted.purpose, noted.post_id, noted.dossier_id) == (Purpose.FILL_IN, world.minh.post_id, dossier.pk)
    assert opened.population.book.complaints == []


@pytest.mark.usefixtures("opened")
def test_what_was_typed_at_the_counter_stays_and_is_named(world: World) -> None:
    dossier = world.draft("1.001193", by=world.minh)
    drafting.save_answers(dossier, changed={"nyc_ngay_sinh": "1995-03-06"}, revision=None, at=MONDAY)

    answer = page(ask_at_counter(dossier))

    assert "ghi khác ở" in answer
    assert Answers.objects.get(dossier=dossier).data["nyc_ngay_sinh"] == "1995-03-06"


def test_a_register_that_is_down_does_not_hold_up_the_counter(world: World, opened: Registers) -> None:
    opened.population.book.misbehaviour = Misbehaviour.FAULT
    dossier = counter(world)

    answer = ask_at_counter(dossier, nyc_dien_thoai="0911111111")

    assert answer.status_code == 200
    assert "Cơ sở dữ liệu đang không trả lời" in page(answer)
    assert Answers.objects.get(dossier=dossier).data["nyc_dien_thoai"] == "0911111111"


def test_without_a_register_the_counter_offers_none(world: World) -> None:
    assert "Điền từ Cơ sở dữ liệu dân cư" not in page(door("minh").get(f"/desk/counter/{counter(world).uuid}"))
