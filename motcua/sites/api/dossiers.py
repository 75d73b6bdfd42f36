"""Where a dossier stands: its time line, its date with everything that led to it, and what is owed."""

from typing import Any

from motcua.dossiers.models import Dossier, FeeDuty
from motcua.dossiers.queries import tracking
from motcua.dossiers.queries.tracking import Moment
from motcua.dossiers.rules.codes import normalised
from motcua.dossiers.rules.lifecycle import State
from motcua.effects.systems import access
from motcua.sites.api import result_words
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.faults import Fault
from motcua.sites.ui import labels, ledger_words


def dossiers(call: Call) -> Said:
    """Filed ones, in the order in which they came; `after` is the code of the last one known."""
    found = access.visible_to(call.system).exclude(state=State.DRAFT)
    if state := call.query.get("state"):
        found = found.filter(state=state)
    if after := call.query.get("after"):
        last = access.visible_to(call.system).filter(code=normalised(after)).values_list("pk", flat=True).first()
        found = found.filter(pk__gt=last or 0)
    limit = call.query["limit"]
    page = list(found.select_related("procedure_version__procedure", "deciding_agency").order_by("pk")[: limit + 1])
    told = [_line(each) for each in page[:limit]]
    return Said({"dossiers": told, "next": page[limit - 1].code if len(page) > limit else None})


def dossier(call: Call) -> Said:
    found = dossier_of(call)
    told = ledger_words.told(found, at=call.at)
    return Said(
        {
            **_line(found),
            "state_in_words": str(labels.STATES[State(found.state)].officer),
            "original_due_at": _moment(found.original_due_at),
            "promised_at": _moment(found.promised_at),
            "outcome": found.outcome,
            "result_standing": result_words.standing(found),
            "supplement_rounds": found.supplement_rounds,
            "timeline": [_point(each) for each in tracking.timeline(found)],
            "ledger": [_ledger_line(each) for each in told.lines] if told else [],
            "to_pay": [_duty(each) for each in _owed(found)],
        },
        dossier_id=found.pk,
    )


def dossier_of(call: Call) -> Dossier:
    """Filed, and for this system to see; otherwise it is not there."""
    filed = access.visible_to(call.system).exclude(state=State.DRAFT)
    found = filed.select_related("procedure_version__procedure", "deciding_agency", "receiving_unit").filter(
        code=normalised(call.path["code"])
    )
    dossier = found.first()
    if dossier is None:
        raise Fault("not-there")
    return dossier


def _line(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "procedure": dossier.procedure_version.procedure.code,
        "agency": dossier.deciding_agency.code,
        "channel": dossier.channel,
        "state": dossier.state,
        "submitted_at": _moment(dossier.submitted_at),
        "accepted_at": _moment(dossier.accepted_at),
        "due_at": _moment(dossier.due_at),
        "finished_at": _moment(dossier.finished_at),
    }


def _point(moment: Moment) -> dict[str, Any]:
    return {
        "number": moment.number,
        "action": moment.action.value,
        "in_words": str(labels.ACTIONS[moment.action]),
        "at": moment.at.isoformat(),
        "by": moment.by.value,
        "agency": moment.agency,
        "reason": moment.reason,
        "items": list(moment.items),
    }


def _ledger_line(line: Any) -> dict[str, Any]:
    return {
        "title": line.title,
        "when": line.when,
        "why": line.why,
        "paper": line.paper,
        "gives": line.gives,
        "stands": line.stands,
        "counted": list(line.counted),
        "skipped": list(line.skipped),
    }


def _owed(dossier: Dossier) -> list[FeeDuty]:
    return list(FeeDuty.objects.filter(dossier=dossier).asked_for().order_by("number"))


def _duty(duty: FeeDuty) -> dict[str, Any]:
    lines = [{"name": line["name"], "amount": line["amount"]} for line in duty.lines]
    return {"number": duty.number, "amount": duty.amount, "pay_by": _moment(duty.pay_by), "lines": lines}


def _moment(value: Any) -> str | None:
    return value.isoformat() if value else None
