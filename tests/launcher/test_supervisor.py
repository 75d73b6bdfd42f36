"""Services are started in order, stopped in the reverse of it, and kept alive within reason."""

import pytest

from launcher.processes import Running
from launcher.supervisor import Service, Supervisor
from launcher.trouble import Trouble


class Lasting:
    """A program that lives until it is told to end."""

    pid = 0

    def __init__(self) -> None:
        self.code: int | None = None

    def poll(self) -> int | None:
        return self.code


class Stage:
    """A clock to turn, and what happened."""

    def __init__(self) -> None:
        self.now = 0.0
        self.happened: list[str] = []
        self.running: dict[str, Lasting] = {}

    def service(self, name: str) -> Service:
        def start() -> Running:
            self.happened.append(f"{name} starts")
            self.running[name] = Lasting()
            return self.running[name]

        return Service(name, start, lambda _: self.happened.append(f"{name} stops"), lambda: f"the {name}'s last words")

    def supervisor(self) -> Supervisor:
        return Supervisor(clock=lambda: self.now)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_web_worker_and_database_stop_in_this_order(stage: Stage) -> None:
    supervisor = stage.supervisor()
    for name in ("database", "worker", "web"):
        supervisor.start(stage.service(name))

    supervisor.stop()

    assert stage.happened[-3:] == ["web stops", "worker stops", "database stops"]


def test_what_ends_by_itself_is_started_again_after_a_growing_pause(stage: Stage) -> None:
    supervisor = stage.supervisor()
    supervisor.start(stage.service("web"))
    pauses = []

    for _ in range(4):
        stage.running["web"].code = 1
        supervisor.look()
        died, starts = stage.now, stage.happened.count("web starts")
        while stage.happened.count("web starts") == starts:
            stage.now += 0.5
            supervisor.look()
        pauses.append(stage.now - died)

    assert pauses == [1, 2, 4, 8]


def test_what_it_left_behind_is_cleared_away_before_it_is_started_again(stage: Stage) -> None:
    supervisor = stage.supervisor()
    supervisor.start(stage.service("web"))

    stage.running["web"].code = -9
    supervisor.look()
    stage.now += 1
    supervisor.look()

    assert stage.happened == ["web starts", "web stops", "web starts"]


def test_what_cannot_be_kept_alive_ends_everything_with_its_last_words(stage: Stage) -> None:
    supervisor = stage.supervisor()
    supervisor.start(stage.service("web"))

    def keeps_dying() -> None:
        for _ in range(100):
            stage.running["web"].code = 1
            stage.now += 10
            supervisor.look()

    with pytest.raises(Trouble, match=r"ended 6 times in a row. Its last words:\nthe web's last words"):
        keeps_dying()


def test_a_death_after_a_long_life_is_a_new_story(stage: Stage) -> None:
    supervisor = stage.supervisor()
    supervisor.start(stage.service("web"))

    for _ in range(20):
        stage.now += 3600
        stage.running["web"].code = 1
        supervisor.look()
        stage.now += 1
        supervisor.look()

    assert stage.happened[-1] == "web starts"
