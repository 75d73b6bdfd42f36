"""One act on many dossiers: each for itself, once however often it is pressed, and each refusal in a sentence."""

from typing import Any
from uuid import uuid4

import pytest

from motcua.dossiers.commands import batches, intake, numbers
from motcua.dossiers.models import Batch, Dossier, Fate, HandingOver
from motcua.dossiers.rules.lifecycle import State
from motcua.sites.desk import batches as pages
from tests.doors import door
from tests.world import TUESDAY, World, run_jobs


def press(who: str, act: str, dossiers: list[Dossier], *, queue: str, key: str = "", **more: str) -> Any:
    posted = {"act": act, "queue": queue, "codes": [d.code for d in dossiers], "key": key or uuid4().hex, **more}
    return door(who).post("/desk/batches", posted, follow=True)


def state(dossier: Dossier) -> str:
    return Dossier.objects.values_list("state", flat=True).get(pk=dossier.pk)


def test_many_are_taken_in_at_once_and_one_refusal_holds_up_no_other(world: World) -> None:
    first, gone, last = (world.submitted("1.001612") for _ in range(3))
    intake.refuse(gone, actor=world.minh, at=TUESDAY, reason="Không thuộc thẩm quyền")

    page = press("minh", "accept", [first, gone, last], queue="to-receive").text

    assert [state(first), state(gone), state(last)] == [State.IN_PROGRESS, State.REFUSED, State.IN_PROGRESS]
    assert "Đã tiếp nhận 2 trên 3 hồ sơ" in page
    assert "Hồ sơ đang ở trạng thái “Từ chối tiếp nhận”" in page


def test_pressing_twice_is_one_batch(world: World) -> None:
    dossier, key = world.submitted("1.001612"), uuid4().hex

    press("minh", "accept", [dossier], queue="to-receive", key=key)
    again = press("minh", "accept", [dossier], queue="to-receive", key=key).text

    assert Batch.objects.count() == 1
    assert dossier.events.filter(action="accept").count() == 1
    assert "Đã tiếp nhận 1 trên 1 hồ sơ" in again


def test_steps_are_taken_and_handed_on_together(world: World) -> None:
    dossiers = [world.accepted("1.013227") for _ in range(2)]
    first = world.open_item(dossiers[0]).step

    press("hoa", "take", dossiers, queue="my-work")
    assert {world.open_item(dossier).post_id for dossier in dossiers} == {world.hoa.post_id}
    press("hoa", "forward", dossiers, queue="my-work")
    assert first not in {world.open_item(dossier).step for dossier in dossiers}


def test_results_are_handed_out_together_to_the_one_person_who_shows_her_card(world: World) -> None:
    dossiers = [world.finished("1.013227") for _ in range(2)]
    number = dossiers[0].applicant.personal_id

    asked = press("minh", "deliver", dossiers, queue="to-deliver")
    assert "Số thẻ căn cước của người đến nhận" in asked.text
    assert {state(dossier) for dossier in dossiers} == {State.RESULT_READY}
    press("minh", "deliver", dossiers, queue="to-deliver", proof=number)
    assert {state(dossier) for dossier in dossiers} == {State.RESULT_DELIVERED}
    assert [handed.receiver_id for handed in HandingOver.objects.filter(dossier__in=dossiers)] == [number, number]
    assert number not in str(Batch.objects.get().options)


def test_a_card_of_somebody_else_fetches_nothing(world: World) -> None:
    dossier = world.finished("1.013227")

    page = press("minh", "deliver", [dossier], queue="to-deliver", proof="001190000099").text

    assert state(dossier) == State.RESULT_READY
    assert not HandingOver.objects.exists()
    assert "Đã trả kết quả 0 trên 1 hồ sơ" in page


@pytest.mark.parametrize(
    ("first", "count", "number"),
    [("12/GXN", 1, "13/GXN"), ("009", 1, "010"), ("GXN", 3, "GXN"), ("7/2026", 3, "10/2026")],
)
def test_numbers_follow_one_another(first: str, count: int, number: str) -> None:
    assert numbers.following(first, count) == number


def test_more_than_anybody_waits_for_are_done_by_the_worker(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    # The length of the wait is ours to choose; sixty dossiers would only make the test slow.
    monkeypatch.setattr(pages, "AT_ONCE", 1)
    dossiers = [world.submitted("1.001612") for _ in range(2)]

    page = press("minh", "accept", dossiers, queue="to-receive").text
    assert "Đang làm: 0%" in page
    assert {state(dossier) for dossier in dossiers} == {State.SUBMITTED}
    run_jobs()

    uuid = Batch.objects.get().uuid
    assert "Đã tiếp nhận 2 trên 2 hồ sơ" in door("minh").get(f"/desk/batches/{uuid}").text
    assert door("hoa").get(f"/desk/batches/{uuid}").status_code == 404


def test_the_whole_list_is_what_the_filters_leave(world: World) -> None:
    wanted, other = world.submitted("1.001612"), world.submitted("1.013227")

    press("minh", "accept", [], queue="to-receive", whole="1", procedure="1.001612")

    assert [state(wanted), state(other)] == [State.IN_PROGRESS, State.SUBMITTED]


def test_foreign_dossiers_and_acts_that_the_list_does_not_offer_are_not_there(world: World) -> None:
    dossier = world.submitted("1.001612")

    assert "Chưa chọn hồ sơ nào" in press("quy", "accept", [dossier], queue="to-receive").text
    assert press("hoa", "accept", [dossier], queue="to-receive").status_code == 404
    assert press("minh", "publish", [dossier], queue="to-receive").status_code == 404
    assert press("minh", "accept", [dossier], queue="to-receive", key="x").status_code == 404
    assert state(dossier) == State.SUBMITTED
    assert not Batch.objects.exists()


def test_a_batch_that_was_interrupted_goes_on_where_it_was(world: World) -> None:
    done, left = world.submitted("1.001612"), world.submitted("1.001612")
    batch = batches.begin(
        "accept", dossiers=[done, left], key=uuid4(), actor=world.minh, at=TUESDAY, options={}, queue="to-receive"
    )
    batch.items.filter(dossier=done).update(fate=Fate.DONE)

    batches.run(batch, at=TUESDAY)

    assert [state(done), state(left)] == [State.SUBMITTED, State.IN_PROGRESS]
