"""One real dossier, end to end: the three procedures that every newcomer tries, with and without JavaScript.

A citizen finds, fills, attaches, checks and files on a phone; officers take it to the delivered result; the citizen
follows it all the way. axe and the eye for sideways scrolling look at every page on the way.
"""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from motcua.dossiers.models import Dossier, WorkItem, WorkStatus
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation import legal_time
from motcua.foundation.organisations.models import Post
from tests import samples
from tests.browser.conftest import Visit, Visitor
from tests.browser.forms import fill
from tests.world import World, run_jobs

pytestmark = pytest.mark.browser

WHO_FILES = {"1.001193": "lan", "1.001612": "binh", "1.013227": "binh"}
WORDS = {"1.001193": "khai sinh", "1.001612": "ho kinh doanh", "1.013227": "gia han giay phep xay dung"}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    place = tmp_path / "Ảnh giấy tờ.jpg"
    place.write_bytes(samples.jpeg())
    return place


@pytest.fixture
def result(tmp_path: Path) -> Path:
    place = tmp_path / "Kết quả.pdf"
    place.write_bytes(samples.pdf("Kết quả giải quyết"))
    return place


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("code", ["1.001193", "1.001612", "1.013227"])
def test_from_the_search_to_the_delivered_result(
    visit: Visit,
    paper: Path,
    result: Path,
    code: str,
    scripts: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    citizen = visit(scripts=scripts)
    find(citizen, code)
    start(citizen, code)
    fill_in(citizen, code)
    attach(citizen, code, paper)
    dossier = file(citizen)
    # How people pay is told elsewhere.
    World().pay(dossier, at=legal_time.now())

    run_jobs()
    accept(visit(scripts=scripts), dossier)
    work_through(visit, citizen, dossier, result, scripts=scripts)

    dossier.refresh_from_db()
    assert dossier.state == State.RESULT_DELIVERED
    citizen.go(f"/dossiers/{dossier.code}")
    expect(citizen.page.get_by_text("Đã trả kết quả").first).to_be_visible()
    with citizen.page.expect_download() as download:
        citizen.page.locator(f"a[href*='/files/{dossier.results.get().file_id}']").first.click()
    assert Path(download.value.path()).read_bytes() == result.read_bytes()


def find(citizen: Visitor, code: str) -> None:
    citizen.go("/")
    citizen.page.fill("#q", WORDS[code])
    citizen.page.press("#q", "Enter")
    citizen.page.wait_for_url("**/procedures?**")
    citizen.look()
    citizen.page.locator(f"a[href='/procedures/{code}']").first.click()
    citizen.page.wait_for_url(f"**/procedures/{code}")
    citizen.look()


def start(citizen: Visitor, code: str) -> None:
    """Asked to sign in on the way, and brought back to where she was."""
    citizen.page.get_by_role("link", name="Nộp trực tuyến").first.click()
    citizen.page.wait_for_url(f"**/procedures/{code}/case")
    citizen.look()
    citizen.page.get_by_role("button", name="Bắt đầu nộp").first.click()
    citizen.page.wait_for_load_state()
    if citizen.page.locator("#password").count():
        citizen.page.fill("#name", WHO_FILES[code])
        citizen.page.fill("#password", "mot-cua-xin-chao")
        citizen.press("Đăng nhập")
    if citizen.page.get_by_role("button", name="Bắt đầu").count():
        citizen.press("Bắt đầu")


def fill_in(citizen: Visitor, code: str) -> None:
    for _ in range(12):
        if "/form/" not in citizen.page.url:
            return
        fill(citizen.page, samples.ANSWERS[code])
        citizen.press("^Lưu và tiếp tục")
    raise AssertionError(f"the form does not end: {citizen.page.url}")


def attach(citizen: Visitor, code: str, paper: Path) -> None:
    assert citizen.page.url.endswith("/papers")
    for item in samples.PAPERS[code]:
        card = citizen.page.locator(f"#{item}")
        card.locator("input[type=file]").set_input_files(paper)
        card.get_by_role("button", name="Tải ảnh này lên" if citizen.scripts else "Tải lên").click()
        expect(citizen.page.locator(f"#{item}")).to_contain_text("Đã có 1 tệp")
        citizen.page.wait_for_load_state()
        citizen.look()
    citizen.follow("Tiếp tục: xem lại")


def file(citizen: Visitor) -> Dossier:
    citizen.press("^Nộp hồ sơ")
    assert citizen.page.url.endswith("/receipt")
    dossier = Dossier.objects.exclude(code=None).latest("submitted_at")
    expect(citizen.page.locator("main")).to_contain_text(str(dossier.code))
    for paper in dossier.filings.get().papers:
        expect(citizen.page.locator("main")).to_contain_text(paper["sha256"])
    return dossier


def accept(officer: Visitor, dossier: Dossier) -> None:
    officer.sign_in("minh", then="/desk/lists/to-receive")
    officer.page.locator(f"a[href*='{dossier.code}']").first.click()
    officer.page.wait_for_load_state()
    officer.go(f"/desk/dossiers/{dossier.code}")
    officer.go(f"/desk/dossiers/{dossier.code}/acceptance")
    officer.press("Tiếp nhận")
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS
    slip = officer.page.request.get(f"{officer.home}/desk/dossiers/{dossier.code}/slips/receipt")
    assert slip.body().startswith(b"%PDF")


def work_through(visit: Visit, citizen: Visitor, dossier: Dossier, result: Path, *, scripts: bool) -> None:
    """Whatever step is open, whoever holds it does it, until none is."""
    for _ in range(12):
        item = WorkItem.objects.filter(dossier=dossier, status=WorkStatus.OPEN).select_related("agency").first()
        if item is None:
            return
        if item.act == "confirm_draft":
            citizen.go(f"/dossiers/{dossier.code}")
            citizen.press("Xác nhận")
            continue
        officer = visit(scripts=scripts, viewport={"width": 1280, "height": 900})
        sign_in_as_holder(officer, item)
        DO[item.act](officer, dossier, item, result)
        item.refresh_from_db()
        assert item.status == WorkStatus.DONE, officer.page.locator("main").inner_text()
    raise AssertionError("the process does not end")


def sign_in_as_holder(officer: Visitor, item: WorkItem) -> None:
    """The officer of that role and agency, in that post."""
    post = Post.objects.filter(agency=item.agency, role=item.role).order_by("pk")[:1].get()
    name = post.account.identities.get(provider="password").subject
    officer.sign_in(name, then="/post")
    if officer.page.locator(f"[name=post_id][value='{post.pk}']").count():
        officer.page.locator(f"[name=post_id][value='{post.pk}']").check()
        officer.press("Làm việc ở vị trí này")


def forward(officer: Visitor, dossier: Dossier, _: WorkItem, __: Path) -> None:
    officer.go(f"/desk/dossiers/{dossier.code}")
    officer.press("chuyển bước sau")


def answer(officer: Visitor, dossier: Dossier, item: WorkItem, _: Path) -> None:
    officer.go(f"/desk/dossiers/{dossier.code}/work/{item.pk}/opinion")
    officer.page.locator("[name=kind][value=agreed]").check()
    officer.press("Gửi ý kiến")


def decide(officer: Visitor, dossier: Dossier, _: WorkItem, result: Path) -> None:
    officer.go(f"/desk/dossiers/{dossier.code}/result")
    if officer.page.locator("[name=kind]").count():
        officer.page.locator("[name=kind]").first.check()
    officer.page.locator("input[type=file]").set_input_files(result)
    officer.press("Lưu văn bản kết quả")
    officer.go(f"/desk/dossiers/{dossier.code}/decision")
    officer.page.locator("[name=outcome][value=granted]").check()
    officer.press("^Ký kết quả")


def publish(officer: Visitor, dossier: Dossier, _: WorkItem, __: Path) -> None:
    officer.go(f"/desk/dossiers/{dossier.code}/publication")
    officer.page.locator("[name=number]").fill("15/2026")
    officer.press("Phát hành kết quả")


def deliver(officer: Visitor, dossier: Dossier, _: WorkItem, __: Path) -> None:
    officer.go(f"/desk/dossiers/{dossier.code}/delivery")
    officer.page.locator("[name=receiver][value=herself]").check()
    officer.page.locator("[name=seen_by][value=receipt_shown]").check()
    officer.page.fill("[name=proof]", dossier.tracking_secret)
    officer.press("^Trả kết quả")


DO = {"work": forward, "consult": answer, "decide": decide, "publish": publish, "deliver": deliver}
