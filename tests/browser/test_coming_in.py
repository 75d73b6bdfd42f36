"""Lan comes in with VNeID; an officer with a passkey, and without scripts with the code of an app."""

import base64
import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from motcua.foundation.accounts.demo import PASSWORD
from motcua.foundation.accounts.second_factor import factors
from tests import openid
from tests.browser.conftest import Visit
from tests.pages.test_second_factor import code_of
from tests.world import World, account

pytestmark = pytest.mark.browser


@pytest.fixture
def vneid(live_server: LiveServer, settings: Settings, committed_world: World) -> Iterator[str]:
    person = account("lan").person
    assert person.birth_date is not None
    lan = {
        "HoVaTen": person.full_name,
        "SoDinhDanh": person.personal_id,
        "NgayThangNamSinh": f"{person.birth_date:%d/%m/%Y}",
        "loAs": "LoA2",
    }
    cache.clear()
    with openid.provider([f"{live_server.url}/sign-in/from/vneid"], {"lan": lan}) as url:
        settings.VNEID_URL, settings.VNEID_ID, settings.VNEID_SECRET = url, openid.CLIENT, openid.SECRET
        yield url
    cache.clear()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_lan_comes_from_the_sign_in_to_her_dossiers(
    vneid: str, visit: Visit, committed_world: World, *, scripts: bool
) -> None:
    dossier = committed_world.accepted()
    lan = visit(scripts=scripts)

    lan.go("/dossiers")
    lan.page.get_by_role("link", name="Đăng nhập bằng VNeID").click()
    lan.page.wait_for_url(f"{vneid}/**")
    lan.page.fill("input[name=login]", "lan")
    lan.page.fill("input[name=password]", "any")
    lan.page.get_by_role("button", name=re.compile("sign-?in|login", re.IGNORECASE)).click()
    lan.page.wait_for_url("**/dossiers")
    # The provider's own page wants a typeface from the internet.
    lan.faults.clear()
    lan.look()

    expect(lan.page.get_by_text(str(dossier.code)).first).to_be_visible()

    lan.go("/profile/identities")
    expect(lan.page.get_by_role("heading", name="VNeID")).to_be_visible()
    expect(lan.page.get_by_text("Danh tính của ông/bà đã được xác thực")).to_be_visible()


def test_an_officer_adds_a_passkey_and_comes_in_with_it(visit: Visit, committed_world: World) -> None:
    minh = visit()
    devtools = minh.page.context.new_cdp_session(minh.page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    minh.sign_in("minh", then="/profile/second-factor/passkey")
    minh.page.get_by_role("button", name="Thêm khóa").click()
    expect(minh.page.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    minh.look()
    minh.go("/profile/second-factor")
    expect(minh.page.get_by_text("Còn 10 mã dự phòng")).to_be_visible()

    minh.page.context.clear_cookies()
    minh.sign_in("minh", then="/desk/search")
    expect(minh.page.get_by_role("heading", name="Xác thực bước hai")).to_be_visible()
    minh.page.get_by_role("button", name="Dùng khóa bảo mật của máy").click()

    minh.page.wait_for_url("**/desk/search")
    assert factors.of(account("minh"))[0].last_used_at is not None


def test_without_scripts_the_app_s_code_remains(visit: Visit, committed_world: World) -> None:
    hoa = visit(scripts=False)
    hoa.sign_in("hoa", then="/profile/second-factor")
    hoa.follow("Thêm khóa bảo mật")
    expect(hoa.page.get_by_text("Trình duyệt này không dùng được khóa bảo mật")).to_be_visible()
    hoa.follow("Dùng ứng dụng mã trên điện thoại")
    secret = "".join((hoa.page.locator(".door-secret").text_content() or "").split())
    assert len(base64.b32decode(secret)) == 20
    hoa.page.fill("#code", code_of(secret))
    hoa.press("Bật ứng dụng mã")

    hoa.page.context.clear_cookies()
    hoa.go("/sign-in?next=/desk/search")
    hoa.page.fill("#name", "hoa")
    hoa.page.fill("#password", PASSWORD)
    hoa.press("Đăng nhập")
    hoa.page.fill("#code", code_of(secret, periods_later=1))
    hoa.press("Xác thực")

    assert "/desk/search" in hoa.page.url
