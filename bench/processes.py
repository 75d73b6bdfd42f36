"""Who began a process, from /proc."""

from pathlib import Path


def parent_of(pid: int) -> int:
    after_its_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    return int(after_its_name.split()[1])
