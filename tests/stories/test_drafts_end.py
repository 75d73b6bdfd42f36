"""A draft is kept long, goes with notice, and moves to a newer version whole or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.dossiers.commands import drafting, expiry, renewing
from motcua.dossiers.models import Answers, Dossier, Ending, FillingMeasure, Paper
from tests.world import MONDAY, World

pytestmark = pytest.mark.django_db

KEPT = timedelta(days=90)
CODE = "1.001193"


def morning(*, days: int) -> None:
    """What the worker does each morning."""
    at = MONDAY + timedelta(days=days)
    expiry.tell(at=at, kept=KEPT)
    expiry.sweep(at=at, kept=KEPT)


def told(dossier: Dossier) -> datetime | None:
    return Answers.objects.get(dossier=dossier).expiry_told_at


def exists(dossier: Dossier) -> bool:
    return Dossier.objects.filter(pk=dossier.pk).exists()


def test_a_draft_is_told_of_fourteen_days_before_it_goes(world: World) -> None:
    dossier = world.draft()

    morning(days=75)
    assert told(dossier) is None
    morning(days=76)
    assert told(dossier) == MONDAY + timedelta(days=76)
    morning(days=89)
    assert exists(dossier)
    morning(days=90)
    assert not exists(dossier)


def test_a_notice_that_came_late_stands_its_time_all_the_same(world: World) -> None:
    """The worker did not run for a month: nobody loses a draft unwarned."""
    dossier = world.draft()

    morning(days=120)
    assert exists(dossier)
    morning(days=133)
    assert exists(dossier)
    assert expiry.ends_at(Answers.objects.get(dossier=dossier), kept=KEPT) == MONDAY + timedelta(days=134)
    morning(days=134)
    assert not exists(dossier)


def test_a_save_begins_the_time_anew_and_takes_the_notice_away(world: World) -> None:
    dossier = world.draft()
    morning(days=80)

    drafting.save_answers(
        dossier, changed={"tre_ho_ten": "Nguyễn Hải Đăng"}, revision=None, at=MONDAY + timedelta(days=85)
    )
    morning(days=100)

    assert told(dossier) is None
    assert exists(dossier)


def test_what_was_filed_never_goes(world: World) -> None:
    dossier = world.submitted()

    morning(days=500)
    morning(days=600)

    assert exists(dossier)


def test_a_practice_goes_after_a_day(world: World) -> None:
    practice = drafting.start(
        queries.find(CODE).version, actor=world.lan, deciding_agency=world.minh_tan, at=MONDAY, is_practice=True
    )

    morning(days=0)
    assert exists(practice)
    morning(days=1)
    assert not exists(practice)


def test_nothing_personal_is_left_of_a_draft_that_went(world: World) -> None:
    dossier = world.draft()
    morning(days=76)
    morning(days=90)

    measure = FillingMeasure.objects.get()
    assert measure.how == Ending.EXPIRED
    assert not Answers.objects.filter(dossier_id=dossier.pk).exists()
    assert not Paper.objects.filter(dossier_id=dossier.pk).exists()


@dataclass
class Renewable:
    dossier: Dossier
    version: ProcedureVersion


@pytest.fixture
def newer(world: World) -> Renewable:
    """The form lost one question, another became a text, and one paper fell away."""
    dossier = world.draft()
    current = queries.find(CODE).version
    definition: dict[str, Any] = current.definition
    version = ProcedureVersion.objects.create(
        procedure=current.procedure,
        number=current.number + 1,
        definition=_changed(definition),
        content_hash="0" * 64,
        published_at=MONDAY,
    )
    current.procedure.current_version = version
    current.procedure.save(update_fields=["current_version"])
    dossier = Dossier.objects.select_related("procedure_version__procedure").get(pk=dossier.pk)
    return Renewable(dossier, version)


def _changed(definition: dict[str, Any]) -> dict[str, Any]:
    sections = (
        definition["procedure"]["form"]["sections"] if "procedure" in definition else definition["form"]["sections"]
    )
    child = next(section for section in sections if section["key"] == "tre")
    child["fields"] = [field for field in child["fields"] if field["key"] != "tre_noi_sinh_co_so"]
    next(field for field in child["fields"] if field["key"] == "tre_dan_toc")["type"] = "text"
    return definition


def test_a_draft_keeps_its_version_until_she_says_otherwise(newer: Renewable) -> None:
    assert newer.dossier.procedure_version_id != newer.version.pk
    assert renewing.newer_version(newer.dossier) == newer.version


def test_all_that_fits_goes_along(newer: Renewable) -> None:
    before = Answers.objects.get(dossier=newer.dossier).data
    papers = set(Paper.objects.filter(dossier=newer.dossier, removed_at=None).values_list("pk", flat=True))

    renewing.renew(newer.dossier, at=MONDAY)

    renewed = Dossier.objects.get(pk=newer.dossier.pk)
    assert renewed.procedure_version_id == newer.version.pk
    assert renewed.uuid == newer.dossier.uuid
    gone = {"tre_noi_sinh_co_so", "tre_dan_toc"}
    assert Answers.objects.get(dossier=renewed).data == {k: v for k, v in before.items() if k not in gone}
    assert set(Paper.objects.filter(dossier=renewed, removed_at=None).values_list("pk", flat=True)) == papers


def test_when_it_fails_half_way_nothing_has_changed(newer: Renewable, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last write is made to fail: there is no other way to stop a transaction half-way."""
    before = Answers.objects.get(dossier=newer.dossier)

    def broken(*_: object, **__: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(Dossier, "save", broken)
    with pytest.raises(ConnectionError):
        renewing.renew(newer.dossier, at=MONDAY)

    after = Answers.objects.get(dossier=newer.dossier)
    assert (after.data, after.revision) == (before.data, before.revision)
    assert Dossier.objects.get(pk=newer.dossier.pk).procedure_version_id != newer.version.pk


def test_there_is_nothing_newer_than_the_newest(world: World) -> None:
    dossier = world.draft()

    with pytest.raises(drafting.NotChangeableNow):
        renewing.renew(dossier, at=MONDAY)
