"""What an officer can do about the money of a dossier: let somebody off by a paper, enter a notice that came."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import exempting
from motcua.dossiers.models import Dossier, DutyKind
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import OPEN, Role, State

Link = tuple[str, str | Promise, str, str]


def links(dossier: Dossier, *, actor: Actor) -> list[Link]:
    """Address, word, drawing and key."""
    where = {"code": dossier.code}
    if _takes_notices(dossier, actor):
        return [(reverse("desk:tax-notice", kwargs=where), _("Nhập thông báo nộp tiền"), "money", "E")]
    if _lets_off(dossier, actor):
        return [(reverse("desk:fee-exemption", kwargs=where), _("Miễn phí theo giấy tờ"), "money", "F")]
    return []


def _takes_notices(dossier: Dossier, actor: Actor) -> bool:
    at_home = actor.role is Role.PROCESSOR and actor.agency_id == dossier.deciding_agency_id
    return at_home and dossier.state == State.AWAITING_PAYMENT


def _lets_off(dossier: Dossier, actor: Actor) -> bool:
    if actor.role is not Role.RECEPTIONIST or actor.agency_id != dossier.receiving_unit_id:
        return False
    if not any(fee.exemptions for fee in definition_of(dossier.procedure_version_id).fees):
        return False
    unpaid = dossier.duties.asked_for().filter(kind=DutyKind.INTAKE)
    return State(dossier.state) in OPEN and unpaid.exists() and bool(exempting.exemptions_of(dossier))
