"""A version that came after the decision waits in a list of its own: counted, found, done one by one or together."""

from typing import Any
from uuid import uuid4

import pytest
from lxml import html

from motcua.dossiers.commands import decision, replacing, results
from motcua.dossiers.models import Dossier, SigningRequest
from motcua.dossiers.queries import worklists
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.accounts.models import Account
from tests.doors import door
from tests.signing import Office
from tests.world import WEDNESDAY, World

SIGN, ISSUE = "to-sign-again", "to-reissue"


def recalled(world: World) -> Dossier:
    """Out and recalled; nothing has taken its place."""
    dossier = world.finished("1.013227")
    replacing.recall(dossier.results.get(), actor=world.tuan, at=WEDNESDAY, reason="Sai địa chỉ công trình")
    return dossier


def written(dossier: Dossier, world: World) -> Dossier:
    """A new version lies there."""
    kind = dossier.results.latest("pk").kind
    results.file_result(dossier, kind=kind, file=world.file(by=world.hoa), actor=world.hoa, at=WEDNESDAY)
    return dossier


def listed(name: str, actor: Actor) -> list[str]:
    rows = [row.code for row in worklists.page(name, actor, at=WEDNESDAY).rows]
    assert worklists.counts(actor, of=[name], at=WEDNESDAY) == {name: len(rows)}
    return rows


def press(who: str, act: str, dossiers: list[Dossier], *, queue: str, **more: str) -> Any:
    posted = {"act": act, "queue": queue, "codes": [d.code for d in dossiers], "key": uuid4().hex, **more}
    return door(who).post("/desk/batches", posted, follow=True)


def states(dossier: Dossier) -> list[str]:
    return list(dossier.results.order_by("pk").values_list("state", flat=True))


def test_it_waits_for_whoever_signs_and_then_for_the_clerk(world: World) -> None:
    dossier, other = recalled(world), recalled(world)
    assert (listed(SIGN, world.tuan), listed(ISSUE, world.van)) == ([], []), "nobody has written a new one yet"

    written(dossier, world)
    assert (listed(SIGN, world.tuan), listed(ISSUE, world.van)) == ([dossier.code], [])
    replacing.sign_again(dossier, actor=world.tuan)
    assert (listed(SIGN, world.tuan), listed(ISSUE, world.van)) == ([], [dossier.code])
    replacing.reissue(dossier, actor=world.van, at=WEDNESDAY, number="77/GPXD")
    assert (listed(SIGN, world.tuan), listed(ISSUE, world.van)) == ([], [])

    assert states(other) == ["recalled"], "a result that is only recalled asks nobody for anything"


def test_what_was_edited_between_signature_and_seal_is_signed_again(world: World) -> None:
    dossier = world.decided("1.013227")
    assert listed(SIGN, world.tuan) == []

    written(dossier, world)

    assert (listed(SIGN, world.tuan), listed(ISSUE, world.van)) == ([dossier.code], [])
    replacing.sign_again(dossier, actor=world.tuan)
    assert (listed(SIGN, world.tuan), listed(ISSUE, world.van)) == ([], []), "its publication is a step like any other"
    decision.publish(dossier, actor=world.van, at=WEDNESDAY, number="78/GPXD")


def test_other_agencies_and_roles_have_none_of_it(world: World) -> None:
    written(recalled(world), world)

    for who in ("hoa", "minh", "van", "quy"):
        assert door(who).get(f"/desk/lists/{SIGN}").status_code == 404
    assert listed(SIGN, world.quy) == []


def test_the_list_counts_shows_the_button_and_is_narrowed(world: World) -> None:
    dossier = written(recalled(world), world)

    page = door("tuan").get(f"/desk/lists/{SIGN}").text

    link = html.fromstring(page).xpath(f"//a[@href='/desk/lists/{SIGN}']")[0]
    assert " ".join(link.text_content().split()) == "Chờ ký lại1"
    assert f"/desk/dossiers/{dossier.code}/result-signature" in page
    assert str(dossier.code) in door("tuan").get(f"/desk/lists/{SIGN}?procedure=1.013227").text
    assert "Không có hồ sơ nào khớp" in door("tuan").get(f"/desk/lists/{SIGN}?procedure=1.001193").text


def test_many_are_signed_and_issued_together(world: World) -> None:
    dossiers = [written(recalled(world), world) for _ in range(2)]
    never = world.finished("1.013227")

    page = press("tuan", "sign-again", [*dossiers, never], queue=SIGN).text
    assert "Đã ký bản mới của 2 trên 3 hồ sơ" in page
    assert states(never) == ["issued"]
    page = press("van", "reissue", dossiers, queue=ISSUE, number="81/GPXD").text

    assert "Đã phát hành bản thay thế của 2 trên 2 hồ sơ" in page
    assert [states(dossier) for dossier in dossiers] == [["recalled", "issued"]] * 2
    assert [dossier.results.latest("pk").number for dossier in dossiers] == ["81/GPXD", "82/GPXD"]


@pytest.mark.usefixtures("signing_office")
def test_with_keys_one_authorisation_signs_them_all(world: World, signing_office: Office) -> None:
    dossiers = [written(recalled(world), world) for _ in range(2)]
    signing_office.key(Account.objects.get(pk=world.tuan.account_id or 0))
    signing_office.key(world.minh_tan)

    press("tuan", "sign-again", dossiers, queue=SIGN)
    press("van", "reissue", dossiers, queue=ISSUE, number="91/GPXD")

    assert [states(dossier) for dossier in dossiers] == [["recalled", "issued"]] * 2
    assert SigningRequest.objects.filter(state="done").count() == 4
