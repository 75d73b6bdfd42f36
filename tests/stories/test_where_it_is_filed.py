"""A procedure is filed here, at the national portal or with a ministry, by dated decisions; and our part may close."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from pytest_django import Settings

from motcua.blueprints.catalogue import queries
from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.handling import Handled, Handling, on_day
from motcua.blueprints.catalogue.mistakes import CatalogueHasMistakes
from motcua.blueprints.catalogue.reading import read
from motcua.dossiers.commands import drafting, intake, routes
from motcua.dossiers.commands.routes import CitizenPart, CitizenPartClosed, FiledElsewhere
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State
from motcua.effects.national_portal.arrival_models import FiledThere
from tests.arriving import body, brought, door, item
from tests.doors import door as desk_door
from tests.world import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, World, run_jobs

__all__ = ["door"]
pytestmark = pytest.mark.django_db
CODE = "1.001193"
CATALOGUE = Path(__file__).parents[2] / "catalogue"


@pytest.fixture
def handled(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Decisions on the birth registration, for one test."""
    whole = queries.definition_of

    def decide(*decisions: tuple[Handled, date]) -> None:
        lines = tuple(Handling(where, since, basis="12/QĐ-UBND") for where, since in decisions)

        def definition_of(version_id: int) -> Definition:
            found = whole(version_id)
            return replace(found, handlings=lines) if found.code == CODE else found

        for module in ("dossiers.commands.drafting", "dossiers.commands.routes", "blueprints.catalogue.queries"):
            monkeypatch.setattr(f"motcua.{module}.definition_of", definition_of)

    return decide


def begun(world: World, *, by: Actor, channel: Channel = Channel.ONLINE, at: Any = TUESDAY) -> Dossier:
    return drafting.start(
        queries.find(CODE).version,
        actor=by,
        deciding_agency=world.minh_tan,
        at=at,
        channel=channel,
        applicant_id=world.lan.person_id,
    )


# --- the dated decisions


@pytest.mark.parametrize(
    ("day", "where"),
    [
        (date(2026, 1, 1), Handled.HERE),
        (date(2026, 11, 17), Handled.PORTAL),
        (date(2026, 11, 19), Handled.PORTAL),
        (date(2026, 11, 20), Handled.MINISTRY),
    ],
    ids=["before any", "on its day", "between", "the newest"],
)
def test_the_newest_decision_that_has_begun_counts(day: date, where: Handled) -> None:
    lines = [Handling(Handled.MINISTRY, date(2026, 11, 20)), Handling(Handled.PORTAL, date(2026, 11, 17))]

    assert on_day(lines, day) is where


def test_what_is_filed_at_the_national_portal_is_not_begun_online_here(world: World, handled: Any) -> None:
    handled((Handled.PORTAL, date(2026, 11, 17)))

    begun(world, by=world.lan, at=MONDAY)
    with pytest.raises(FiledElsewhere):
        begun(world, by=world.lan, at=TUESDAY)
    with pytest.raises(FiledElsewhere):
        begun(world, by=Actor(role=Role.APPLICANT, person_id=world.lan.person_id), at=TUESDAY)
    assert begun(world, by=world.minh, channel=Channel.COUNTER, at=TUESDAY).pk, "the counter receives it"


def test_what_a_ministry_handles_is_begun_nowhere_here(world: World, handled: Any) -> None:
    handled((Handled.MINISTRY, date(2026, 11, 17)))

    for who, channel in ((world.lan, Channel.ONLINE), (world.minh, Channel.COUNTER)):
        with pytest.raises(FiledElsewhere):
            begun(world, by=who, channel=channel)


def test_a_draft_from_before_the_day_is_not_filed_after_it(world: World, handled: Any) -> None:
    draft = world.draft(CODE, at=MONDAY)
    handled((Handled.PORTAL, date(2026, 11, 18)))

    with pytest.raises(FiledElsewhere):
        intake.submit(draft, actor=world.lan, at=WEDNESDAY, key="after")
    intake.submit(draft, actor=world.lan, at=TUESDAY, key="before")


def test_what_was_filed_here_goes_on_here(world: World, handled: Any) -> None:
    dossier = world.submitted(CODE, at=MONDAY)
    handled((Handled.MINISTRY, date(2026, 11, 17)))

    intake.accept(dossier, actor=world.minh, at=WEDNESDAY)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS


@pytest.mark.usefixtures("door")
def test_what_the_national_portal_brings_is_taken_and_a_ministry_s_is_not(world: World, handled: Any) -> None:
    handled((Handled.MINISTRY, date(2026, 11, 17)))
    assert brought(body(item()))["error_code"] == "7"

    handled((Handled.PORTAL, date(2026, 11, 17)))
    assert brought(body(item()))["error_code"] == "0"
    run_jobs()
    assert FiledThere.objects.get().dossier.state == State.SUBMITTED


# --- as data


def directory(folder: Path, handled: object) -> Path:
    for file in CATALOGUE.glob("*.yaml"):
        if file.name in {"option_lists.yaml", "general_rules.yaml", "life_events.yaml", "words.yaml"}:
            (folder / file.name).write_bytes(file.read_bytes())
    source = next(CATALOGUE.glob("1_001193-*.yaml"))
    content = {**yaml.safe_load(source.read_text(encoding="utf-8")), "handled": handled}
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    (folder / source.name).write_text(text, encoding="utf-8")
    return folder


