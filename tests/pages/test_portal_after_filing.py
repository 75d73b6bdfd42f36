"""After filing: what was filed, how the result comes, news, and a forged answer to a request."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from motcua.dossiers.commands import decision, delivery, intake
from motcua.dossiers.models import Answers, DeliveryChoice, Dossier, Way
from motcua.dossiers.rules.actor import SYSTEM
from motcua.effects.notifications.models import Notice
from tests.doors import door
from tests.pages.portal import page, signed_in
from tests.world import TUESDAY, World, run_jobs

pytestmark = pytest.mark.django_db

HOME = {"address_province": "99", "address_commune": "Phường Minh Tân", "address_detail": "12 phố Chợ"}


def test_the_way_of_delivery_is_changed_until_the_result_is_handed_over(world: World) -> None:
    dossier, lan = world.finished(), signed_in("lan")
    address = f"/dossiers/{dossier.code}/delivery"

    lan.post(address, {"way": "post", **HOME})
    lan.post(address, {"way": "desk", "unit": "H99.0"})

    assert [*DeliveryChoice.objects.values_list("number", "way", "unit__code")] == [
        (1, "post", None),
        (2, "desk", "H99.0"),
    ]
    assert "Trung tâm Phục vụ hành chính công tỉnh Sông Lam" in page(lan.get(f"/dossiers/{dossier.code}"))
    assert "Đến nhận tại Trung tâm Phục vụ hành chính công tỉnh" in page(
        door("minh").get(f"/desk/dossiers/{dossier.code}")
    )
    hand_over(world, dossier)
    assert lan.post(address, {"way": "online"}).status_code == 409
    assert DeliveryChoice.objects.count() == 2


def hand_over(world: World, dossier: Dossier) -> None:
    decision.deliver(dossier, actor=SYSTEM, at=TUESDAY)


def test_what_goes_by_post_needs_an_address(world: World) -> None:
    dossier, lan = world.accepted(), signed_in("lan")

    answer = lan.post(f"/dossiers/{dossier.code}/delivery", {"way": "post", "address_province": "99"})

    assert answer.status_code == 422
    assert not DeliveryChoice.objects.exists()


def test_an_office_that_hands_out_nothing_is_not_chosen(world: World) -> None:
    dossier, lan = world.accepted(), signed_in("lan")

    assert lan.post(f"/dossiers/{dossier.code}/delivery", {"way": "desk", "unit": "H99.4"}).status_code == 422
    with pytest.raises(delivery.WayNotOffered):
        delivery.choose(dossier, actor=world.lan, at=TUESDAY, way=Way.DESK, unit=world.minh_tan)


def test_a_choice_is_never_rewritten(world: World) -> None:
    dossier = world.accepted()
    delivery.choose(dossier, actor=world.lan, at=TUESDAY, way=Way.ONLINE)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE dossiers_deliverychoice SET way = 'post'")


def test_the_forms_own_answer_is_the_first_choice(world: World) -> None:
    dossier = world.submitted("1.001193")

    assert "Bản điện tử trong tài khoản" in page(signed_in("lan").get(f"/dossiers/{dossier.code}"))


def test_each_filing_is_shown_as_it_was_filed(world: World) -> None:
    dossier, lan = world.submitted("1.001193"), signed_in("lan")

    answer = page(lan.get(f"/dossiers/{dossier.code}/filings/1"))

    assert "Đọc lại đúng" in answer
    assert "SHA-256" in answer
    assert lan.get(f"/dossiers/{dossier.code}/filings/2").status_code == 404


def test_news_is_counted_listed_and_read(world: World) -> None:
    dossier, other, lan = world.submitted("1.001193"), world.submitted("1.013227"), signed_in("lan")
    run_jobs()
    assert "2 tin chưa đọc" in page(lan.get("/notices"))
    assert "1.013227" not in page(lan.get("/notices", {"dossier": str(dossier.code)}))

    lan.post("/notices/reading", {"dossier": str(dossier.code)})
    assert [*Notice.objects.filter(read_at=None).values_list("event__dossier__code", flat=True)] == [other.code]
    lan.post("/notices/reading")

    assert "Không có tin nào chưa đọc" in page(lan.get("/notices"))


def test_nobody_reads_the_news_of_another(world: World) -> None:
    """Negative control: Bình's pressing leaves Lan's unread."""
    world.submitted("1.001193")
    run_jobs()

    signed_in("binh").post("/notices/reading")

    assert Notice.objects.filter(read_at=None).exists()
    assert "chưa có tin báo nào" in page(signed_in("binh").get("/notices"))


def test_a_forged_post_changes_nothing_that_was_not_asked_for(world: World) -> None:
    dossier, lan = world.submitted("1.001193"), signed_in("lan")
    intake.ask_to_complete(dossier, actor=world.minh, at=TUESDAY, items=["tre_ho_ten"], reason="Sai tên")
    before = Answers.objects.get(dossier=dossier).data
    form = f"/drafts/{dossier.uuid}/form"
    shown = page(lan.get(f"{form}/tre"))
    assert 'name="tre_ho_ten"' in shown
    assert 'name="tre_gioi_tinh"' not in shown, "only what was asked for is on the page"

    forged = {
        "asked": ["tre_ho_ten", "me_ho_ten"],
        "tre_ho_ten": "Nguyễn Khang",
        "me_ho_ten": "Kẻ Khác",
        "revision": "",
    }
    answer = lan.post(f"{form}/tre", forged)

    assert answer.status_code == 409
    assert Answers.objects.get(dossier=dossier).data == before
    lan.post(f"{form}/tre", {"asked": ["tre_ho_ten"], "tre_ho_ten": "Nguyễn Khang", "revision": ""})
    assert Answers.objects.get(dossier=dossier).data["tre_ho_ten"] == "Nguyễn Khang"
