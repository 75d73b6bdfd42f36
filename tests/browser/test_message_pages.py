"""How people are told: chosen on a telephone and without scripts; an administrator changes words and follows one."""

from typing import Any

import pytest
from pytest_django import Settings

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications import reactions
from tests.browser.conftest import Visit
from tests.world import World

pytestmark = pytest.mark.browser

DESK: dict[str, int] = {"width": 1280, "height": 900}
DEVICES = pytest.mark.parametrize(
    "device", [{}, {"scripts": False, "viewport": DESK}], ids=["telephone", "desk without scripts"]
)


def told(world: World) -> str:
    dossier = world.accepted()
    reactions.tell_applicant.run(event_id=dossier.events.get(action=Action.ACCEPT).pk)
    return str(dossier.code)


@DEVICES
def test_she_chooses_how_she_is_reached_and_reads_what_was_sent(
    visit: Visit, committed_world: World, device: dict[str, Any], settings: Settings
) -> None:
    settings.VAPID_KEY = "A" * 42 + "E"
    code = told(committed_world)
    lan = visit(**device)
    lan.sign_in("lan", then="/profile")

    lan.follow("Cách nhận tin")
    lan.page.locator("[name='sms-progress']").uncheck()
    lan.page.select_option("#starts", "20")
    lan.press("Lưu cách nhận tin")
    lan.page.fill("#phone", "12")
    lan.press("Lưu số này")
    lan.page.fill("#phone", "0912345699")
    lan.page.select_option("#relation", "child")
    lan.press("Lưu số này")

    assert not lan.page.locator("[name='sms-progress']").is_checked()
    assert lan.page.locator("#starts").input_value() == "20"
    lan.go(f"/dossiers/{code}/messages")
    assert "Hẹn trả" in lan.page.content()


@DEVICES
def test_words_are_changed_with_a_look_beforehand(visit: Visit, committed_world: World, device: dict[str, Any]) -> None:
    phuc = visit(**device)
    phuc.sign_in("phuc", then="/studio/messages")
    phuc.go("/studio/messages/accept/sms/vi")
    phuc.page.fill("#text", "Chào {name}")
    phuc.press("Xem trước")
    assert "dòng 1: name" in phuc.page.content()
    phuc.page.fill("#text", "Hẹn trả {due}. Theo dõi: {link}")
    phuc.press("Xem trước")
    assert "Hen tra 17 gio" in phuc.page.content()
    phuc.press("Lưu phiên bản mới")
    assert "Phiên bản 2" in phuc.page.content()


@DEVICES
def test_a_message_is_followed_to_its_delivery(visit: Visit, committed_world: World, device: dict[str, Any]) -> None:
    code = told(committed_world)
    kien = visit(**device)
    kien.sign_in("kien", then="/studio/messages/trace")
    kien.page.fill("#code", code)
    kien.press("Dò tin")
    assert "Quyết định báo tin" in kien.page.content()
    minh = visit(**device)
    minh.sign_in("minh", then=f"/desk/dossiers/{code}/messages")
    assert "Chờ gửi" in minh.page.content()


def test_a_push_is_shown_and_the_worker_stands_in_nobody_s_way(visit: Visit, committed_world: World) -> None:
    """The push comes from the browser itself, as from its maker's service; what it shows is asked of the browser."""
    lan = visit()
    lan.page.context.grant_permissions(["notifications"], origin=lan.home)
    lan.sign_in("lan", then="/profile/messages")
    browser = lan.page.context.new_cdp_session(lan.page)
    registered: list[dict[str, Any]] = []
    browser.on("ServiceWorker.workerRegistrationUpdated", lambda said: registered.extend(said["registrations"]))
    browser.send("ServiceWorker.enable")
    lan.page.evaluate(REGISTER)

    browser.send(
        "ServiceWorker.deliverPushMessage",
        {"origin": lan.home, "registrationId": registered[-1]["registrationId"], "data": PUSHED},
    )

    assert lan.page.evaluate(SHOWN) == [["Hồ sơ đã có kết quả", "Xem và nhận", "/dossiers/X"]]
    # The pages of the counter have a worker of their own; this one is at home under /notices alone.
    assert [registration["scopeURL"] for registration in registered[-1:]] == [f"{lan.home}/notices"]


PUSHED = '{"title": "Hồ sơ đã có kết quả", "body": "Xem và nhận", "path": "/dossiers/X", "tag": "1"}'
REGISTER = """async () => {
  const worker = await navigator.serviceWorker.register("/push-worker.js", { scope: "/notices" });
  const coming = worker.installing || worker.waiting;
  if (!coming) return;
  await new Promise((done) => {
    coming.addEventListener("statechange", () => { if (coming.state === "activated") done(); });
  });
}"""
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.getRegistration("/notices");
  for (let tries = 0; tries < 100; tries++) {
    const shown = await worker.getNotifications();
    if (shown.length) return shown.map((each) => [each.title, each.body, each.data]);
    await new Promise((done) => setTimeout(done, 50));
  }
  return [];
}"""
