"""What can be asked for: the catalogue, one procedure, and its form as JSON Schema."""

from typing import Any

from motcua.blueprints.catalogue import competence, queries
from motcua.blueprints.catalogue.definition import Definition, Fee, RequiredPaper, TimeLimit
from motcua.blueprints.catalogue.models import Procedure
from motcua.blueprints.forms import json_schema
from motcua.dossiers.commands import routes
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.foundation.organisations.models import Agency
from motcua.foundation.text.folding import fold
from motcua.sites.api.calls import Call, Said

_IMAGE = "image"


def procedures(call: Call) -> Said:
    """By name, a page at a time; `q` finds words of the name, with or without tone marks."""
    found = queries.published()
    if words := call.query.get("q"):
        found = found.filter(name_folded__contains=fold(words))
    if sector := call.query.get("sector"):
        found = found.filter(sector_name=sector)
    if after := call.query.get("after"):
        found = found.filter(code__gt=after)
    limit = call.query["limit"]
    page = list(found.order_by("code")[: limit + 1])
    told = [_line(each) for each in page[:limit]]
    return Said({"procedures": told, "next": page[limit - 1].code if len(page) > limit else None})


def procedure(call: Call) -> Said:
    """A former code leads to the procedure that took its place."""
    found = queries.find(call.path["code"])
    definition = queries.definition_of(found.version.pk)
    return Said({**_line(found.procedure), **_described(definition, call), "version": found.version.number})


def form(call: Call) -> Said:
    """What each answer looks like. What depends on other answers, the draft says."""
    return Said(json_schema.compiled(queries.definition_of(queries.find(call.path["code"]).version.pk).form))


def answers_schema(definition: Definition) -> dict[str, Any]:
    """What may be saved in a draft: any of the answers, each whole or taken away. Pictures come as files."""
    whole = json_schema.compiled(definition.form)["properties"]
    asked = {
        key: {"anyOf": [whole[key], {"type": "null"}]}
        for key, field in definition.form.fields.items()
        if field.computed is None and field.type != _IMAGE
    }
    return {"type": "object", "properties": asked, "additionalProperties": False}


def _line(procedure: Procedure) -> dict[str, Any]:
    return {"code": procedure.code, "name": procedure.name, "sector": procedure.sector_name}


def _described(definition: Definition, call: Call) -> dict[str, Any]:
    agencies = competence.deciding(definition, on=legal_day(call.at))
    return {
        "short_name": definition.short_name,
        "online": definition.channels.online.value,
        "takes_online": _takes_online(definition, call),
        "time_limits": [_limit(each) for each in definition.time_limits],
        "fees": [_fee(each) for each in definition.fees],
        "papers": [_paper(each) for group in definition.paper_groups for each in group.papers],
        "results": [{"key": each.key, "name": each.name} for each in definition.results],
        "agencies": [_agency(each) for each in agencies],
    }


def _takes_online(definition: Definition, call: Call) -> bool:
    return definition.channels.are_open("online") and routes.is_filed_here(definition, channel="online", at=call.at)


def _limit(limit: TimeLimit) -> dict[str, Any]:
    told = {"key": limit.key, "name": limit.name, "amount": limit.amount, "unit": limit.unit.value}
    return {**told, "is_default": limit.default, "basis": limit.basis}


def _fee(fee: Fee) -> dict[str, Any]:
    rates = [
        {"amount": rate.amount, "per": rate.per, "channel": rate.channel, "basis": rate.basis} for rate in fee.rates
    ]
    return {"key": fee.key, "kind": fee.kind.value, "name": fee.name, "rates": rates}


def _paper(paper: RequiredPaper) -> dict[str, Any]:
    """`required` means: in the cases that need it; which those are, the draft says."""
    return {"item": paper.key, "name": paper.name, "required": paper.required, "when": paper.when_text}


def _agency(agency: Agency) -> dict[str, Any]:
    return {"code": agency.code, "name": agency.name, "commune": agency.commune_code}
