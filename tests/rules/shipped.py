"""The catalogue that ships, read once for the tests of this folder."""

from datetime import date
from functools import cache
from pathlib import Path

from motcua.blueprints.catalogue import reading
from motcua.blueprints.catalogue.definition import Definition

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
ON = date(2026, 11, 21)


@cache
def definitions() -> dict[str, Definition]:
    return {each.definition.code: each.definition for each in reading.read(CATALOGUE, on=ON).definitions}
