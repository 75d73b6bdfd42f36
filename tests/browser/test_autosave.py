"""Nobody ever loses a keystroke: networks go, telephones die, sessions end, and two devices are open at once."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from motcua.dossiers.models import Answers
from tests.browser.conftest import Visit, Visitor
from tests.samples import HOME
from tests.world import World

pytestmark = pytest.mark.browser

STATUS = "[data-saved]"
NAME = "#tre_ho_ten"


@pytest.fixture
def draft(committed_world: World) -> str:
    return f"/drafts/{committed_world.draft('1.001193').uuid}"


def at(visit: Visit, path: str, **device: Any) -> Visitor:
    visitor = visit(**device)
    visitor.sign_in("lan", then=path)
    visitor.look()
    return visitor


def saved(page: Page) -> None:
    expect(page.locator(STATUS)).to_contain_text("Đã lưu lúc")
    page.wait_for_function("Object.keys(sessionStorage).every(key => !key.startsWith('unsaved:'))")


def answers_of(draft: str) -> Any:
    return Answers.objects.get(dossier__uuid=draft.removeprefix("/drafts/")).data


def test_an_answer_is_saved_without_pressing_anything(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")

    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    lan.page.press(NAME, "Tab")
    saved(lan.page)

    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng"
    lan.look()


def test_what_is_still_being_typed_is_saved_after_a_pause(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")

    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    saved(lan.page)

    expect(lan.page.locator(NAME)).to_be_focused()
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng"


def test_without_a_network_it_waits_and_says_so_and_is_saved_when_it_is_back(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")
    before = answers_of(draft)

    lan.page.context.set_offline(True)
    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    lan.page.press(NAME, "Tab")
    expect(lan.page.locator(STATUS)).to_contain_text("Mất mạng")
    assert answers_of(draft) == before, "nothing can have arrived"
    lan.page.context.set_offline(False)
    saved(lan.page)

    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng"
    lan.faults.clear()  # the browser says of each try that there was no network


def test_a_telephone_that_dies_in_mid_word_loses_at_most_that_field(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")
    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    lan.page.press(NAME, "Tab")
    saved(lan.page)
    lan.page.locator("#tre_noi_sinh_co_so").press_sequentially("Trạm")
    lan.page.context.close()

    elsewhere = at(visit, draft, viewport={"width": 1280, "height": 900})
    elsewhere.go(f"{draft}/form/tre")

    expect(elsewhere.page.locator(NAME)).to_have_value("Nguyễn Hải Đăng")


def test_a_page_that_is_left_in_mid_word_sends_what_was_typed(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")

    lan.page.locator("#tre_noi_sinh_co_so").fill("Trạm y tế xã")
    lan.page.goto(f"{lan.home}/dossiers")
    lan.go(f"{draft}/form/tre")

    expect(lan.page.locator("#tre_noi_sinh_co_so")).to_have_value("Trạm y tế xã")


def test_a_session_that_ends_costs_nothing(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")
    lan.page.context.clear_cookies(name="sessionid")

    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    lan.page.press(NAME, "Tab")
    expect(lan.page.locator(STATUS)).to_contain_text("Phiên đăng nhập đã hết")
    lan.page.locator(f"{STATUS} a").click()
    lan.page.fill("#name", "lan")
    lan.page.fill("#password", "mot-cua-xin-chao")
    lan.page.get_by_role("button", name="Đăng nhập").first.click()

    expect(lan.page.locator(NAME)).to_have_value("Nguyễn Hải Đăng")
    expect(lan.page.locator(NAME)).to_be_focused()
    saved(lan.page)
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng"
    lan.faults.clear()  # the browser notes that the first try was refused


def test_signing_out_leaves_nothing_of_it_in_the_window(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")
    lan.page.context.set_offline(True)
    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    assert "Hải" in lan.page.evaluate("JSON.stringify(sessionStorage)"), "kept while it is not saved"
    lan.page.context.set_offline(False)

    lan.page.locator("[data-menu] summary").click()
    lan.page.get_by_role("button", name="Đăng xuất").click()
    lan.page.wait_for_url(f"{lan.home}/")

    assert "Hải" not in lan.page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    lan.faults.clear()


def test_two_devices_on_one_question_show_both_and_let_her_choose(visit: Visit, draft: str) -> None:
    phone, desk = at(visit, f"{draft}/form/tre"), at(visit, f"{draft}/form/tre")
    desk.page.fill(NAME, "Nguyễn Hải Đăng")
    desk.page.press(NAME, "Tab")
    saved(desk.page)

    phone.page.fill(NAME, "Nguyễn Minh Khang")
    phone.page.press(NAME, "Tab")
    both = phone.page.locator("[data-both]")
    expect(both).to_contain_text("Nguyễn Hải Đăng")
    expect(both).to_contain_text("Nguyễn Minh Khang")
    phone.look()
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng", "nothing is overwritten meanwhile"
    both.get_by_role("button", name=re.compile("Giữ bản ở đây")).click()
    expect(both).to_have_count(0)
    saved(phone.page)

    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Minh Khang"


def test_the_other_devices_answer_can_be_taken(visit: Visit, draft: str) -> None:
    phone, desk = at(visit, f"{draft}/form/tre"), at(visit, f"{draft}/form/tre")
    desk.page.fill(NAME, "Nguyễn Hải Đăng")
    desk.page.press(NAME, "Tab")
    saved(desk.page)
    phone.page.fill(NAME, "Nguyễn Minh Khang")
    phone.page.press(NAME, "Tab")

    phone.page.get_by_role("button", name=re.compile("Lấy bản ở máy kia")).click()

    expect(phone.page.locator(NAME)).to_have_value("Nguyễn Hải Đăng")
    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng"


def test_questions_come_and_go_at_once_and_keep_what_was_typed(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/ban_sao")
    copies = lan.page.locator("#so_ban_sao")
    tick = lan.page.locator("input[name=cap_ban_sao][type=checkbox], input[name=cap_ban_sao][value=true]").first

    lan.page.context.set_offline(True)
    tick.check()
    expect(copies).to_be_visible()
    copies.fill("3")
    if tick.get_attribute("type") == "checkbox":
        tick.uncheck()
    else:
        lan.page.locator("input[name=cap_ban_sao][value=false]").check()
    expect(copies).to_have_count(0)
    tick.check()
    expect(copies).to_have_value("3")
    lan.page.context.set_offline(False)
    saved(lan.page)

    assert answers_of(draft)["so_ban_sao"] == 3
    lan.faults.clear()


def test_a_mistake_is_remarked_quietly_once_the_field_is_left(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/nguoi_yeu_cau")
    phone = lan.page.locator("#nyc_dien_thoai")

    phone.fill("09123")
    saved(lan.page)
    expect(lan.page.locator("[data-remark]")).to_have_count(0)
    lan.page.locator("#nyc_ho_ten").focus()
    phone.fill("091234")
    phone.press("Tab")

    expect(lan.page.locator("[data-question=nyc_dien_thoai] [data-remark]")).to_contain_text("Số điện thoại")
    lan.look()


def test_without_a_script_the_page_saves_when_it_is_sent(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre", scripts=False)

    lan.page.fill(NAME, "Nguyễn Hải Đăng")
    lan.page.get_by_role("button", name="Lưu, làm tiếp sau").click()
    lan.page.wait_for_url("**/dossiers")

    assert answers_of(draft)["tre_ho_ten"] == "Nguyễn Hải Đăng"


def test_an_address_that_comes_up_later_knows_its_communes(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/nhan_ket_qua")

    lan.page.locator("input[name=hinh_thuc_nhan][value=postal]").check()
    with lan.page.expect_response("**/communes?province=99"):
        lan.page.select_option("#dia_chi_nhan_province", "99")
    lan.page.fill("#dia_chi_nhan_commune", "minh tan")
    lan.page.fill("#dia_chi_nhan_detail", "12 phố Chợ")
    lan.page.press("#dia_chi_nhan_detail", "Tab")
    saved(lan.page)

    expect(lan.page.locator("#dia_chi_nhan_commune-list option")).not_to_have_count(0)
    assert answers_of(draft)["dia_chi_nhan"] == HOME


def test_an_address_of_before_is_turned_into_one_of_today(visit: Visit, draft: str) -> None:
    lan = at(visit, f"{draft}/form/tre")
    place = lan.page.locator("[data-question=tre_noi_sinh]")

    lan.page.fill("#tre_noi_sinh_commune", "")
    place.locator("details summary").first.click()
    lan.page.fill("#tre_noi_sinh_former", "xã Tân Thạnh, huyện Thới Lai, Cần Thơ")
    place.get_by_role("button", name="Tìm xã, phường hiện nay").click()
    lan.page.wait_for_load_state()
    lan.look()
    lan.page.locator("input[name=tre_noi_sinh_choice]").first.check()
    saved(lan.page)

    assert answers_of(draft)["tre_noi_sinh"]["commune"] in {"31666", "31288"}
