"""The papers: links lead somewhere, named files exist, dependencies are explained, and somebody looks again yearly."""

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
FRONT = ("README", "CONTRIBUTING", "SECURITY", "CHANGELOG", "UPGRADING")
PAGES = [*(ROOT / f"{name}.md" for name in FRONT), *sorted((ROOT / "docs").rglob("*.md"))]
#: A measurement stays as it was taken.
RUNNING = [page for page in PAGES if page.parent.name == "running" and page.stem != "benchmarks"]
DAYS_UNTIL_STALE = 366

_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_NAMED = re.compile(r"`((?:motcua|launcher|tests|docs|bin|bench|catalogue|requirements)/[\w./-]*)`")
_COMMAND = re.compile(r"\bbin/manage (?:--data \S+ )?([a-z]\w*)")
_PACKAGE = re.compile(r"^[A-Za-z0-9_-]+")
_ROW = re.compile(r"^\| ([a-z0-9-]+) \|", re.MULTILINE)
_REVIEWED = re.compile(r"^reviewed: (\d{4})-(\d{2})$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """The names that a heading gets: lower case, no punctuation, hyphens for spaces."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


def broken_links(page: Path) -> list[str]:
    broken = []
    for link in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if "://" in link or link.startswith("mailto:"):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    return broken


def reviewed(page: str) -> date:
    """The month named in the page; a page without one was never looked at."""
    found = _REVIEWED.search(page)
    return date(int(found[1]), int(found[2]), 1) if found else date.min


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    assert broken_links(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = _NAMED.findall(page.read_text(encoding="utf-8"))

    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = set(_COMMAND.findall(page.read_text(encoding="utf-8")))

    assert named - {*get_commands(), "help"} == set()


def test_the_checks_above_can_fail(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A first page\n[gone](gone.md) [here](#a-first-page) [not](#second) [out](https://x.vn)\n`motcua/no.py`"
    )

    assert broken_links(page) == ["gone.md", "#second"]
    assert _NAMED.findall(page.read_text(encoding="utf-8")) == ["motcua/no.py"]
    assert _COMMAND.findall("bin/manage --data /srv/x rebuilt --check, bin/manage COMMAND") == ["rebuilt"]


def test_every_dependency_is_explained_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {found[0].lower() for line in wanted if (found := _PACKAGE.match(line))}
    told = set(_ROW.findall((ROOT / "docs/guide/dependencies.md").read_text(encoding="utf-8")))

    assert names ^ (told - {"package", "what", "axe-core"}) == set()


def test_every_decision_is_listed_and_says_its_three_things() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
    index = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")

    assert [page.name[:4] for page in pages] == [f"{number:04d}" for number in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f"]({page.name})" in index
        _, *parts = _HEADING.findall(text)
        assert parts == ["What forced it", "What we chose", "What it costs"], page.name
        assert len(text.splitlines()) <= 60, page.name


@pytest.mark.parametrize("page", RUNNING, ids=lambda page: page.name)
def test_what_operators_follow_was_looked_at_this_year(page: Path) -> None:
    """When this fails: follow the page on a machine, mend what is wrong, then change its date."""
    age = datetime.now(UTC).date() - reviewed(page.read_text(encoding="utf-8"))

    assert age.days <= DAYS_UNTIL_STALE


def test_a_page_without_a_date_is_stale() -> None:
    assert reviewed("# Install\n\nreviewed: 2026-11\n") == date(2026, 11, 1)
    assert reviewed("# Install\n") == date.min


def test_the_public_description_has_what_the_standard_wants() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    wanted = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}

    assert wanted | {"description", "legal", "maintenance", "localisation"} <= set(described)
    for text in described["description"].values():
        assert len(text["shortDescription"]) <= 150
        assert 500 <= len(text["longDescription"]) <= 10_000
