"""A draft as its pages need it: what this case asks, what is answered, what is still to mend."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.definition import Definition, PaperGroup, RequiredPaper
from motcua.blueprints.catalogue.papers import confirmed_facts, missing_papers, papers_for
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.evaluation import holds
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import AnsweredBy, Field
from motcua.blueprints.forms.problems import Problem
from motcua.dossiers.commands import mending
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation.calendar import versions
from motcua.foundation.calendar.arithmetic import WorkingCalendar

CASE_TITLE = _("Trường hợp của ông/bà")


@dataclass(frozen=True, slots=True)
class Part:
    """One page of questions: the case questions, or a section of the form."""

    key: str
    title: str | Promise
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Draft:
    dossier: Dossier
    definition: Definition
    at: datetime
    calendar: WorkingCalendar

    @classmethod
    def of(cls, dossier: Dossier, *, at: datetime) -> "Draft":
        calendar = versions.calendar_of(versions.current_id())
        return cls(dossier, definition_of(dossier.procedure_version_id), at, calendar)

    @property
    def is_new(self) -> bool:
        """Not filed yet; otherwise an officer has asked for something to be mended."""
        return self.dossier.state == State.DRAFT

    @property
    def answers(self) -> Mapping[str, Any]:
        data: Mapping[str, Any] = self.dossier.answers.data
        return data

    @property
    def revision(self) -> int:
        return self.dossier.answers.revision

    @cached_property
    def context(self) -> Context:
        return forms.context_of(at=self.at, calendar=self.calendar, channel=self.dossier.channel)

    @cached_property
    def known(self) -> dict[str, Any]:
        """The answers with what the system makes of them."""
        return forms.with_computed(self.definition.form, self.answers, self.context)

    @cached_property
    def open(self) -> mending.Open | None:
        """What an officer has asked to be mended; of a new draft everything is open."""
        if self.dossier.state not in mending.MENDING:
            return None
        return mending.open_in(self.dossier, answers=self.answers, at=self.at)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The pages that this case asks, in order. The first is always there: it also names the place."""
        form = self.definition.form
        asked = (form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT))
        case = Part(forms.QUESTIONS, CASE_TITLE, self._asked_now(asked))
        sections = forms.sections_for(form, self.known, self.context)
        drawn = (
            Part(each.key, each.title, self._asked_now(forms.fields_for(form, each, self.known, self.context)))
            for each in sections
        )
        return (case, *(part for part in drawn if part.fields))

    def part(self, key: str) -> Part | None:
        return next((part for part in self.parts if part.key == key), None)

    def every_field_of(self, part: str) -> tuple[Field, ...]:
        """What that page may ask, in this case and in others."""
        form = self.definition.form
        if part == forms.QUESTIONS:
            return self._open_of(form.fields[question.key] for question in form.asked_of(AnsweredBy.APPLICANT))
        return self._open_of(form.fields_asked_in(form.sections_by_key[part]))

    def parts_after(self, key: str) -> tuple[Part, ...]:
        keys = [part.key for part in self.parts]
        return self.parts[keys.index(key) + 1 :] if key in keys else self.parts

    def is_ready(self, part: Part) -> bool:
        """Nothing is left to fill in, and what stands there came from elsewhere: it is read at the check."""
        sources = self.dossier.answers.sources
        return any(field.key in sources for field in part.fields) and not any(
            problem.blocks for problem in self.problems_in(part.key)
        )

    @cached_property
    def problems(self) -> list[Problem]:
        return self._problems(None)

    def problems_in(self, part: str) -> list[Problem]:
        if part not in self._judged:
            self._judged[part] = self._problems(part)
        return self._judged[part]

    @property
    def is_complete(self) -> bool:
        return not self.missing_papers and not any(problem.blocks for problem in self.problems)

    def part_of(self, problem: Problem) -> str:
        """The page on which a problem is mended."""
        key = problem.field.partition("-")[0]
        homes = (part.key for part in self.parts if any(_is_for(field, key) for field in part.fields))
        return next(homes, forms.QUESTIONS)

    @cached_property
    def paper_groups(self) -> tuple[PaperGroup, ...]:
        return papers_for(self.definition, answers=self.known, channel=self.dossier.channel)

    @cached_property
    def papers(self) -> dict[str, list[Paper]]:
        """The files given so far, by required paper."""
        given: dict[str, list[Paper]] = {}
        for paper in Paper.objects.filter(dossier=self.dossier, removed_at=None).select_related("file").order_by("pk"):
            given.setdefault(paper.item, []).append(paper)
        return given

    @cached_property
    def missing_papers(self) -> tuple[RequiredPaper, ...]:
        given = {item: sum(paper.counts for paper in papers) for item, papers in self.papers.items()}
        return missing_papers(
            self.definition,
            answers=self.known,
            given=given,
            channel=self.dossier.channel,
            confirmed=self.confirmed,
        )

    @cached_property
    def confirmed(self) -> frozenset[str]:
        """What a register has confirmed: papers that would prove it are not asked for."""
        return confirmed_facts(self.definition.form, self.dossier.answers.sources)

    @cached_property
    def _judged(self) -> dict[str, list[Problem]]:
        """Parts that were looked at already: a save tells of its page what blocks, and then the rest."""
        return {}

    def _problems(self, part: str | None) -> list[Problem]:
        return forms.problems(
            self.definition.form,
            self.answers,
            at=self.at,
            calendar=self.calendar,
            only_section=part,
            channel=self.dossier.channel,
        )

    def _asked_now(self, fields: Any) -> tuple[Field, ...]:
        return self._open_of(field for field in fields if holds(field.visible_when, self.known, self.context))

    def _open_of(self, fields: Iterable[Field]) -> tuple[Field, ...]:
        return tuple(f for f in fields if self.open is None or f.key in self.open.fields)


def _is_for(field: Field, name: str) -> bool:
    """Whether the input of that name belongs to the field: parts of dates and addresses carry its key in front."""
    return name == field.key or name.startswith(f"{field.key}_")
