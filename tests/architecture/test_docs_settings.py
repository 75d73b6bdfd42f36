"""The page about settings names every variable that the code reads, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/running/configure.md"
#: In the settings: env.text("NAME"); in the launcher: os.environ.get("NAME"), ${NAME:-…}.
_IN_SETTINGS = re.compile(r"""\benv\.(?:text|flag|number|secret)\(\s*["']([A-Z_]+)["']""")
_IN_LAUNCHER = re.compile(r'\bos\.environ(?:\.get\(|\[)\s*"([A-Z_]+)"|\$\{(MOTCUA_[A-Z_]+)')
#: The machine's own, which nobody sets for us.
_OF_THE_MACHINE = {"PATH"}
_ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def read_in(text: str) -> set[str]:
    launcher = {name for pair in _IN_LAUNCHER.findall(text) for name in pair if name}
    return {*_IN_SETTINGS.findall(text), *launcher} - _OF_THE_MACHINE


def told_on(page: str) -> set[str]:
    return set(_ROW.findall(page))


def test_the_page_names_what_the_code_reads() -> None:
    sources = [*(ROOT / "motcua").rglob("*.py"), *(ROOT / "launcher").glob("*"), *(ROOT / "bench").rglob("*.py")]
    read = {name for path in sources if path.is_file() for name in read_in(path.read_text(encoding="utf-8"))}

    assert len(read) > 10
    assert read - told_on(PAGE.read_text(encoding="utf-8")) == set()
    assert told_on(PAGE.read_text(encoding="utf-8")) - read - {"MOTCUA_DATA"} == set()


def test_the_check_above_can_fail() -> None:
    assert read_in('x = env.flag("NEW_ONE")\ny = os.environ["OTHER"]\nz=${MOTCUA_THIRD:-a}') == {
        "NEW_ONE",
        "OTHER",
        "MOTCUA_THIRD",
    }
    assert told_on("| `A_NAME` | nothing |") == {"A_NAME"}
