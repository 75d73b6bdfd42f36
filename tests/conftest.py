"""What every test can ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker, Settings

from motcua.foundation.organisations.models import Agency
from tests import kept_rows, signing
from tests import world as cast


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database, once with everything that an installation has."""
    with django_db_blocker.unblock():
        cast.load_base()
        kept_rows.keep()


@pytest.fixture(scope="session", autouse=True)
def emptied_and_no_more() -> Iterator[None]:
    """Emptying the tables takes a tenth of what Django then does to fill in rows that are kept here anyway."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture(autouse=True)
def files_dir(tmp_path: Path, settings: Settings) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def world(db: None) -> cast.World:
    return cast.World()


@pytest.fixture
def committed_world(transactional_db: None) -> cast.World:
    """For tests with several connections: rows are really committed, and the tables are emptied afterwards."""
    with connection.cursor() as cursor:
        # The queue's tables are not Django's to empty.
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    if not Agency.objects.exists():
        kept_rows.put_back()
    return cast.World()


@pytest.fixture
def signing_office(tmp_path: Path, settings: Settings, db: None) -> signing.Office:
    """A place where results are signed: folders of keys and of those who are believed."""
    office = signing.Office(tmp_path / "keys", tmp_path / "trust")
    office.keys.mkdir()
    office.trust.mkdir()
    (office.trust / "root.pem").write_text(signing.authority().own.pem)
    settings.SIGNING_KEYS_DIR, settings.SIGNING_TRUST = office.keys, office.trust
    settings.SIGNING_PASSWORD = signing.PASSWORD
    return office
