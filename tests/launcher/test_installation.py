"""A data folder: its keys, its kind, its room; and the port."""

import socket
import stat
from pathlib import Path

import pytest

from launcher import folders, keys, locks, run, setup
from launcher.folders import DataFolder
from launcher.trouble import Trouble


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    for name in keys.NAMES:
        monkeypatch.delenv(name, raising=False)
    return folders.data_folder(str(tmp_path / "data"))


def test_keys_are_made_once_and_for_one_pair_of_eyes(folder: DataFolder) -> None:
    keys.ensure(folder)
    first = {path: Path(path).read_text(encoding="utf-8") for path in keys.key_files(folder).values()}

    keys.ensure(folder)

    assert {path: Path(path).read_text(encoding="utf-8") for path in first} == first
    assert len(set(first.values())) == len(keys.NAMES)
    assert {stat.S_IMODE(Path(path).stat().st_mode) for path in first} == {0o600}


def test_a_lost_key_is_not_replaced_beside_data_that_it_sealed(folder: DataFolder) -> None:
    keys.ensure(folder)
    folder.postgres.mkdir()
    (folder.postgres / "PG_VERSION").write_text("18", encoding="utf-8")
    (folder.secrets / "personal_data_key").unlink()

    with pytest.raises(Trouble, match=r"personal_data_key is gone.*put it back from your backup"):
        keys.ensure(folder)


def test_demonstration_people_never_join_a_real_installation(folder: DataFolder) -> None:
    setup.settle_kind(folder, demo=False)

    with pytest.raises(Trouble, match="without demonstration people: give --no-demo"):
        setup.require_same_kind(folder, demo=True)


def test_a_busy_port_is_one_sentence(folder: DataFolder) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Trouble, match=rf"The port {port} cannot be used .*give another with --port"):
            run._free_port(port)


def test_too_little_space_is_one_sentence(folder: DataFolder) -> None:
    with pytest.raises(Trouble, match=r"The database needs 1000000000 MB free on the disk of .*free some space"):
        folders.require_space(folder.postgres, mebibytes=10**9, purpose="The database")


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Trouble, match="give another with --data"):
        folders.data_folder(str(tmp_path / "file/data"))


def test_a_lock_goes_with_its_holder_and_tells_who_that_is(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    with locks.taken(path, note="Lan"), pytest.raises(locks.Held, match="Lan"), locks.taken(path):
        pass

    assert not locks.is_held(path)
