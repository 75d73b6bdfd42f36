"""From cause to delivery: what went out about a dossier, to whom, in which words, and what the gateways answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.codes import normalised
from motcua.effects.notifications.models import MessageTemplate, Telling
from motcua.foundation.messaging.models import Message, Try
from motcua.foundation.waiting_room.models import Appointment


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
    """All that whoever runs the system learns here: that there is a dossier, or an appointment, with this code."""

    code: str
    dossier_id: int | None = None
    appointment_id: int | None = None


def find(code: str) -> Found | None:
    if row := Dossier.objects.filter(code=normalised(code)).values_list("pk", "code").first():
        return Found(str(row[1]), dossier_id=row[0])
    row = Appointment.objects.filter(code=code.strip().upper()).values_list("pk", "code").first()
    return Found(row[1], appointment_id=row[0]) if row else None


def of(found: Found) -> list[Traced]:
    if found.dossier_id is not None:
        return of_dossier(found.dossier_id)
    return _traced(Message.objects.filter(about=f"appointment {found.appointment_id}"), {}, {}, Whom.APPLICANT)


def of_dossier(dossier_id: int, *, person_id: int | None = None) -> list[Traced]:
    """The newest first; of one person where she looks at her own."""
    messages = Message.objects.filter(about=f"dossier {dossier_id}")
    if person_id is not None:
        messages = messages.filter(person_id=person_id)
    return _traced(messages, _templates(dossier_id), _people(dossier_id), Whom.OFFICER)


def _traced(
    messages: QuerySet[Message],
    templates: Mapping[tuple[str, int | None, str], MessageTemplate],
    people: Mapping[int | None, Whom],
    others: Whom,
) -> list[Traced]:
    """`others` are those who are none of the `people`."""
    return [
        Traced(
            message,
            templates.get((message.cause, message.person_id, message.channel)),
            tuple(sorted(message.attempts.all(), key=lambda one: one.pk)),
            people.get(message.person_id, others),
        )
        for message in messages.select_related("person").prefetch_related("attempts").order_by("-pk")
    ]


def _templates(dossier_id: int) -> Mapping[tuple[str, int | None, str], MessageTemplate]:
    tellings = Telling.objects.filter(dossier=dossier_id).select_related("template")
    return {(told.cause, told.person_id, told.channel): told.template for told in tellings}


def _people(dossier_id: int) -> Mapping[int | None, Whom]:
    """Whoever files for herself is the applicant."""
    applicant_id, holder_id = Dossier.objects.values_list("applicant_id", "holder_id").get(pk=dossier_id)
    return {holder_id: Whom.HOLDER, applicant_id: Whom.APPLICANT}
