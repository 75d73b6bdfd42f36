"""What the population database gives a form."""

from motcua.blueprints.forms.people import Aspect
from motcua.effects.registries.population.port import PersonFacts as Registered
from motcua.sites.ui import answers as boxes
from motcua.sites.ui.filling.known_facts import GENDERS
from motcua.sites.ui.filling.person_facts import PersonFacts


def facts_of(registered: Registered) -> PersonFacts:
    return {
        Aspect.FULL_NAME: registered.full_name,
        Aspect.PERSONAL_ID: registered.personal_id,
        Aspect.BIRTH_DATE: registered.birth_date,
        Aspect.GENDER: GENDERS.get(registered.gender),
        Aspect.ETHNIC_GROUP: registered.ethnic_group,
        Aspect.RESIDENCE: _residence(registered),
    }


def _residence(registered: Registered) -> dict[str, str]:
    """Only where province and commune are ones of today: the register may still hold codes of before."""
    given = {part: value for part, value in registered.residence.items() if value}
    known = dict(boxes.communes(given.get("province", "")))
    return given if given.get("commune") in known and given.get("detail") else {}
