"""Two workers with the same piece of news at the same moment: each person hears it once on each channel."""

from threading import Barrier, Thread

from django.db import connection

from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.notifications import reactions
from motcua.effects.notifications.models import Notice, Telling
from motcua.foundation.messaging.models import Message
from tests.world import World


def test_two_workers_at_once_tell_once(committed_world: World) -> None:
    event_id = committed_world.submitted().events.get(action=Action.SUBMIT).pk
    failed: list[Exception] = []
    together = Barrier(2)

    def work() -> None:
        together.wait()
        try:
            reactions.tell_applicant.run(event_id=event_id)
        except Exception as error:  # noqa: BLE001 - told in the test's own thread
            failed.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failed == []
    assert Notice.objects.count() == 1
    assert Message.objects.count() == Telling.objects.count() == 4
