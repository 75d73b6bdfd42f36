"""The most memory that a process and its living descendants have ever had, from /proc, in kilobytes."""

from pathlib import Path

from bench.processes import parent_of


def peak_of(root: int) -> int:
    return sum(_peak(pid) for pid in _tree(root))


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in sorted(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()):
        try:
            if parent_of(pid) in found:
                found.append(pid)
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
