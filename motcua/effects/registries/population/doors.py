"""The door to the population database, as the operator has set it."""

from dataclasses import replace

from django.conf import settings

from motcua.effects.registries.population.styles import STYLES
from motcua.effects.registries.population.wire import Door


def door() -> Door:
    style = STYLES[settings.POPULATION_STYLE]
    return Door(
        url=settings.POPULATION_URL,
        user=settings.POPULATION_USER,
        secret=settings.POPULATION_SECRET,
        member=settings.POPULATION_MEMBER,
        api_key=settings.POPULATION_API_KEY,
        data_set=settings.POPULATION_DATA_SET,
        verify_set=settings.POPULATION_VERIFY_SET,
        style=replace(
            style,
            unit=settings.POPULATION_UNIT,
            account=settings.POPULATION_ACCOUNT,
            phone=settings.POPULATION_PHONE,
        ),
    )
