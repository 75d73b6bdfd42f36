"""The shape of a form. Plain values, so that a page can draw a field from its type and attributes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from motcua.blueprints.expressions.tree import Tree


class AnsweredBy(StrEnum):
    """Who answers a case question. What the system answers is computed; officers' questions stay out of the form."""

    APPLICANT = "applicant"
    OFFICER = "officer"
    SYSTEM = "system"


class Severity(StrEnum):
    """A warning is shown and does not stop the filing."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class OptionList:
    """A shared list. An external one is loaded from elsewhere: what stands here may be a part of it or nothing."""

    key: str
    options: tuple[Option, ...]
    external: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question and how its answer must look. A case question is a field too."""

    key: str
    label: str
    type: str
    required: bool = False
    required_when: Tree | None = None
    visible_when: Tree | None = None
    help: str = ""
    options: tuple[Option, ...] = ()
    options_ref: str | None = None
    #: With an external list, a value that is not in the part we hold is accepted.
    options_open: bool = False
    columns: tuple["Field", ...] = ()
    prefill: str | None = None
    default: object = None
    computed: Tree | None = None
    answered_by: AnsweredBy = AnsweredBy.APPLICANT
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int | None = None
    min_rows: int | None = None
    max_rows: int | None = None
    not_future: bool = False
    not_past: bool = False
    #: The key of the date that this one must come after.
    after: str | None = None
    address_mode: str = "current"
    aspect: str | None = None
    max_mb: int | None = None

    @property
    def choices(self) -> dict[str, str]:
        return {option.value: option.label for option in self.options}


@dataclass(frozen=True, slots=True)
class Section:
    key: str
    title: str
    fields: tuple[Field, ...]
    visible_when: Tree | None = None


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A rule over several answers. `fields` are those that a person would mend, the first one first."""

    key: str
    rule: Tree
    message: str
    severity: Severity = Severity.ERROR
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """Case questions come first. A question and a field of the same key share one answer and are asked once."""

    key: str
    title: str
    template: str
    questions: tuple[Field, ...]
    sections: tuple[Section, ...]
    cross_checks: tuple[CrossCheck, ...] = field(default=())

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field by key. A shared answer is asked in the question's words, within the form field's bounds."""
        asked = {question.key: question for question in self.questions}
        written = {each.key: each for section in self.sections for each in section.fields}
        shared = {key: _shared(asked[key], written[key]) for key in asked if key in written}
        return asked | written | shared

    @cached_property
    def sections_by_key(self) -> dict[str, Section]:
        return {section.key: section for section in self.sections}

    def asked_of(self, who: AnsweredBy) -> tuple[Field, ...]:
        return tuple(question for question in self.questions if question.answered_by is who)

    def fields_asked_in(self, section: Section) -> Iterator[Field]:
        """The fields that this section asks: those not answered by a case question before."""
        asked = {question.key for question in self.questions}
        return (each for each in section.fields if each.key not in asked)

    @cached_property
    def computed_fields(self) -> tuple[Field, ...]:
        return tuple(each for each in self.fields.values() if each.computed is not None)


def _shared(question: Field, written: Field) -> Field:
    return replace(written, label=question.label, required=question.required or written.required)
