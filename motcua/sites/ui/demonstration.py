"""The cast of the demonstration, shown on the sign-in page. A real installation never loads them."""

from dataclasses import dataclass

from django.conf import settings

from motcua.foundation.accounts import demo


@dataclass(frozen=True, slots=True)
class Cast:
    people: tuple[demo.DemoPerson, ...]
    password: str


def cast() -> Cast | None:
    return Cast(demo.PEOPLE, demo.PASSWORD) if settings.DEMO else None
