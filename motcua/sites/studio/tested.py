"""Bài thử của thủ tục: each test of a version as a time line, green or red over the calendar in force."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.models import ProcedureVersion
from motcua.blueprints.catalogue.procedure_tests import Happening
from motcua.blueprints.catalogue.queries import definition_of, published
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.procedure_tests.looking import Found
from motcua.effects.procedure_tests.outcome import Line, Outcome, Red
from motcua.effects.procedure_tests.running import DONE, REFUSED, name_of, run_of
from motcua.foundation.calendar import versions
from motcua.foundation.money import dong
from motcua.sites.studio import door, tested_words
from motcua.sites.ui import labels, refusals
from motcua.sites.ui.acting import ActingRequest


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at, in words. `found` is empty where it was as it should be."""

    what: str | Promise
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the time line. `refused`: the test wanted the refusal; `unlike`: it went otherwise."""

    at: datetime
    word: str | Promise
    detail: str
    refused: bool
    unlike: str
    looks: tuple[Look, ...]
    stood: tuple[tuple[str | Promise, str], ...]

    @property
    def is_green(self) -> bool:
        return not self.unlike and not any(look.found for look in self.looks)


@dataclass(frozen=True, slots=True)
class Tested:
    outcome: Outcome
    lines: tuple[Shown, ...]


@require_safe
def tests(request: ActingRequest, code: str) -> HttpResponse:
    """Of the version that holds today."""
    door.require_studio(request)
    procedure = get_object_or_404(published().select_related("current_version"), code=code)
    assert procedure.current_version is not None, "published procedures have a version"
    return _show(request, procedure.current_version)


@require_safe
def version_tests(request: ActingRequest, code: str, number: int) -> HttpResponse:
    door.require_studio(request)
    found = get_object_or_404(ProcedureVersion.objects.select_related("procedure"), procedure__code=code, number=number)
    return _show(request, found)


def _show(request: ActingRequest, version: ProcedureVersion) -> HttpResponse:
    definition, calendar = definition_of(version.pk), versions.current()
    outcomes = run_of(definition, calendar=versions.calendar_of(calendar.pk))
    context = {
        "d": definition,
        "version": version,
        "calendar": calendar,
        "tested": [Tested(outcome, tuple(_lines(outcome, definition))) for outcome in outcomes],
        "red": sum(not outcome.is_green for outcome in outcomes),
        "answers": lambda test: _answers(test.answers, definition),
    }
    return door.page(request, "studio/tests.html", context)


def _lines(outcome: Outcome, definition: Definition) -> Iterable[Shown]:
    return (_line(line, definition) for line in outcome.lines)


def _line(line: Line, definition: Definition) -> Shown:
    happening = line.happening
    return Shown(
        at=line.at,
        word=_word(line),
        detail=_detail(happening, definition) if happening else "",
        refused=bool(happening and happening.refused),
        unlike=_ended(line.reds[0].found) if happening and line.reds else "",
        looks=tuple(_look(name, wanted, line.reds, definition) for name, wanted in _wanted(line)),
        stood=tuple(
            (tested_words.LOOKS[name], _in_words(name, line.stood[name], definition)) for name in ("state", "due_at")
        ),
    )


def _word(line: Line) -> str | Promise:
    if line.happening is not None:
        return tested_words.DOES[line.happening.does]
    return _("Đối chiếu") if line.expected is not None else _("Nộp hồ sơ")


def _detail(happening: Happening, definition: Definition) -> str:
    parts = [
        _in_words("open", (happening.step,), definition) if happening.step else "",
        tested_words.date_word(f"{happening.new_due_at:%Y-%m-%d %H:%M}") if happening.new_due_at else "",
        ", ".join(_label(key, definition) for key, is_so in happening.found.items() if is_so),
        ", ".join(limit.name for limit in definition.time_limits if limit.key in happening.picked),
    ]
    return " · ".join(part for part in parts if part)


def _ended(found: str) -> str:
    """How it went, where it should have gone otherwise."""
    if found == DONE:
        return _("làm được, không bị từ chối")
    name = found.removeprefix(REFUSED)
    kind = next((kind for kind in refusals.SENTENCES if name_of(kind) == name), None)
    words = str(refusals.SENTENCES[kind]) if kind else name
    return _("bị từ chối: %(why)s") % {"why": name if "%(" in words else words}


def _wanted(line: Line) -> Iterable[tuple[str, Found]]:
    return line.expected.wanted.items() if line.expected is not None else ()


def _look(name: str, wanted: Found, reds: tuple[Red, ...], definition: Definition) -> Look:
    red = next((red for red in reds if red.what == name), None)
    found = _in_words(name, _read(red.found), definition) if red else ""
    return Look(tested_words.LOOKS[name], _in_words(name, wanted, definition), found)


def _read(found: str) -> Found:
    """A red keeps what was found as text, a list in brackets."""
    return tuple(filter(None, found[1:-1].split(", "))) if found.startswith("[") else found


def _in_words(name: str, value: Found, definition: Definition) -> str:
    if isinstance(value, str):
        return _ONE[name](value)
    if name == "fees":
        return "; ".join(_fee(each, definition) for each in value) or _("không có")
    steps: dict[str, str | Promise] = {step.key: step.name for step in definition.steps}
    words = {"open": steps, "slips": tested_words.SLIPS, "messages": _MESSAGES}[name]
    return "; ".join(str(words.get(each, each)) for each in value) or _("không có")


def _fee(text: str, definition: Definition) -> str:
    """As `procedure_tests` writes a sum: its key, a colon, whole đồng."""
    key, _colon, amount = text.partition(":")
    name = next((fee.name for fee in definition.fees if fee.key == key), key)
    return f"{name}: {dong(int(amount))}"


def _answers(answers: dict[str, object], definition: Definition) -> str:
    return "; ".join(f"{_label(key, definition)}: {_answer(key, value, definition)}" for key, value in answers.items())


def _label(key: str, definition: Definition) -> str:
    field = definition.form.fields.get(key)
    return field.label.rstrip(" ?:") if field else key


def _answer(key: str, value: object, definition: Definition) -> str:
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    field = definition.form.fields.get(key)
    return field.choices.get(str(value), str(value)) if field else str(value)


_MESSAGES: dict[str, str | Promise] = {action.value: word for action, word in labels.ACTIONS.items()}
_ONE: dict[str, Callable[[str], str]] = {
    "state": lambda state: str(labels.state_label(state, desk=True).word),
    "due_at": tested_words.date_word,
    "original_due_at": tested_words.date_word,
}
assert set(_MESSAGES) == set(Action), "every act has its word"