def test_the_file_says_it_and_the_definition_knows_it(tmp_path: Path) -> None:
    lines = [{"where": "portal", "valid_from": "2026-12-01", "basis": "12/QĐ-UBND"}]

    (found,) = read(directory(tmp_path, lines), on=FRIDAY.date()).definitions

    assert found.definition.handlings == (Handling(Handled.PORTAL, date(2026, 12, 1), "12/QĐ-UBND"),)
    assert found.definition.handled_on(date(2026, 11, 30)) is Handled.HERE
    assert found.definition.handled_on(date(2026, 12, 1)) is Handled.PORTAL


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [{"where": "nowhere", "valid_from": "2026-12-01"}],
        [{"where": "portal"}],
        [{"where": "portal", "valid_from": "01/12/2026"}],
        [{"where": "portal", "valid_from": "2026-12-01", "until": "2027-01-01"}],
        [{"where": "portal", "valid_from": "2026-12-01"}, {"where": "here", "valid_from": "2026-12-01"}],
    ],
    ids=["none", "another place", "no day", "another date", "another key", "two on one day"],
)
def test_a_file_that_says_it_wrongly_is_not_published(tmp_path: Path, lines: object) -> None:
    with pytest.raises(CatalogueHasMistakes) as caught:
        read(directory(tmp_path, lines), on=FRIDAY.date())

    assert all(mistake.key.startswith("handled") for mistake in caught.value.mistakes)


def test_every_procedure_that_is_shipped_is_handled_here(world: World) -> None:
    assert all(
        queries.definition_of(version).handled_on(FRIDAY.date()) is Handled.HERE
        for version in queries.published().values_list("current_version", flat=True)
    )


# --- the citizens' part as a whole


@pytest.mark.parametrize("part", [CitizenPart.ASSISTED, CitizenPart.OFF])
def test_where_the_citizens_part_is_closed_nobody_begins_alone(world: World, settings: Settings, part: str) -> None:
    settings.CITIZEN_PART = part

    with pytest.raises(CitizenPartClosed):
        begun(world, by=world.lan)
    assert begun(world, by=world.minh, channel=Channel.COUNTER).pk
    assert begun(world, by=world.minh, channel=Channel.ONLINE).pk, "with help at the counter"


def test_what_is_begun_may_be_finished_while_it_is_assisted_and_not_when_it_is_off(
    world: World, settings: Settings
) -> None:
    first, second = world.draft(CODE), world.draft("1.013227")
    settings.CITIZEN_PART = "assisted"
    intake.submit(first, actor=world.lan, at=TUESDAY, key="first")

    settings.CITIZEN_PART = "off"
    with pytest.raises(CitizenPartClosed):
        intake.submit(second, actor=world.lan, at=TUESDAY, key="second")


def test_at_the_counter_everything_is_received_as_ever(world: World, settings: Settings) -> None:
    settings.CITIZEN_PART = "off"

    draft = world.draft("1.013227", by=world.minh, channel=Channel.COUNTER)
    intake.receive_at_counter(draft, actor=world.minh, at=TUESDAY, key="counter")

    draft.refresh_from_db()
    assert draft.state == State.IN_PROGRESS


@pytest.mark.parametrize("part", ["full", "assisted", "off"])
def test_own_dossiers_and_tracking_stay_readable(world: World, settings: Settings, part: str) -> None:
    dossier = world.accepted("1.013227")
    settings.CITIZEN_PART = part

    lan = desk_door("lan")
    for page in ("/dossiers", f"/dossiers/{dossier.code}", f"/tracking?code={dossier.code}", "/procedures", "/"):
        assert lan.get(page).status_code == 200, page


def test_a_word_that_is_none_of_the_three_stops_at_once(settings: Settings) -> None:
    settings.CITIZEN_PART = "maybe"

    with pytest.raises(ValueError, match="maybe"):
        routes.citizen_part()


# --- what the pages say


def test_the_page_of_a_procedure_leads_to_the_national_portal(world: World, handled: Any) -> None:
    handled((Handled.PORTAL, date(2026, 1, 1)))

    page = desk_door("lan").get(f"/procedures/{CODE}").content.decode()

    assert "Nộp tại Cổng Dịch vụ công quốc gia" in page
    assert 'href="https://dichvucong.gov.vn/thu-tuc-hanh-chinh/' in page
    assert f"/procedures/{CODE}/practice" not in page
    assert "Tại quầy" in page


def test_a_ministry_s_procedure_is_received_at_no_counter(world: World, handled: Any) -> None:
    handled((Handled.MINISTRY, date(2026, 1, 1)))

    page = desk_door("lan").get(f"/procedures/{CODE}").content.decode()

    assert "Cơ quan trung ương nhận và giải quyết" in page
    assert "Không nhận tại quầy" in page


@pytest.mark.parametrize("path", ["", "/case", "/guide"], ids=["page", "case", "guide"])
def test_closed_pages_say_where_to_file(world: World, settings: Settings, path: str) -> None:
    settings.CITIZEN_PART = "off"

    page = desk_door("lan").get(f"/procedures/{CODE}{path}").content.decode()

    assert "Cổng Dịch vụ công quốc gia" in page
    assert f"/procedures/{CODE}/drafts" not in page


def test_beginning_leads_back_with_a_sentence(world: World, settings: Settings) -> None:
    settings.CITIZEN_PART = "assisted"
    lan = desk_door("lan")

    answered = lan.post(f"/procedures/{CODE}/drafts", follow=True)

    assert answered.redirect_chain[-1][0] == f"/procedures/{CODE}"
    assert "Trang này không nhận hồ sơ trực tuyến mới" in answered.content.decode()
    assert not Dossier.objects.filter(applicant_account_id=world.lan.account_id).exists()


def test_an_open_portal_says_nothing_of_it(world: World) -> None:
    page = desk_door("lan").get("/").content.decode()

    assert "Nộp hồ sơ trực tuyến tại Cổng Dịch vụ công quốc gia" not in page
