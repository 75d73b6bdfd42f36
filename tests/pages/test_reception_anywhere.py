"""Received at any one-stop unit of the province, decided where the case belongs, and handed back where it came from."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from motcua.blueprints.catalogue.competence import territory_of
from motcua.blueprints.catalogue.queries import definition_of, find
from motcua.dossiers.access import visible_to
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import Action, Role, State
from tests import samples
from tests.doors import door
from tests.pages.test_desk_counter import LAN, attach_what_is_missing, opened
from tests.world import World, officer

BIRTH = "1.001193"
AT_BIRTH = f"/desk/counter/procedures/{BIRTH}"
HOA_BAN = {"province": "99", "commune": "99002", "detail": "Bản Lướt"}


def filled(dossier: Dossier, **changed: Any) -> None:
    answers = {**samples.ANSWERS[BIRTH], **changed}
    drafting.save_answers(dossier, changed=answers, revision=None, at=timezone.now())
    dossier.refresh_from_db()


def at_the_centre(**changed: Any) -> tuple[Client, Dossier]:
    """Lan stands at the provincial centre and tells a birth."""
    client = door("thao")
    dossier = opened(client, LAN, AT_BIRTH)
    filled(dossier, **changed)
    attach_what_is_missing(client, dossier)
    return client, dossier


def receive(client: Client, dossier: Dossier, **posted: str) -> Any:
    answer = client.post(f"/desk/counter/{dossier.uuid}/reception", {"key": uuid4().hex, **posted})
    dossier.refresh_from_db()
    return answer


def test_a_birth_received_at_the_provincial_centre_goes_to_the_commune_of_the_mother(world: World) -> None:
    client, dossier = at_the_centre(me_noi_cu_tru=HOA_BAN)

    shown = client.get(f"/desk/counter/{dossier.uuid}/check").text
    receive(client, dossier)

    assert "Ủy ban nhân dân xã Hoa Ban" in shown
    assert "theo “Nơi cư trú người mẹ”" in shown
    assert dossier.state == State.IN_PROGRESS
    assert (dossier.receiving_unit.code, dossier.deciding_agency.code) == ("H99.0", "H99.2")
    assert str(dossier.code).startswith("H99.2-")
    assert dossier in visible_to(officer("thao"))
    assert dossier in visible_to(officer("quy", Role.PROCESSOR))
    assert dossier not in visible_to(world.hoa)


def test_where_the_person_lives_decides_nothing_by_itself(world: World) -> None:
    """Lan lives in Minh Tân; the household business is where its seat is."""
    client = door("minh")
    dossier = opened(client, LAN)

    drafting.save_answers(dossier, changed={"tru_so": HOA_BAN}, revision=None, at=timezone.now())

    dossier.refresh_from_db()
    assert (dossier.receiving_unit.code, dossier.deciding_agency.code) == ("H99.1.1", "H99.2")


def test_a_former_ward_that_went_whole_into_a_commune_names_it(world: World) -> None:
    definition = definition_of(find(BIRTH).version.pk)
    old = {"me_noi_cu_tru": {"old": "12 phố Hàng Bạc, phường Hàng Bạc, quận Hoàn Kiếm, Hà Nội"}}
    unknown = {"me_noi_cu_tru": {"old": "đâu đó"}, "nyc_noi_cu_tru": HOA_BAN}

    assert world.lan
    assert territory_of(definition, old) == "00070"
    assert territory_of(definition, unknown) == "99002"


def test_another_agency_is_chosen_with_a_reason_that_stays(world: World) -> None:
    client, dossier = at_the_centre()

    receive(client, dossier, agency="H99.2", reason="Cháu ở với bà ngoại tại xã Hoa Ban")

    assert (dossier.receiving_unit.code, dossier.deciding_agency.code) == ("H99.0", "H99.2")
    filed = dossier.events.get(action=Action.SUBMIT)
    assert filed.remark is not None
    assert filed.remark.text == "Cháu ở với bà ngoại tại xã Hoa Ban"


def test_without_a_reason_it_is_not(world: World) -> None:
    client, dossier = at_the_centre()

    answer = receive(client, dossier, agency="H99.2")

    assert answer.status_code == 422
    assert "Ghi lý do đổi nơi giải quyết" in answer.text
    assert dossier.state == State.DRAFT
    assert dossier.deciding_agency.code == "H99.1"


def test_an_agency_that_does_not_decide_such_cases_is_none_to_choose(world: World) -> None:
    client, dossier = at_the_centre()

    answer = receive(client, dossier, agency="G12.99", reason="Thử")

    assert answer.status_code == 422
    assert dossier.state == State.DRAFT


def test_the_result_comes_back_to_the_unit_that_received(world: World) -> None:
    client, dossier = at_the_centre(me_noi_cu_tru=HOA_BAN)
    receive(client, dossier)

    steps = dossier.work_items.order_by("pk")
    assert [(item.act, item.agency.code) for item in steps][:2] == [("accept", "H99.0"), ("work", "H99.2")]
    assert steps[1].given_by is not None
    assert steps[1].given_by.code == "H99.0"


def test_social_insurance_is_no_one_stop_unit(world: World) -> None:
    """Negative control: its own counter takes in what it decides itself."""
    page = door("loan", role=Role.RECEPTIONIST).get("/desk/counter").text

    assert "/desk/counter/procedures/1.001939" in page
    assert f"/desk/counter/procedures/{BIRTH}" not in page
