"""A result that was out is recalled, and another takes its place: whoever may have the document hears of both."""

from datetime import datetime

from standardwebhooks.webhooks import Webhook

import motcua.config.systems  # noqa: F401 - registers its jobs
from motcua.dossiers.commands import decision, replacing
from motcua.dossiers.models import Dossier, Result
from motcua.effects.systems import telling
from motcua.effects.systems.models import ConnectedSystem, Delivery, Scope, Standing, SystemDossier
from motcua.foundation.stand_ins.door import StandIn
from tests.stories.test_webhooks import Receiver, receiver, subscribed, their_door  # noqa: F401 - fixtures
from tests.systems import caller, system
from tests.world import MONDAY, THURSDAY, WEDNESDAY, World, run_jobs

NUMBER = "77/GP"


def finished(world: World, *, of: ConnectedSystem) -> Dossier:
    dossier = world.finished()
    SystemDossier.objects.create(dossier=dossier, system=of, at=MONDAY)
    run_jobs()
    return dossier


def recalled(dossier: Dossier, world: World) -> Result:
    first = dossier.results.get(state="issued")
    replacing.recall(first, actor=world.tuan, at=WEDNESDAY, reason="Sai địa chỉ công trình")
    run_jobs()
    return first


def replaced(dossier: Dossier, world: World) -> Result:
    file = world.file(by=world.hoa, at=THURSDAY)
    decision.file_result(dossier, kind="result", file=file, actor=world.hoa, at=THURSDAY)
    replacing.sign_again(dossier, actor=world.tuan)
    found = replacing.reissue(dossier, actor=world.van, at=THURSDAY, number=NUMBER)
    run_jobs()
    return found


def test_a_recall_and_what_takes_its_place_are_told_signed_and_once(
    world: World,
    receiver: Receiver,  # noqa: F811
    their_door: StandIn,  # noqa: F811
) -> None:
    of, other = system("Một"), system("Hai")
    _, secret = subscribed(of, their_door.url, kinds=[telling.RECALLED, telling.REPLACED])
    subscribed(other, their_door.url)
    dossier = finished(world, of=of)

    first = recalled(dossier, world)
    second = replaced(dossier, world)
    telling.result_recalled.run(result_id=first.pk)
    telling.result_replaced.run(result_id=second.pk)
    run_jobs()

    told = [Webhook(secret).verify(got.body, dict(got.headers)) for got in receiver.got]
    assert [(each["type"], datetime.fromisoformat(each["happened_at"])) for each in told] == [
        ("dossier.result_recalled", WEDNESDAY),
        ("dossier.result_replaced", THURSDAY),
    ]
    assert all(set(each) == {"id", "type", "happened_at", "dossier"} for each in told)
    assert {each["dossier"] for each in told} == {dossier.code}
    assert {each.subscription.system for each in Delivery.objects.all()} == {of}


def test_whoever_was_away_hears_of_the_recall_later(
    world: World,
    receiver: Receiver,  # noqa: F811
    their_door: StandIn,  # noqa: F811
) -> None:
    of = system()
    subscribed(of, their_door.url, kinds=[telling.RECALLED])
    dossier = finished(world, of=of)
    receiver.statuses = [503]

    recalled(dossier, world)

    waits = Delivery.objects.get()
    assert (waits.kind, waits.standing, waits.last_status) == (telling.RECALLED, Standing.WAITING, 503)
    assert waits.next_at > WEDNESDAY


def test_who_asks_for_publications_only_hears_of_no_recall(
    world: World,
    receiver: Receiver,  # noqa: F811
    their_door: StandIn,  # noqa: F811
) -> None:
    of = system()
    subscribed(of, their_door.url, kinds=["dossier.result_issued"])
    dossier = finished(world, of=of)

    recalled(dossier, world)

    assert [got.json()["type"] for got in receiver.got] == ["dossier.result_issued"]


def test_the_answers_say_what_is_no_longer_good_and_what_took_its_place(world: World) -> None:
    of = system(agency=world.minh_tan)
    program = caller(Scope.DOSSIERS, Scope.RESULTS, of=of)
    waiting, dossier = world.accepted(), finished(world, of=of)

    def standing(each: Dossier) -> str:
        return str(program.get(f"/dossiers/{each.code}").json()["result_standing"])

    assert (standing(waiting), standing(dossier)) == ("", "issued")
    first = recalled(dossier, world)
    (told,) = program.get(f"/dossiers/{dossier.code}/results").json()["results"]
    assert standing(dossier) == "recalled"
    assert (told["is_recalled"], told["replaced_by"]) == (True, "")
    assert datetime.fromisoformat(told["recalled_at"]) == WEDNESDAY

    replaced(dossier, world)

    old, new = program.get(f"/dossiers/{dossier.code}/results").json()["results"]
    assert standing(dossier) == "replaced"
    assert (old["number"], old["is_recalled"], old["replaced_by"]) == (first.number, True, NUMBER)
    assert (new["number"], new["is_recalled"], new["recalled_at"], new["replaced_by"]) == (NUMBER, False, None, "")
