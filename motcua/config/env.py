"""Read the environment, loudly and typed."""

import os
from pathlib import Path


class SettingMissing(SystemExit):
    """A setting that has no safe default is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not set. Set it, or {name}_FILE with the path of a file that holds it.")


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise SettingMissing(name)
    return value


def flag(name: str, *, default: bool = False) -> bool:
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.lstrip("-").isdigit():
        raise SystemExit(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def secret(name: str, default: str | None = None) -> str:
    """The value itself, or the content of the file that `NAME_FILE` points at."""
    path = os.environ.get(f"{name}_FILE")
    return Path(path).read_text(encoding="utf-8").strip() if path else text(name, default)
