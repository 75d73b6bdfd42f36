"""The desk makes results: drafted, shown, signed with a key or without one, sealed, recalled."""

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier, Recall, Result
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.accounts.models import Account
from tests.doors import door
from tests.pages.portal import page
from tests.signing import Office
from tests.world import World


@pytest.fixture
def keyed(signing_office: Office, world: World) -> Dossier:
    signing_office.key(Account.objects.get(pk=world.tuan.account_id or 0))
    signing_office.key(world.minh_tan)
    return world.worked()


def at(dossier: Dossier, act: str) -> str:
    return f"/desk/dossiers/{dossier.code}/{act}"


def drafted(dossier: Dossier, world: World) -> Result:
    hoa = door("hoa")
    assert "Soạn từ mẫu" in page(hoa.get(at(dossier, "result")))
    answer = hoa.post(at(dossier, "result-draft"), {"kind": "gpxd_gia_han", "signer": str(world.tuan.account_id)})
    assert answer.status_code == 302
    return dossier.results.latest("pk")


def signed(client: Client, dossier: Dossier, **more: str) -> int:
    seen = dossier.results.latest("pk").file.sha256
    return client.post(at(dossier, "decision"), {"outcome": "granted", "seen": seen, **more}).status_code


def test_from_the_draft_to_the_recall(keyed: Dossier, world: World) -> None:
    result = drafted(keyed, world)
    tuan, van = door("tuan"), door("van")
    assert "Phạm Anh Tuấn" in page(tuan.get(at(keyed, "decision")))
    assert result.file.sha256 in page(tuan.get(at(keyed, "decision")))
    assert signed(tuan, keyed) == 302

    shown = page(van.get(at(keyed, "publication")))
    assert "01/GPXD-UBND" in shown
    seen = {"seen": keyed.results.get().file.sha256, "number": "01/GPXD-UBND"}
    assert van.post(at(keyed, "publication"), seen).status_code == 302

    told = page(tuan.get(at(keyed, f"results/{result.pk}")))
    assert "Chữ ký số: Phạm Anh Tuấn" in told
    assert "Thu hồi kết quả" in told
    assert "Thu hồi kết quả" not in page(van.get(at(keyed, f"results/{result.pk}")))
    assert tuan.post(at(keyed, f"results/{result.pk}/recall"), {"reason": ""}).status_code == 422
    assert tuan.post(at(keyed, f"results/{result.pk}/recall"), {"reason": "Sai địa chỉ"}).status_code == 302
    assert Recall.objects.get().result == result
    first = result.files.get(number=1).file_id
    assert tuan.get(at(keyed, f"files/{first}")).getvalue().startswith(b"%PDF"), "as it was before it was signed"
    hers = page(door("lan").get(f"/dossiers/{keyed.code}"))
    shown_to_her = [words in hers for words in ("Sai địa chỉ", "Kết quả đã bị thu hồi", "Đã có kết quả.", "Tải về")]
    assert shown_to_her == [True, True, False, False]

    drafted(keyed, world)
    assert "Ký bản mới" in page(tuan.get(f"/desk/dossiers/{keyed.code}"))
    seen = {"seen": keyed.results.latest("pk").file.sha256}
    assert tuan.post(at(keyed, "result-signature"), seen).status_code == 302
    seen = {"seen": keyed.results.latest("pk").file.sha256, "number": "02/GPXD-UBND"}
    assert van.post(at(keyed, "result-reissue"), seen).status_code == 302
    assert [each.state for each in keyed.results.order_by("pk")] == ["recalled", "issued"]
    assert "Đã có kết quả." in page(door("lan").get(f"/dossiers/{keyed.code}"))


def test_a_page_that_is_old_signs_nothing(keyed: Dossier, world: World) -> None:
    drafted(keyed, world)

    answer = door("tuan").post(at(keyed, "decision"), {"outcome": "granted", "seen": "0" * 64})

    assert answer.status_code == 409
    assert "Văn bản kết quả đã đổi" in page(answer)
    keyed.refresh_from_db()
    assert keyed.state == State.IN_PROGRESS


def test_without_a_key_the_page_says_so(world: World) -> None:
    dossier = world.worked()
    drafted(dossier, world)

    assert "Chưa có chữ ký số" in page(door("tuan").get(at(dossier, "decision")))
    assert signed(door("tuan"), dossier) == 302
    dossier.refresh_from_db()
    assert dossier.state == State.DECIDED


def test_what_we_have_set_opens_in_the_browser_and_what_came_from_elsewhere_is_saved(world: World) -> None:
    dossier = world.worked()
    own = drafted(dossier, world)
    assert shown(own).startswith("inline")

    Result.objects.update(layout="")
    assert shown(own).startswith("attachment")


def shown(result: Result) -> str:
    answer = door("hoa").get(at(result.dossier, f"results/{result.pk}/document"))
    assert answer.getvalue().startswith(b"%PDF")
    return answer["Content-Disposition"]
