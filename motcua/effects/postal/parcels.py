"""A parcel of a dossier: who gives it, who takes it, what the postman takes at the door."""

from collections.abc import Mapping
from typing import Any

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, DutyKind
from motcua.dossiers.queries.delivery import delivery_of
from motcua.effects.postal.mapping import place
from motcua.effects.postal.models import Direction, PostalOrder
from motcua.effects.postal.wire import End, Parcel
from motcua.foundation.places.models import Commune


def parcel(order: PostalOrder) -> Parcel:
    home, office = _home(order.dossier), _office(order.dossier)
    is_return = order.direction == Direction.RETURN
    return Parcel(
        number=order.number,
        sender=office if is_return else home,
        receiver=home if is_return else office,
        cod=order.cod,
        description=f"Hồ sơ {order.dossier.code}",
    )


def fee_at_the_door(dossier: Dossier) -> int:
    """Phí, lệ phí that is not paid yet: the postman takes it, and the office gets it from the post."""
    unpaid = dossier.duties.asked_for().filter(kind=DutyKind.INTAKE)
    return sum(unpaid.values_list("amount", flat=True))


def _office(dossier: Dossier) -> End:
    unit = dossier.receiving_unit
    commune = Commune.objects.filter(code=unit.commune_code).first()
    province, district = place(province=commune.province_id if commune else "", commune=unit.commune_code)
    return End(unit.name, unit.address or unit.name, unit.phone, "", province, district)


def _home(dossier: Dossier) -> End:
    person = dossier.applicant
    address = _address(dossier)
    province, district = place(province=str(address.get("province", "")), commune=str(address.get("commune", "")))
    return End(person.full_name, _in_one_line(address), person.phone, person.email, province, district)


def _address(dossier: Dossier) -> Mapping[str, Any]:
    """Where she wants the result; her papers are fetched there too."""
    answers = dossier.filings.latest("number").answers
    return delivery_of(dossier, definition_of(dossier.procedure_version_id), answers=answers).address or {}


def _in_one_line(address: Mapping[str, Any]) -> str:
    commune = Commune.objects.select_related("province").filter(code=str(address.get("commune", ""))).first()
    named = (commune.name, commune.province.name) if commune else ()
    return ", ".join(part for part in (str(address.get("detail", "")), *named) if part)
