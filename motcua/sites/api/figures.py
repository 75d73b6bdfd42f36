"""Public figures: of units and procedures, never of officers, and no time of so few that one could be meant."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.models import Procedure
from motcua.effects.reporting import figures as counted
from motcua.effects.reporting.figures import By, Durations, Row
from motcua.foundation.organisations.models import Agency
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.faults import Fault, Mistake

#: By what outsiders may tell figures apart.
OPEN_TO_ALL = (By.AGENCY, By.LEVEL, By.PROCEDURE, By.SECTOR, By.SERVICE_LEVEL, By.CHANNEL, By.MONTH)
#: How long results took is not told by these.
_NO_DURATIONS = (By.MONTH, By.SERVICE_LEVEL)
#: Fewer are said as such.
LEAST = 5


def figures(call: Call) -> Said:
    """The flows of a period, what there is at the end of it, and how long results took."""
    first, last = (date.fromisoformat(call.query[name]) for name in ("from", "to"))
    if last < first:
        raise Fault("request-wrong", mistakes=[Mistake(_("Ngày cuối phải từ ngày đầu trở đi."), parameter="to")])
    by = (By(call.query["by"]),) if "by" in call.query else ()
    known = _codes(by)
    fresh = counted.as_of(at=call.at)
    return Said(
        {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "as_of": fresh.as_of.isoformat(),
            "totals": [_row(each, known) for each in counted.totals(first, last, by=by)],
            "balances": [] if By.MONTH in by else [_row(each, known) for each in counted.balances(last, by=by)],
            "durations": []
            if set(by) & set(_NO_DURATIONS)
            else [_took(each, known) for each in counted.durations(first, last, by=by)],
        }
    )


def _codes(by: tuple[By, ...]) -> Mapping[Any, str]:
    """Rows of ours by the codes that everybody knows."""
    known = {By.AGENCY: Agency.objects, By.PROCEDURE: Procedure.objects}
    return {pk: code for each in by if each in known for pk, code in known[each].values_list("pk", "code")}


def _key(keys: Mapping[By, Any], known: Mapping[Any, str]) -> str:
    value = next(iter(keys.values()), "")
    return value.isoformat() if isinstance(value, date) else str(known.get(value, value))


def _row(row: Row, known: Mapping[Any, str]) -> dict[str, Any]:
    return {"key": _key(row.keys, known), "counts": {name.value: number for name, number in row.counts.items()}}


def _took(took: Durations, known: Mapping[Any, str]) -> dict[str, Any]:
    if took.dossiers < LEAST:
        return {"key": _key(took.keys, known), "dossiers": None, "median": None, "ninety": None}
    return {"key": _key(took.keys, known), "dossiers": took.dossiers, "median": took.median, "ninety": took.ninety}
