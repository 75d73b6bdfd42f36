"""Thẩm quyền: for which commune the case is, by its answers."""

from collections.abc import Mapping

from motcua.blueprints.catalogue.definition import Definition


def territory_of(definition: Definition, answers: Mapping[str, object]) -> str | None:
    """The code of the commune whose agency decides; none while no field that says so is filled in."""
    for key in definition.competence.territory_fields:
        address = answers.get(key)
        if isinstance(address, dict) and address.get("commune"):
            return str(address["commune"])
    return None
