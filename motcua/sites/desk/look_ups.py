"""Kiểm tra với cơ sở dữ liệu: ask a register about somebody of this dossier, and what registers said before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import OPEN
from motcua.effects.registries import asking, history, table
from motcua.effects.registries.history import Asked
from motcua.effects.registries.models import LookUpOutcome, Register
from motcua.effects.registries.port import Likeness, Subject
from motcua.effects.registries.purposes import Purpose
from motcua.foundation import legal_time
from motcua.foundation.refusals import Refusal
from motcua.sites.desk import finding
from motcua.sites.desk import look_up_words as words
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Shown:
    """One register about one person: how it stands, and what may be asked."""

    register: str
    name: words.Word
    mark: words.Mark
    lines: tuple[words.ShownLine, ...]
    purposes: tuple[tuple[str, words.Word], ...]
    at: datetime | None = None
    by: str = ""
    purpose: words.Word = ""
    #: Chosen the last time.
    chosen: str = ""
    #: Everything agrees: the mark says it, and the lines can be folded.
    is_plain: bool = False
    #: It says more than yes or no.
    tells: bool = False
    #: It was answered, and what was answered has been erased since.
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    about: str
    part: words.Word
    name: str
    registers: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Block:
    groups: tuple[Group, ...]
    #: A closed dossier is read, and no register is asked for it any more.
    may_ask: bool


@require_POST
def look_up(request: ActingRequest, code: str) -> HttpResponse:
    """A polite no is told on the dossier's page, where the work goes on."""
    dossier = finding.dossier_of(request, code)
    register, purpose = request.POST.get("register", ""), request.POST.get("purpose", "")
    if register not in Register.values:
        raise Http404
    try:
        made = asking.ask(
            dossier,
            register=Register(register),
            about=request.POST.get("about", "")[:80],
            purpose=Purpose(purpose) if purpose in Purpose.values else None,
            actor=request.actor,
            at=legal_time.now(),
        )
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
    else:
        outcome = LookUpOutcome(made.answer.outcome)
        tell = messages.success if outcome is LookUpOutcome.FOUND else messages.warning
        tell(request, str(words.SENTENCES[outcome]))
    return redirect(f"{redirect('desk:dossier', code=dossier.code).url}#registers")


def block(dossier: Dossier, *, at: datetime) -> Block | None:
    """None where no register is connected, or none says anything about anybody of this dossier."""
    offered = asking.offered(dossier)
    if not offered:
        return None
    definition = definition_of(dossier.procedure_version_id)
    asked = history.last_asked(dossier, at=at)
    groups = tuple(
        Group(
            each.subject.about,
            words.called(each.subject, definition),
            _named(each.subject),
            tuple(_registers(each, asked, definition)),
        )
        for each in offered
    )
    return Block(groups, may_ask=dossier.state in OPEN)


def _registers(
    offered: asking.Offered, asked: Mapping[tuple[str, str], Asked], definition: Definition
) -> Iterator[Shown]:
    for register in offered.registers:
        purposes = tuple((each.value, _purpose(register, each)) for each in table.purposes_of(register))
        last = asked.get((register, offered.subject.about))
        yield _shown(register, purposes, last, definition)


def _shown(
    register: Register,
    purposes: tuple[tuple[str, words.Word], ...],
    last: Asked | None,
    definition: Definition,
) -> Shown:
    if last is None:
        return Shown(register, words.REGISTERS[register], words.NOT_ASKED, (), purposes)
    lines = tuple(words.shown(line, definition) for line in last.finding.lines) if last.finding else ()
    answered = last.outcome in (LookUpOutcome.FOUND, LookUpOutcome.DIFFERS)
    post = last.look_up.post
    return Shown(
        register,
        words.REGISTERS[register],
        _mark(last),
        lines,
        purposes,
        at=last.look_up.at,
        by=post.account.person.full_name if post else "",
        purpose=_purpose(register, Purpose(last.look_up.purpose)),
        chosen=last.look_up.purpose,
        is_plain=all(line.mark.tone == "good" for line in lines),
        tells=any(line.registered for line in lines),
        is_erased=answered and last.finding is None,
    )


def _mark(last: Asked) -> words.Mark:
    compared = last.finding is None or any(line.likeness != Likeness.ONE_SIDED for line in last.finding.lines)
    return words.OUTCOMES[last.outcome] if compared else words.TOLD


def _purpose(register: Register, purpose: Purpose) -> words.Word:
    if register is Register.ENTERPRISE and purpose is Purpose.VERIFY:
        return words.VERIFY_ENTERPRISE
    return words.PURPOSES[purpose]


def _named(subject: Subject) -> str:
    return subject.name or subject.enterprise_code or subject.dossier_code
