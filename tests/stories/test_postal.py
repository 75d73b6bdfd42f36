"""By the public post: told to it once, priced, tracked row by row, handed over when the post says so; and its moods."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.db.models import Sum

from motcua.dossiers.commands import decision, delivery, duties, fees
from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, SettledHow, Way
from motcua.dossiers.rules.actor import SYSTEM
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.payments.models import MoneyEntry, UnmatchedMoney
from motcua.effects.postal import client, orders, stand_in, tracking, wire
from motcua.effects.postal.mapping import place
from motcua.effects.postal.models import Cursor, Direction, PostalOrder, PostalState, TrackingRow
from motcua.effects.postal.parcels import parcel
from motcua.effects.postal.stand_in import PostStandIn
from motcua.foundation.jobs.queue import JOBS
from tests.world import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, run_jobs

HOME = {"province": "99", "commune": "99001", "detail": "12 phố Chợ"}


@pytest.fixture
def post(settings: LazySettings) -> Iterator[PostStandIn]:
    opened = stand_in.stand_in()
    opened.start()
    for name, value in stand_in.settings(opened.service_url).items():
        setattr(settings, name, value)
    yield opened
    client.forget()
    opened.stop()


def published(world: World, *, fee: bool = False) -> Dossier:
    """A result whose person wants it brought home."""
    dossier = world.decided("1.013227")
    delivery.choose(dossier, actor=world.lan, at=TUESDAY, way=Way.POST, address=HOME)
    if dossier.state == State.DECIDED:
        decision.publish(dossier, actor=world.van, at=TUESDAY, number="15/GP")
    dossier.refresh_from_db()
    return dossier


def sent(world: World) -> PostalOrder:
    dossier = published(world)
    run_jobs()
    return PostalOrder.objects.get(dossier=dossier)


def test_a_result_is_sent_to_who_chose_the_post(world: World, post: PostStandIn) -> None:
    order = sent(world)

    assert (order.stage, order.fee, order.cod, order.direction) == (PostalState.REGISTERED, 26_000, 0, "return")
    told = post.post.orders[order.number]
    assert (told["ReceiverDistrict"], told["ReceiverAddress"].split(",")[0]) == (9901, "12 phố Chợ")
    assert post.book.complaints == []


def test_who_fetches_it_herself_is_sent_nothing(world: World, post: PostStandIn) -> None:
    world.finished("1.013227")
    run_jobs()

    assert not PostalOrder.objects.exists()


def test_without_a_line_to_the_post_nothing_is_asked(world: World) -> None:
    dossier = published(world)
    run_jobs()

    assert not PostalOrder.objects.exists()
    with pytest.raises(orders.NotConnected):
        orders.ask(dossier, Direction.RETURN, at=WEDNESDAY)


def test_the_job_again_sends_no_second_parcel(world: World, post: PostStandIn) -> None:
    order = sent(world)
    event = order.dossier.events.get(action="publish")

    JOBS["postal.send_result"].run(event_id=event.pk)
    JOBS["postal.send"].run(order_id=order.pk)

    assert PostalOrder.objects.count() == len(post.post.orders) == 1


def test_a_lost_answer_is_one_parcel_all_the_same(world: World, post: PostStandIn) -> None:
    dossier = published(world)
    order = orders.ask(dossier, Direction.RETURN, at=WEDNESDAY)
    post.book.order("lost_answer")

    with pytest.raises(wire.PostDown):
        JOBS["postal.send"].run(order_id=order.pk)
    JOBS["postal.send"].run(order_id=order.pk)

    order.refresh_from_db()
    assert (order.stage, order.tries, len(post.post.orders)) == (PostalState.REGISTERED, 2, 1)


@pytest.mark.parametrize("mood", ["html", "broken_gateway", "reset", "busy"])
def test_a_post_out_of_order_is_asked_again_and_nothing_is_half_done(
    world: World, post: PostStandIn, mood: str
) -> None:
    dossier = published(world)
    order = orders.ask(dossier, Direction.RETURN, at=WEDNESDAY)
    post.book.order(mood)

    with pytest.raises(wire.PostDown):
        JOBS["postal.send"].run(order_id=order.pk)
    order.refresh_from_db()
    assert order.stage == PostalState.WANTED
    JOBS["postal.send"].run(order_id=order.pk)
    order.refresh_from_db()
    assert order.stage == PostalState.REGISTERED


def test_what_the_post_will_not_take_is_told_to_the_officer(world: World, post: PostStandIn) -> None:
    post.book.order("refuse")

    order = sent(world)

    assert (order.stage, order.problem) == (PostalState.REFUSED, "Bưu cục không phục vụ địa chỉ này")


def test_delivered_by_the_post_the_dossier_ends_with_its_row_as_proof(world: World, post: PostStandIn) -> None:
    order = sent(world)
    post.post.move(order.number, "2", "Đang phát")
    post.post.move(order.number, "3", "Phát thành công, người nhận: chính chủ")

    assert tracking.look(at=THURSDAY) == 3

    order.refresh_from_db()
    order.dossier.refresh_from_db()
    assert (order.stage, order.ended_at) == (PostalState.DELIVERED, THURSDAY)
    assert order.dossier.state == State.RESULT_DELIVERED
    event = order.dossier.events.latest("number")
    assert (event.action, event.role, event.happened_at) == ("deliver", "system", THURSDAY)
    assert [row.code for row in order.tracking.order_by("oid")] == ["1", "2", "3"]


def test_a_row_said_twice_counts_once_and_reading_goes_on_where_it_stopped(world: World, post: PostStandIn) -> None:
    order = sent(world)
    post.book.order("twice")

    assert tracking.look(at=WEDNESDAY) == 1
    assert tracking.look(at=WEDNESDAY) == 0
    post.post.move(order.number, "2", "Đang phát")
    post.book.order("late")
    assert tracking.look(at=WEDNESDAY) == 0
    assert tracking.look(at=WEDNESDAY) == 1
    assert Cursor.objects.get().last_id == TrackingRow.objects.latest("oid").oid


def test_an_unknown_status_keeps_its_text_and_moves_nothing(world: World, post: PostStandIn) -> None:
    order = sent(world)
    tracking.look(at=WEDNESDAY)
    post.post.move(order.number, "2", "Đang phát")
    post.book.order("unknown")

    tracking.look(at=WEDNESDAY)

    order.refresh_from_db()
    row = order.tracking.latest("oid")
    assert (order.stage, row.code, row.text, row.stage) == (PostalState.REGISTERED, "91", "Đang khai thác", "")


def test_what_comes_late_takes_nothing_back(world: World, post: PostStandIn) -> None:
    order = sent(world)
    post.post.move(order.number, "3", "Phát thành công")
    post.post.move(order.number, "2", "Đang phát")

    tracking.look(at=THURSDAY)

    order.refresh_from_db()
    assert order.stage == PostalState.DELIVERED


def test_rows_of_strangers_are_passed_over(world: World, post: PostStandIn) -> None:
    sent(world)
    post.post.move("H01.1-000-K1", "3", "Của nơi khác")

    assert tracking.look(at=WEDNESDAY) == 1


def test_tracking_in_html_is_asked_for_next_time(world: World, post: PostStandIn) -> None:
    sent(world)
    post.book.order("html")

    assert tracking.look(at=WEDNESDAY) == 0
    assert tracking.look(at=WEDNESDAY) == 1


def test_an_order_is_taken_back_while_the_post_does_not_have_it(world: World, post: PostStandIn) -> None:
    order = sent(world)

    orders.cancel(order, at=WEDNESDAY)

    order.refresh_from_db()
    assert order.stage == PostalState.CANCELLED
    assert post.post.cancelled == {order.number}
    with pytest.raises(orders.TooLateToCancel):
        orders.cancel(order, at=WEDNESDAY)
    assert orders.ask(order.dossier, Direction.RETURN, at=WEDNESDAY).number.endswith("-K2")


def test_papers_are_fetched_at_home_by_an_order_of_their_own(world: World, post: PostStandIn) -> None:
    dossier = world.submitted("1.013227", at=MONDAY)
    delivery.choose(dossier, actor=world.lan, at=MONDAY, way=Way.POST, address=HOME)

    order = orders.ask(dossier, Direction.COLLECT, at=MONDAY)
    run_jobs()

    told = post.post.orders[order.number]
    assert told["SenderAddress"].startswith("12 phố Chợ")
    assert told["ReceiverName"] == dossier.receiving_unit.name
    with pytest.raises(orders.ParcelOnItsWay):
        orders.ask(dossier, Direction.COLLECT, at=MONDAY)
    with pytest.raises(orders.NothingToSend):
        orders.ask(dossier, Direction.RETURN, at=MONDAY)


def owing(world: World, post: PostStandIn) -> tuple[PostalOrder, FeeDuty]:
    """Taken in at the counter and not paid yet: the postman is told to take the fee with the result."""
    dossier = published(world)
    line = {"key": "le_phi", "name": "Lệ phí", "kind": "le_phi", "amount": 50_000}
    duty = duties.open_duty(dossier, DutyKind.INTAKE, lines=[line], at=TUESDAY)
    run_jobs()
    return PostalOrder.objects.get(dossier=dossier), duty


def test_the_postman_takes_the_fee_at_the_door_and_the_money_book_knows_it(world: World, post: PostStandIn) -> None:
    order, duty = owing(world, post)
    assert (order.cod, post.post.orders[order.number]["CODAmount"]) == (50_000, 50_000)

    post.post.move(order.number, "3", "Phát thành công")
    tracking.look(at=THURSDAY)
    run_jobs()

    duty.refresh_from_db()
    order.dossier.refresh_from_db()
    assert (duty.settled_how, duty.settled_at, order.dossier.state) == ("post", THURSDAY, State.RESULT_DELIVERED)
    entry = MoneyEntry.objects.get(order__duty=duty)
    assert (entry.means, entry.gateway, entry.amount, entry.credited) == ("post", "post", 50_000, True)
    settled = FeeDuty.objects.filter(settled_how="post").aggregate(all=Sum("amount"))["all"]
    assert MoneyEntry.objects.filter(means="post").aggregate(all=Sum("amount"))["all"] == settled


def test_money_of_the_door_is_written_once_however_often_the_job_runs(world: World, post: PostStandIn) -> None:
    order, _duty = owing(world, post)
    post.post.move(order.number, "3", "Phát thành công")
    tracking.look(at=THURSDAY)

    for _again in range(2):
        JOBS["effects.paid_at_the_door"].run(order_id=order.pk)

    assert (MoneyEntry.objects.count(), UnmatchedMoney.objects.count()) == (1, 0)


def test_what_was_paid_otherwise_meanwhile_is_money_without_a_use(world: World, post: PostStandIn) -> None:
    """She paid by transfer while the parcel was on its way, and the postman took it all the same."""
    order, duty = owing(world, post)
    fees.settle(duty, how=SettledHow.TRANSFER, actor=SYSTEM, at=WEDNESDAY)

    post.post.move(order.number, "3", "Phát thành công")
    tracking.look(at=THURSDAY)
    run_jobs()

    order.dossier.refresh_from_db()
    assert order.dossier.state == State.RESULT_DELIVERED
    assert UnmatchedMoney.objects.get().entry.amount == 50_000


def test_places_have_the_posts_numbers(settings: LazySettings) -> None:
    assert place(province="99", commune="99001") == (99, 9901)
    assert place(province="31", commune="31999") == (31, 3101)


def test_the_stand_in_complains_of_what_is_too_long_or_missing(world: World, post: PostStandIn) -> None:
    """Negative control: it does look."""
    order = sent(world)
    told = {**wire.order(parcel(order), customer=stand_in.CUSTOMER), "OrderNumber": "N-1"}
    for wrong, value in (("ReceiverAddress", "x" * 251), ("SenderDistrict", "9901"), ("CustomerCode", "OTHER")):
        assert stand_in._complaint({**told, wrong: value}) == wrong
    assert stand_in._complaint(told) == ""


def test_the_label_is_a_paper_with_the_number(world: World, post: PostStandIn) -> None:
    from motcua.effects.postal.label import label

    order = sent(world)

    assert label(order, at=WEDNESDAY).startswith(b"%PDF-1.")
