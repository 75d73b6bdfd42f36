"""The same request from two connections at one moment is one request."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from motcua.dossiers.models import Dossier
from motcua.effects.systems.models import SystemUse
from tests.systems import LAN, Caller, caller, key_of, system
from tests.world import World


def test_the_same_request_at_once_begins_one_draft(committed_world: World) -> None:
    program, together = caller(), Barrier(4)

    def ask(_: int) -> tuple[int, str]:
        together.wait()
        answer = program.post("/drafts", {"procedure": "1.013227", "applicant": LAN}, key="one")
        connection.close()
        return answer.status_code, answer.json()["id"]

    with ThreadPoolExecutor(4) as threads:
        answers = set(threads.map(ask, range(4)))

    assert len(answers) == 1
    assert {status for status, _ in answers} == {201}
    assert Dossier.objects.count() == 1


def test_an_allowance_is_used_up_once_by_whoever_comes_at_once(committed_world: World) -> None:
    given, together = key_of(system(), per_minute=3), Barrier(6)

    def ask(_: int) -> int:
        together.wait()
        status: int = Caller(given.secret).get("/verifications/none").status_code
        connection.close()
        return status

    with ThreadPoolExecutor(6) as threads:
        answers = sorted(threads.map(ask, range(6)))

    assert answers == [404, 404, 404, 429, 429, 429]
    assert SystemUse.objects.count() == 3
