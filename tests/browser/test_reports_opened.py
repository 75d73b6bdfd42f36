"""Reports with numbers of procedures, petitions and money: each opens, and two people stand for what is given out."""

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.effects.petitions import acts
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind, Petition
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Post
from tests.browser.conftest import Visit
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, run_jobs

NOVEMBER, OCTOBER = "from=2026-11-01&to=2026-11-30", "from=2026-10-01&to=2026-10-31"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: FRIDAY + timedelta(hours=9))


def answered(world: World) -> Petition:
    filing = Filing(Kind.COMPLAINT, world.minh_tan, "Cửa số 2 đóng lúc 10 giờ.", account_id=world.lan.account_id)
    petition = acts.file(filing, key=uuid4(), at=MONDAY)
    acts.assign(petition, to=Post.objects.get(pk=world.hoa.post_id or 0), actor=world.head, at=TUESDAY)
    acts.answer(petition, text="Cơ quan xin lỗi và đã sắp xếp lại ca trực.", actor=world.hoa, at=WEDNESDAY)
    return petition


def test_an_index_opens_into_procedures_and_petitions_and_a_month_has_two_people(
    visit: Visit, committed_world: World
) -> None:
    world = committed_world
    answered(world)
    world.accepted("1.013227")
    run_jobs()
    v = visit()
    v.sign_in("dat")
    v.go(f"/desk/reports/index-766?{NOVEMBER}")
    v.page.get_by_role("row", name="Phản ánh Chỉ tiêu K5.1").get_by_role("link").click()
    v.page.get_by_text("Ủy ban nhân dân phường Minh Tân, Đã trả lời").wait_for()
    v.look()
    v.go(f"/desk/reports/index-766/dossiers/undated_announcements?{NOVEMBER}")
    v.look()
    v.go(f"/desk/reports/dti?{NOVEMBER}")
    v.look()

    v.go(f"/desk/reports/dti?{OCTOBER}")
    v.press("Chốt số liệu kỳ này")
    v.page.get_by_text("Chờ người thứ hai").wait_for()
    assert not v.page.get_by_role("button", name="Duyệt số liệu này").count()
    v.look()


def test_she_says_whether_the_answer_satisfies_her_and_its_officer_reads_it(
    visit: Visit, committed_world: World
) -> None:
    petition = answered(committed_world)
    run_jobs()
    lan = visit()
    lan.sign_in("lan", then=f"/petitions/{petition.pk}")
    lan.page.get_by_text("Ông/bà có hài lòng với câu trả lời này không?").wait_for()
    lan.look()
    lan.page.get_by_role("button", name="Gửi ý kiến").click()
    lan.page.get_by_text("Chọn một trong ba mức").first.wait_for()
    lan.look()
    lan.page.get_by_label("Chưa hài lòng").check()
    lan.page.get_by_role("button", name="Gửi ý kiến").click()
    lan.page.get_by_text("Ý kiến của ông/bà:").wait_for()
    lan.look()

    hoa = visit()
    hoa.sign_in("hoa", then="/desk/news")
    hoa.look()
    hoa.page.get_by_role("link", name="Ông/bà được giao trả lời").click()
    hoa.page.get_by_text("Chưa hài lòng").wait_for()
    hoa.look()
