"""After paying and after the result: a receipt, a rating, a petition; on a telephone, and at the desk."""

from uuid import uuid4

import pytest

from motcua.effects.fee_receipts import issuing
from motcua.effects.petitions import acts
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind
from motcua.foundation.organisations.models import Post
from tests.browser.conftest import Visit
from tests.receipts import LE_PHI, paid
from tests.world import MONDAY, TUESDAY, World

pytestmark = pytest.mark.browser


def test_lan_keeps_her_receipt_rates_and_writes(visit: Visit, committed_world: World) -> None:
    dossier = committed_world.finished("1.013227")
    [receipt] = issuing.issue(paid(dossier, LE_PHI).pk)
    v = visit()
    v.sign_in("lan", then=f"/dossiers/{dossier.code}")

    v.page.get_by_role("link", name="Biên lai thu lệ phí").click()
    v.look()
    with v.page.expect_download() as kept:
        v.page.get_by_role("link", name="Tải biên lai để in").click()
    assert kept.value.suggested_filename == f"bien-lai-{receipt.number:07d}.pdf"

    v.page.goto(f"{v.home}/dossiers/{dossier.code}")
    v.page.get_by_role("link", name="Đánh giá").click()
    v.look()
    v.page.get_by_role("button", name="Gửi đánh giá").click()
    v.look()
    v.page.get_by_role("group", name="Nói chung").get_by_text("Rất hài lòng").click()
    v.page.get_by_role("button", name="Gửi đánh giá").click()
    v.page.get_by_text("Xin cảm ơn ông/bà đã đánh giá.").wait_for()

    v.page.get_by_role("link", name="Phản ánh về hồ sơ này").click()
    v.look()
    v.page.get_by_role("group", name="Ông/bà muốn").get_by_text("Phản ánh", exact=True).click()
    v.page.get_by_label("Nội dung").fill("Chờ ở cửa số 2 quá lâu.")
    v.page.get_by_role("button", name="Gửi đi").click()
    v.page.get_by_text("Đã gửi đến cơ quan").wait_for()
    v.look()


def test_the_desk_cancels_answers_and_reports(visit: Visit, committed_world: World) -> None:
    world = committed_world
    dossier = world.accepted("1.013227")
    [receipt] = issuing.issue(paid(dossier, LE_PHI).pk)
    filing = Filing(Kind.COMPLAINT, world.minh_tan, "Cửa số 2 đóng lúc 10 giờ.", account_id=world.lan.account_id)
    petition = acts.file(filing, key=uuid4(), at=MONDAY)
    acts.assign(petition, to=Post.objects.get(pk=world.hoa.post_id or 0), actor=world.head, at=TUESDAY)
    v = visit()
    v.sign_in("nga", then="/desk/fee-receipts")
    v.look()
    v.page.goto(f"{v.home}/desk/fee-receipts/report")
    v.look()
    v.page.goto(f"{v.home}/desk/fee-receipts/{receipt.pk}")
    v.look()
    v.page.get_by_role("link", name="Hủy biên lai").click()
    v.page.get_by_label("Lý do hủy").fill("Thu nhầm hồ sơ")
    v.look()
    v.page.get_by_role("button", name="Hủy biên lai").click()
    v.page.get_by_text("Đã hủy biên lai số").wait_for()
    v.look()

    w = visit()
    w.sign_in("hoa", then="/desk/petitions")
    w.look()
    w.page.get_by_role("link", name="Cửa số 2").click()
    w.look()
    w.page.get_by_label("Trả lời người gửi").fill("Đã sắp xếp lại ca trực.")
    w.page.get_by_role("button", name="Trả lời").click()
    w.page.get_by_text("Đã trả lời người gửi.").wait_for()
    w.look()
