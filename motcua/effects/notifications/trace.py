"""From cause to delivery: what went out about a dossier, to whom, in which words, and what the gateways answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.codes import normalised
from motcua.effects.notifications.models import MessageTemplate, Telling
from motcua.foundation.messaging.models import Message, Try


class Whom(StrEnum):
    """To whom it went, without a name."""

    APPLICANT = "applicant"
    HOLDER = "holder"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Traced:
    """One message. `template` is nobody's for a code that has no words of ours to edit."""

    message: Message
    template: MessageTemplate | None
    tries: tuple[Try, ...]
    whom: Whom


@dataclass(frozen=True, slots=True)
class Found:
    """All that whoever runs the system learns of a dossier here: that there is one with this code."""

    pk: int
    code: str


def find(code: str) -> Found | None:
    row = Dossier.objects.filter(code=normalised(code)).values_list("pk", "code").first()
    return Found(row[0], str(row[1])) if row else None


def of_dossier(dossier_id: int, *, person_id: int | None = None) -> list[Traced]:
    """The newest first; of one person where she looks at her own."""
    messages = Message.objects.filter(about=f"dossier {dossier_id}")
    if person_id is not None:
        messages = messages.filter(person_id=person_id)
    found = list(messages.select_related("person").prefetch_related("attempts").order_by("-pk"))
    templates, people = _templates(dossier_id), _people(dossier_id)
    return [
        Traced(
            message,
            templates.get((message.cause, message.person_id, message.channel)),
            tuple(sorted(message.attempts.all(), key=lambda one: one.pk)),
            people.get(message.person_id, Whom.OFFICER),
        )
        for message in found
    ]


def _templates(dossier_id: int) -> Mapping[tuple[str, int | None, str], MessageTemplate]:
    tellings = Telling.objects.filter(dossier=dossier_id).select_related("template")
    return {(told.cause, told.person_id, told.channel): told.template for told in tellings}


def _people(dossier_id: int) -> Mapping[int | None, Whom]:
    """Whoever files for herself is the applicant."""
    applicant_id, holder_id = Dossier.objects.values_list("applicant_id", "holder_id").get(pk=dossier_id)
    return {holder_id: Whom.HOLDER, applicant_id: Whom.APPLICANT}
