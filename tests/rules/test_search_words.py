"""The words that ship: read as they stand, and a mistake in them is told by its line."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from motcua.blueprints.catalogue import reading
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes
from motcua.blueprints.catalogue.search.lexicon import WEIGHTS, Lexicon, phrases_in

TODAY = date(2026, 11, 21)
#: So many phrases take their time and memory in every process.
MOST_PHRASES = 60_000


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    shutil.copytree(settings.CATALOGUE_DIR, tmp_path / "catalogue")
    return tmp_path / "catalogue"


def told(directory: Path, here: str, instead: str) -> list[str]:
    file = directory / "words.yaml"
    text = file.read_text(encoding="utf-8")
    assert here in text
    file.write_text(text.replace(here, instead, 1), encoding="utf-8")
    with pytest.raises(CatalogueHasMistakes) as refused:
        reading.read(directory, on=TODAY)
    return [str(mistake) for mistake in refused.value.mistakes]


@pytest.mark.parametrize(
    ("here", "instead", "says"),
    [
        ("[nguoi]", "[nguoiii]", "expected the name of a set or a concept, found [nguoiii]"),
        ("means: [khai_sinh, tre_nho]", "means: [khai_sinhh]", "found khai_sinhh"),
        ("\n  ket_hon: |", "\n  doi: |", "expected a name that no other concept or set has, found doi"),
        ("\nthings:\n", "\nthingses:\n", "expected one of the keys of the schema, found thingses"),
        ("\n  ket_hon: |", "\n  Kết hôn: |", "Kết hôn"),
        ("tái hôn,", "tái hôn, ???,", "expected phrases of words, with commas between them, found ???"),
    ],
)
def test_a_mistake_is_told_by_its_line(directory: Path, here: str, instead: str, says: str) -> None:
    lines = told(directory, here, instead)

    assert any(says in line for line in lines)
    assert all(line.startswith("words.yaml:") and line.split(":")[1].isdigit() for line in lines)


def test_the_words_are_many_and_not_too_many() -> None:
    content = yaml.safe_load((settings.CATALOGUE_DIR / "words.yaml").read_text(encoding="utf-8"))

    assert 5_000 < len(Lexicon(content).by_words) < MOST_PHRASES


def test_no_phrase_stands_twice_in_one_list() -> None:
    content = yaml.safe_load((settings.CATALOGUE_DIR / "words.yaml").read_text(encoding="utf-8"))

    for kind in WEIGHTS:
        for key, text in content[kind].items():
            phrases = phrases_in(text)
            assert sorted(set(phrases)) == sorted(phrases), key
