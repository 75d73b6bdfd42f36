"""The catalogue that ships: it loads, it loads twice, it is frozen, and old codes lead on."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction

from motcua.blueprints.catalogue import loading, queries
from motcua.blueprints.catalogue.models import Procedure, ProcedureVersion

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 2, tzinfo=UTC)


@pytest.fixture
def catalogue() -> tuple[loading.Loaded, ...]:
    return loading.load(settings.CATALOGUE_DIR, at=AT)


def test_every_procedure_that_ships_is_published_as_version_1(catalogue):
    current = {each.code for each in catalogue}

    assert len(current) == 34
    assert set(queries.published().values_list("code", flat=True)) >= current
    assert set(ProcedureVersion.objects.values_list("procedure__code", flat=True)) >= current


def test_loading_the_same_files_again_publishes_nothing(catalogue):
    versions = ProcedureVersion.objects.count()

    again = loading.load(settings.CATALOGUE_DIR, at=AT)

    assert [each.published for each in again] == [None] * 34
    assert ProcedureVersion.objects.count() == versions
