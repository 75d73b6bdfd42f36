"""A signed report, checked by programs that know nothing of us: sha256sum, openssl, and Python without our packages."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from motcua.dossiers.commands import withdrawal
from motcua.dossiers.rules.lifecycle import Role
from motcua.effects.reporting.verifying import FileBroken, Verdict, examine
from motcua.foundation import legal_time
from motcua.foundation.audit.models import Export
from tests import peers
from tests.doors import door
from tests.signing import Office
from tests.world import FRIDAY, TUESDAY, World, run_jobs

_SPAN = ("--from", "2026-11-01", "--to", "2026-11-20")


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legal_time, "now", lambda: FRIDAY + timedelta(hours=9))


@pytest.fixture
def roots(signing_office: Office) -> Path:
    """The folder of those who are believed."""
    return signing_office.trust


@pytest.fixture
def export(world: World, tmp_path: Path, signing_office: Office) -> Path:
    """One finished, one in work, one withdrawn."""
    signing_office.key(world.minh_tan)
    world.finished()
    world.accepted("1.013227")
    withdrawal.withdraw(world.accepted("1.013227"), actor=world.lan, at=TUESDAY, reason="")
    run_jobs()
    file = tmp_path / "report.zip"
    call_command("report", "06", *_SPAN, "--signed", str(file), "--key-of", "H99.1")
    return file


def verdict(file: Path, roots: Path) -> Verdict:
    return examine(file, at=FRIDAY + timedelta(hours=9), roots=roots)


def changed(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    other = file.with_name("other.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if each == name else content)
    return other


def test_it_holds_and_says_who_signed(export: Path, roots: Path) -> None:
    found = verdict(export, roots)

    assert (found.holds, found.trusted, found.signer) == (True, True, "Ủy ban nhân dân phường Minh Tân")
    assert found.differences == ()
    out = StringIO()
    call_command("report_verify", str(export), stdout=out)
    assert "signature: holds" in out.getvalue()


def test_strangers_programs_agree(export: Path, roots: Path, tmp_path: Path) -> None:
    openssl, sums = peers.program("openssl"), peers.program("sha256sum")
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(export) as archive:
        archive.extractall(folder)
    cms = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "SHA256SUMS.p7s", "-content", "SHA256SUMS"]
    out = ["-out", "/dev/null"]

    def works(*command: str) -> bool:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False, env={}).returncode == 0

    believed = ["-CAfile", str(roots / "root.pem"), "-purpose", "any"]
    recount = [sys.executable, "-S", "-m", "motcua.effects.reporting.recount", "."]

    assert works(str(sums), "-c", "SHA256SUMS")
    assert works(str(openssl), *cms, *believed, *out)
    assert works(*recount)

    facts = folder / "facts.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace(",early,", ",late,"), encoding="utf-8")

    assert not works(str(sums), "-c", "SHA256SUMS")
    assert not works(*recount)


def test_the_facts_name_nobody(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "replace")

    for personal in ("Ngọc Lan", "Hoàng Văn Bình", "0912345"):
        assert personal not in everything


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("facts.csv", lambda content: content.replace(b",early,", b",late,")),
        ("result.json", lambda content: content.replace(b'"received": 3', b'"received": 4')),
        ("definition.json", lambda content: content.replace(b"withdrawn + stopped", b"stopped")),
    ],
    ids=["a fact", "a result", "a formula"],
)
def test_what_is_changed_afterwards_is_found_twice(
    export: Path, roots: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    found = verdict(changed(export, name, change), roots)

    assert found.changed == (name,)
    assert found.differences
    assert not found.holds


def test_a_change_whose_sums_are_made_to_fit_breaks_the_signature(export: Path, roots: Path) -> None:
    found = verdict(changed(export, "SHA256SUMS", lambda content: content.replace(b"a", b"b", 1)), roots)

    assert not found.signed


def test_another_signer_is_not_believed(export: Path, tmp_path: Path) -> None:
    nobody = tmp_path / "nobody"
    nobody.mkdir()

    found = verdict(export, nobody)

    assert (found.signed, found.trusted) == (True, False)


def test_what_is_no_export_is_said_to_be_none(tmp_path: Path, roots: Path, export: Path) -> None:
    scrap = tmp_path / "scrap.zip"
    scrap.write_bytes(b"PK scrap")
    with pytest.raises(FileBroken):
        verdict(scrap, roots)
    with pytest.raises(FileBroken):
        verdict(changed(export, "result.json", lambda _: b"{"), roots)
    with pytest.raises(CommandError):
        call_command("report_verify", str(scrap))


def test_the_command_tells_another_program_the_same(export: Path) -> None:
    out = StringIO()

    call_command("report", "06", *_SPAN, "--json", stdout=out)

    told = json.loads(out.getvalue())
    with zipfile.ZipFile(export) as archive:
        assert told == json.loads(archive.read("result.json"))
    assert (told["total"]["received"], told["total"]["ended_without"], told["checks"][0]["holds"]) == (3, 1, True)
    assert date.fromisoformat(told["to"]) == date(2026, 11, 20)


@pytest.mark.parametrize(
    "arguments", [("unheard-of", *_SPAN), ("06", *_SPAN, "--by", "x"), ("06", *_SPAN, "--agency", "H0")]
)
def test_the_command_says_what_it_does_not_know(world: World, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("report", *arguments)


def test_a_python_of_its_own_is_enough(export: Path, tmp_path: Path) -> None:
    """What is in the archive is read by no other module of ours: copied elsewhere, it still runs."""
    folder = tmp_path / "elsewhere"
    with zipfile.ZipFile(export) as archive:
        archive.extractall(folder)
    shutil.rmtree(folder / "motcua" / "effects" / "reporting" / "__pycache__", ignore_errors=True)

    ours = {path.name for path in (folder / "motcua").rglob("*.py")}

    assert ours == {"formulas.py", "recount.py"}


def test_a_head_takes_it_out_at_the_desk_and_that_is_recorded(export: Path, roots: Path, tmp_path: Path) -> None:
    client = door("tuan", Role.HEAD)

    answer = client.post("/desk/reports/06/signed?from=2026-11-01&to=2026-11-20")

    taken = tmp_path / "taken.zip"
    taken.write_bytes(b"".join(answer))
    assert answer.status_code == 200
    assert verdict(taken, roots).holds
    assert Export.objects.get().rows == 3


def test_without_a_key_of_the_agency_nothing_is_signed(world: World, signing_office: Office) -> None:
    page = door("tuan", Role.HEAD).post("/desk/reports/06/signed?from=2026-11-01&to=2026-11-20")

    assert page.status_code == 409
    assert Export.objects.count() == 0
