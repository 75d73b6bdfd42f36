"""The ledger's pages: what waits, what is set aside, what differs; and the files that the portal may fetch."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.test import Client

from motcua.dossiers.commands import decision
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.national_portal import comparing, sending
from motcua.effects.national_portal.models import Difference, Message, Stage
from motcua.effects.national_portal.stand_in import TOKEN, PortalStandIn
from motcua.foundation.audit.models import Look
from tests import portal as stand_ins
from tests.doors import door
from tests.world import TUESDAY, WEDNESDAY, World, run_jobs

PAGE = "/studio/national-portal"


@pytest.fixture
def portal(settings: LazySettings) -> Iterator[PortalStandIn]:
    import motcua.config.portal_line  # noqa: F401 - registers its jobs

    yield from stand_ins.opened(settings)


@pytest.fixture
def told(world: World, portal: PortalStandIn) -> Dossier:
    dossier = world.finished("1.013227")
    decision.deliver(dossier, actor=world.minh, at=TUESDAY)
    run_jobs()
    sending.send_due(at=WEDNESDAY)
    return dossier


def administrator() -> Client:
    return door("kien", Role.TECHNICAL_ADMINISTRATOR)


def test_only_whoever_runs_the_system_opens_the_ledger(world: World) -> None:
    assert administrator().get(PAGE).status_code == 200
    assert door("phuc", Role.CATALOGUE_OFFICER).get(PAGE).status_code == 404
    assert door("minh").get(PAGE).status_code == 404


def test_an_empty_ledger_says_so(world: World) -> None:
    body = administrator().get(PAGE).content.decode()

    assert "Không có bản tin nào phải để riêng" in body
    assert "Chưa nối với Cổng" in body


def test_a_dossier_is_found_by_its_code_and_the_look_is_written_down(told: Dossier) -> None:
    client = administrator()
    found = client.get(PAGE, {"code": str(told.code).lower()})

    assert found["Location"] == f"{PAGE}/dossiers/{told.code}"
    assert "Cổng đã nhận" in client.get(found["Location"]).content.decode()
    assert Look.objects.filter(dossier_id=told.pk, part="portal").count() == 1


def test_a_code_that_nobody_has_is_not_found(told: Dossier) -> None:
    missing = administrator().get(PAGE, {"code": "H99.1-261116-9999"})

    assert missing.status_code == 404
    assert "Không thấy hồ sơ có mã này" in missing.content.decode()


def test_a_difference_is_seen_told_again_and_gone(told: Dossier, portal: PortalStandIn) -> None:
    client, page = administrator(), f"{PAGE}/dossiers/{told.code}"
    portal.portal.dossiers[str(told.code)] = {**portal.portal.dossiers[str(told.code)], "ChuHoSo": "Trần Văn Bảo"}

    client.post(f"{page}/comparison")
    seen = client.get(page).content.decode()
    listed = client.get(PAGE, {"show": "differing"}).content.decode()
    client.post(f"{page}/resending")
    run_jobs()
    client.post(f"{page}/comparison")

    assert "Hai bên lệch nhau" in seen
    assert "ChuHoSo" in seen
    assert "Trần Văn Bảo" not in seen
    assert str(told.code) in listed
    assert not Difference.objects.filter(ended_at=None).exists()
    assert "Hai bên giống nhau" in client.get(page).content.decode()


def test_what_was_set_aside_is_tried_again(told: Dossier, portal: PortalStandIn) -> None:
    aside = Message.objects.filter(dossier=told).latest("sequence")
    Message.objects.filter(pk=aside.pk).update(stage=Stage.SET_ASIDE, accepted_at=None, answer="-2: sai")
    client = administrator()

    assert "-2: sai" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}/dossiers/{told.code}/messages/{aside.sequence}/retrying")
    run_jobs()

    assert Message.objects.get(pk=aside.pk).stage == Stage.ACCEPTED


def test_a_portal_that_is_down_is_said_and_nothing_changes(told: Dossier, portal: PortalStandIn) -> None:
    portal.book.order("broken_gateway", 100)

    answered = administrator().post(f"{PAGE}/dossiers/{told.code}/comparison", follow=True)

    assert "Cổng Dịch vụ công quốc gia chưa trả lời" in answered.content.decode()
    assert not Difference.objects.exists()


def files_of(portal: PortalStandIn, dossier: Dossier) -> list[str]:
    item = portal.portal.dossiers[str(dossier.code)]
    return [
        *(urlsplit(paper["DuongDanTaiTepTin"]).path for paper in item["TaiLieuNop"]),
        *(urlsplit(paper["DuongDanTepTinKetQua"]).path for paper in item["DanhSachGiayToKetQua"]),
    ]


def test_the_portal_fetches_what_was_named_to_it(told: Dossier, portal: PortalStandIn) -> None:
    answers = [Client().get(path, headers={"authorization": f"Bearer {TOKEN}"}) for path in files_of(portal, told)]

    assert len(answers) >= 2
    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.getvalue().startswith(b"%PDF") for answer in answers)


@pytest.mark.parametrize("authorisation", ["", "Bearer ", "Bearer wrong", TOKEN, f"Basic {TOKEN}"])
def test_a_link_alone_opens_nothing(told: Dossier, portal: PortalStandIn, authorisation: str) -> None:
    for path in files_of(portal, told):
        assert Client().get(path, headers={"authorization": authorisation}).status_code == 404


def test_without_a_token_of_its_own_there_is_no_door(
    told: Dossier, portal: PortalStandIn, settings: LazySettings
) -> None:
    settings.NATIONAL_PORTAL_FILES_TOKEN = ""

    for authorisation in ("", "Bearer "):
        path = files_of(portal, told)[0]
        assert Client().get(path, headers={"authorization": authorisation}).status_code == 404


def test_a_forged_link_opens_nothing_even_with_the_token(told: Dossier, portal: PortalStandIn) -> None:
    path = files_of(portal, told)[0]
    named, _dot, signature = path.rpartition("/")[2].partition(".")
    other = f"p{int(named[1:]) + 1}"

    for forged in (f"{other}.{signature}", f"{named}.{'A' * 20}", named, f"{named}.", f"x1.{signature}", "p.é"):
        answer = Client().get(f"/national-portal/files/{forged}", headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 404


def test_the_comparison_is_a_command(told: Dossier, portal: PortalStandIn, capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    call_command("portal_compare", "--all")
    assert "1 compared, 0 differences" in capsys.readouterr().out

    portal.portal.dossiers.pop(str(told.code))
    with pytest.raises(SystemExit):
        call_command("portal_compare", "--all", "--json")
    assert comparing.WHOLE in {row.field for row in Difference.objects.all()}
