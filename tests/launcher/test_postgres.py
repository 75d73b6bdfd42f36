"""The embedded server keeps its word: durable, private, and up again after whatever happened to it."""

import os
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from launcher import postgres, postgres_account, postgres_settings
from launcher.postgres import Server
from launcher.trouble import Trouble

Start = Callable[[], Server]
Ask = Callable[[Server, str], str]


def test_the_portal_is_owner_of_its_database_and_no_superuser(started: Start, ask: Ask) -> None:
    server = started()

    assert ask(server, "select current_user, usesuper from pg_user where usename = current_user") == "motcua|f"
    assert ask(server, "create extension unaccent; select unaccent(lower('ĐẶNG'))").endswith("dang")


def test_what_was_committed_survives_a_killed_server(started: Start, ask: Ask) -> None:
    server = started()
    ask(server, "create table filed (code int); insert into filed select generate_series(1, 1000)")

    os.kill(server.running.pid, signal.SIGKILL)

    assert ask(started(), "select count(*) from filed") == "1000"


def test_a_second_command_uses_the_server_that_runs(started: Start) -> None:
    first = started()

    second = started()

    assert second.running.pid == first.running.pid
    assert second.url == first.url


def test_the_last_borrower_stops_the_server(data: Path, tmp_path: Path) -> None:
    kept = tmp_path / "run.lock"
    with postgres.borrowed(data, kept=kept) as server:
        with postgres.borrowed(data, kept=kept) as same:
            pass
        assert same.running.pid == server.running.pid
        assert server.running.poll() is None

    assert server.running.poll() is not None


def test_a_borrower_that_fails_stops_the_server_too(data: Path, tmp_path: Path) -> None:
    with pytest.raises(Trouble), postgres.borrowed(data, kept=tmp_path / "run.lock") as server:
        raise Trouble("a step failed")

    assert server.running.poll() is not None


def test_data_of_another_major_version_are_refused_with_what_to_do(started: Start, data: Path) -> None:
    postgres.stop(started())
    (data / "PG_VERSION").write_text("17\n", encoding="utf-8")

    with pytest.raises(Trouble, match="was made by PostgreSQL 17 and this program brings PostgreSQL 18: take a dump"):
        started()


def test_a_data_folder_that_was_never_finished_is_made_anew(started: Start, data: Path, ask: Ask) -> None:
    half = data.with_name("postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n", encoding="utf-8")

    assert ask(started(), "select 1") == "1"


def test_a_number_left_in_the_lock_file_does_not_keep_it_from_starting(started: Start, data: Path, ask: Ask) -> None:
    postgres.stop(started())
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n5432\n/nowhere\n\n0 0\nready\n", encoding="utf-8")

    assert ask(started(), "select 1") == "1"


def test_nobody_else_gets_at_the_data_or_the_socket(started: Start) -> None:
    server = started()

    for folder in (server.data, server.socket):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_is_no_obstacle(tmp_path: Path, ask: Ask) -> None:
    data = tmp_path / ("long" * 30) / "postgres"
    data.parent.mkdir()

    server = postgres.start(data, quick=True)

    try:
        assert ask(server, "select 1") == "1"
    finally:
        postgres.stop(server)
        server.socket.rmdir()


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to lend another name")
@pytest.mark.parametrize("way", ["_namespace", "_nobody_with_copies"])
def test_root_finds_a_name_below_a_closed_folder(
    way: str, started: Start, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine that forbids namespaces cannot be handed in, so the other ways are taken away."""
    tmp_path.chmod(0o700)
    monkeypatch.setattr(postgres_account, "_WAYS_OF_ROOT", (getattr(postgres_account, way),))

    server = started()

    assert ask(server, "select 1") == "1"
    postgres.stop(server)
    assert ask(started(), "select 1") == "1"


def test_the_log_holds_no_values_of_a_refused_statement(started: Start, data: Path, ask: Ask) -> None:
    server = started()
    statement = "create table person (number text unique); insert into person values ('canary-1'), ('canary-1')"

    with pytest.raises(Exception, match="non-zero"):
        ask(server, statement)

    assert b"canary" not in b"".join(log.read_bytes() for log in (data / "log").iterdir())


def test_an_installation_waits_for_the_disk() -> None:
    chosen = postgres_settings.settings(socket=Path("/nowhere"))

    assert {chosen[name] for name in ("fsync", "full_page_writes", "synchronous_commit")} == {"on"}
    assert chosen["listen_addresses"] == ""
