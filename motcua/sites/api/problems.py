"""problem+json (RFC 9457): what is wrong, in the language asked for, under a name that programs can compare."""

import re
from typing import Any

from django.conf import settings
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue import competence
from motcua.blueprints.catalogue.queries import ProcedureUnknown
from motcua.dossiers.commands import drafting, filing
from motcua.effects.systems import kept_answers, limits, subscriptions
from motcua.foundation import outgoing
from motcua.foundation.accounts import people
from motcua.foundation.files import accept, images, pdf, scanning, storage
from motcua.foundation.refusals import Refusal
from motcua.sites.api.faults import FAULTS, Fault
from motcua.sites.ui import refusals

MEDIA_TYPE = "application/problem+json"
PATH = "/api/v1/problems"

#: Whatever else is refused is a conflict with how things stand: 409.
STATUS: dict[type[Refusal], int] = {
    ProcedureUnknown: 404,
    storage.FileTooLarge: 413,
    filing.AnswersIncomplete: 422,
    filing.PapersMissing: 422,
    people.NumberOfAnotherPerson: 422,
    competence.NoSuchAgencyHere: 422,
    accept.FileEmpty: 422,
    accept.FileKindNotAccepted: 422,
    images.ImageTooLarge: 422,
    pdf.FileBroken: 422,
    pdf.FileCarriesPrograms: 422,
    pdf.FileProtected: 422,
    scanning.FileInfected: 422,
    kept_answers.SameKeyOtherRequest: 422,
    outgoing.AddressNotAllowed: 422,
    subscriptions.KindUnknown: 422,
    limits.AskedTooFast: 429,
    storage.StorageFull: 507,
}
_CONFLICT = 409
_REFUSED = _("Chưa làm được việc này")


def of_fault(fault: Fault) -> JsonResponse:
    kind = FAULTS[fault.name]
    said = {"title": str(kind.title), "detail": str(kind.sentence) % fault.facts}
    places = [
        {
            name: text
            for name, text in (("pointer", m.pointer), ("parameter", m.parameter), ("detail", m.detail))
            if text
        }
        for m in fault.mistakes
    ]
    response = _response(fault.name, kind.status, {**said, **({"errors": places} if places else {})})
    for name, value in fault.headers.items():
        response[name] = value
    return response


def of_refusal(refusal: Refusal) -> JsonResponse:
    status = next((STATUS[kind] for kind in type(refusal).mro() if kind in STATUS), _CONFLICT)
    said: dict[str, Any] = {"title": str(_REFUSED), "detail": refusals.sentence(refusal)}
    if errors := _places(refusal):
        said["errors"] = errors
    response = _response(name_of(type(refusal)), status, said)
    if isinstance(refusal, limits.AskedTooFast):
        response["Retry-After"] = str(refusal.facts["seconds"])
    return response


def name_of(refusal: type[Refusal]) -> str:
    """AnswersIncomplete is answers-incomplete."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", refusal.__name__).lower()


def type_of(name: str) -> str:
    return f"{settings.PUBLIC_URL}{PATH}/{name}"


def dictionary() -> list[dict[str, Any]]:
    """Every name that a problem can have, with the words of its refusal as they are before facts are put in."""
    told = [_entry(name, kind.status, str(kind.sentence)) for name, kind in FAULTS.items()]
    rules = {name_of(kind): _entry(name_of(kind), _status(kind), str(words)) for kind, words in _sentences()}
    return told + [rules[name] for name in sorted(rules)]


def _sentences() -> list[tuple[type[Refusal], object]]:
    return list(refusals.SENTENCES.items())


def _status(kind: type[Refusal]) -> int:
    return STATUS.get(kind, _CONFLICT)


def _entry(name: str, status: int, detail: str) -> dict[str, Any]:
    return {"type": type_of(name), "name": name, "status": status, "detail": detail}


def _places(refusal: Refusal) -> list[dict[str, str]]:
    """The fields to mend, where the refusal is about the content of a form."""
    if isinstance(refusal, filing.AnswersIncomplete):
        return [
            {"pointer": f"/answers/{problem.field}", "code": problem.rule, "detail": str(problem)}
            for problem in refusal.problems
        ]
    if isinstance(refusal, drafting.ChangedElsewhere):
        return [{"pointer": f"/answers/{field}", "detail": refusals.sentence(refusal)} for field in refusal.fields]
    return []


def _response(name: str, status: int, said: dict[str, Any]) -> JsonResponse:
    body = {"type": type_of(name), "status": status, **said, "name": name}
    return JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
