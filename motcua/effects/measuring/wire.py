"""The service's own JSON, and what it says to it. Nothing of a person stands in any member."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier, SettledHow, Way
from motcua.dossiers.models.dossier import Channel
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.measuring import codes
from motcua.effects.measuring.models import Measurement
from motcua.foundation.text.folding import nfc

_LONGEST_NAME = 500
#: Who it is stays here: the service counts, and a citizen's number or account is nothing to count by.
_NOBODY = {"ID_local": "", "ID_QG": "", "TYPE": "", "LOCATION": ""}
_NATIONAL_PORTAL = "national_portal"
#: Which values of which member mean yes: nought is good in one and bad in another.
_GOOD: Mapping[str, frozenset[str]] = {
    "error_code": frozenset({"0", "00"}),
    "errorCode": frozenset({"0", "00"}),
    "status": frozenset({"1", "200", "success", "ok", "true"}),
    "Status": frozenset({"1", "200", "success", "ok", "true"}),
}
_YES = frozenset({"1", "200", "success", "ok", "true"})


class MeasuringDown(Exception):
    """The service did not answer, or said nothing that it could have meant."""


class MeasuringRefused(Exception):
    """The service answered that it does not take this."""


def message(measured: Measurement) -> dict[str, Any]:
    """As the dossier stands now; the status is that of the event."""
    dossier = measured.dossier
    definition = definition_of(dossier.procedure_version_id)
    return {
        "CodeProfile": settings.EMC_PROFILE,
        "SiteId": settings.EMC_SITE,
        "CodeTTHC": definition.code,
        "NameTTHC": nfc(definition.name)[:_LONGEST_NAME],
        "MaHoSo": dossier.code,
        "Status": measured.status,
        "FormsReception": codes.FORMS_RECEPTION[Channel(dossier.channel)],
        "FormsPayments": _paid(dossier),
        "Level": codes.level(Channel(dossier.channel), definition.channels.online),
        "IsFromDVCQG": int(_came_from_national_portal(dossier)),
        "IsDVCBC": codes.IS_POSTAL[_way(dossier)],
        "Data": "",
        "User": json.dumps(_NOBODY),
    }


def taken(status: int, body: bytes) -> None:
    """Raises MeasuringDown where nothing was said, and MeasuringRefused where no was said."""
    if status in (408, 429) or status >= 500:  # noqa: PLR2004 - HTTP: later, perhaps
        raise MeasuringDown
    if status >= 400:  # noqa: PLR2004 - HTTP: never so
        raise MeasuringRefused
    if not _says_yes(body):
        raise MeasuringRefused


def _says_yes(body: bytes) -> bool:
    """How it says yes was seen in no public source: an empty answer and the usual ways of yes are taken for it."""
    text = body.decode("utf-8", "replace").strip()
    try:
        told: Any = json.loads(text) if text else {}
    except ValueError:
        if text.lower() in _YES:
            return True
        raise MeasuringDown from None
    if isinstance(told, Mapping):
        return all(str(told[name]).lower() in good for name, good in _GOOD.items() if name in told)
    return str(told).lower() in _YES


def _paid(dossier: Dossier) -> int:
    """By the last sum that was settled; nothing where none was due."""
    settled = dossier.duties.exclude(settled_at=None).order_by("-settled_at", "-number").first()
    return codes.FORMS_PAYMENTS[SettledHow(settled.settled_how)] if settled else codes.NOTHING_PAID


def _way(dossier: Dossier) -> Way:
    answers = dossier.filings.latest("number").answers
    return delivery_of(dossier, definition_of(dossier.procedure_version_id), answers=answers).way


def _came_from_national_portal(dossier: Dossier) -> bool:
    return dossier.events.filter(action=Action.SUBMIT, details__source=_NATIONAL_PORTAL).exists()
