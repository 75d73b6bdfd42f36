"""Facts about a person, in the words that the fields of a form are answered in."""

from collections.abc import Callable, Mapping
from typing import Any

from motcua.blueprints.expressions.logic import is_filled
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.people import Aspect, PersonSlot
from motcua.foundation.accounts.models import Person
from motcua.sites.ui.filling.known_facts import in_list, of_profile

#: What is known of a person: text, ISO dates, the words of lists, and addresses as answers keep them.
PersonFacts = Mapping[Aspect, Any]


def of(person: Person) -> PersonFacts:
    """What her profile knows."""
    return {Aspect(name.partition(".")[2]): fact for name, fact in of_profile(person).items()}


def answers_from(slot: PersonSlot, facts: PersonFacts) -> dict[str, Any]:
    """Answers by field. A fact for which the form has no field, or which its field cannot hold, is left out."""
    answers = {field.key: _answer(field, facts.get(aspect)) for aspect, field in slot.fields}
    return {key: answer for key, answer in answers.items() if is_filled(answer)}


def _answer(field: Field, fact: Any) -> Any:
    return _FITTED.get(field.type, _as_it_is)(field, fact) if is_filled(fact) else None


def _as_it_is(_: Field, fact: Any) -> Any:
    return fact


def _address(field: Field, fact: Any) -> Any:
    """A field that asks for the address as it was takes only such a one."""
    if field.address_mode == "old":
        return {"old": fact["former"]} if "former" in fact else None
    return dict(fact)


_FITTED: dict[str, Callable[[Field, Any], Any]] = {"address": _address, "select": in_list, "radio": in_list}
