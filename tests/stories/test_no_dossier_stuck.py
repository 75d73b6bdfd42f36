"""Every step of every published procedure finds an agency and an officer in the demonstration."""

import pytest

from motcua.blueprints.catalogue import queries as catalogue
from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.workflows.steps import StepRole, steps_for
from motcua.dossiers.commands import seats
from motcua.dossiers.models import Channel, Dossier
from motcua.foundation.organisations import competence
from motcua.foundation.organisations.models import Post
from tests.world import MONDAY, World

NOT_AN_OFFICER = {StepRole.APPLICANT, StepRole.SYSTEM}


@pytest.mark.parametrize("channel", ["online", "counter"])
def test_each_step_has_somebody_who_can_do_it(world: World, channel: str) -> None:
    lost = [
        f"{procedure.code} {step.key}: {role} at {agency_id}"
        for procedure in Procedure.objects.order_by("code")
        for dossier in [a_dossier(world, procedure, channel)]
        for step in steps_for(catalogue.definition_of(dossier.procedure_version_id).steps, channel=channel)
        for agency_id, role in [seats.seat_of(dossier, step, at=MONDAY)]
        if role not in NOT_AN_OFFICER and not Post.objects.filter(agency_id=agency_id, role=role).exists()
    ]

    assert "\n".join(lost) == ""


def a_dossier(world: World, procedure: Procedure, channel: str) -> Dossier:
    """Unsaved: the first agency of the kind that decides this procedure."""
    version_id = procedure.current_version_id or 0
    definition = catalogue.definition_of(version_id)
    decides = competence.agencies_of_kind(definition.competence.kind, on=MONDAY.date()).first() or world.minh_tan
    return Dossier(
        procedure_version_id=version_id,
        channel=Channel(channel),
        deciding_agency=decides,
        receiving_unit=decides.one_stop_unit or decides,
    )
