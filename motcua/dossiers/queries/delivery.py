"""How the result is to reach its person: the last choice, or what the form said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions.tree import fields_of
from motcua.blueprints.forms.definition import Form
from motcua.dossiers.models import Dossier, Way
from motcua.foundation.organisations.models import Agency

#: The shared list of the forms, and what its values are called here.
_LIST = "result_delivery"
_WAYS = {"e_document": Way.ONLINE, "counter": Way.DESK, "postal": Way.POST}


@dataclass(frozen=True, slots=True)
class Delivery:
    """`unit` where it is fetched, `address` where it is sent. `chosen_at` is empty for what the form said."""

    way: Way
    unit: Agency | None = None
    address: Mapping[str, Any] | None = None
    chosen_at: datetime | None = None


def delivery_of(dossier: Dossier, definition: Definition, *, answers: Mapping[str, Any]) -> Delivery:
    """`answers` are those of the last filing."""
    last = dossier.delivery_choices.select_related("unit").order_by("-number").first()
    if last is not None:
        return Delivery(Way(last.way), last.unit, last.address or None, last.chosen_at)
    way = _WAYS.get(str(answers.get(_question(definition.form))), Way.DESK)
    unit = dossier.receiving_unit if way is Way.DESK else None
    return Delivery(way, unit, answers.get(_address(definition.form)) if way is Way.POST else None)


def _question(form: Form) -> str:
    return next((field.key for field in form.fields.values() if field.options_ref == _LIST), "")


def _address(form: Form) -> str:
    """The address that is asked for only when the result goes by post."""
    question = _question(form)
    return next(
        (
            field.key
            for field in form.fields.values()
            if field.type == "address" and field.visible_when and question in fields_of(field.visible_when)
        ),
        "",
    )
