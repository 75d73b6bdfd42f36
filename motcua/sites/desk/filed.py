"""What was filed, as an officer reads it: every answer under its question, in the order of the form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.papers import confirmed_facts, is_confirmed, papers_for
from motcua.blueprints.forms import display
from motcua.blueprints.forms.definition import Field
from motcua.dossiers.commands.holders import AUTHORISATION
from motcua.dossiers.models import Filing, Result
from motcua.sites.desk import result_words
from motcua.sites.ui.filling.archive_offers import reused_note


@dataclass(frozen=True, slots=True)
class Row:
    """`lines` has one text, or one for each row of a table; a table's cells carry their column's name."""

    key: str
    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A paper with the proof of the bytes that were on the disk when it was filed."""

    asked_as: str
    name: str
    file_id: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FiledResult:
    kind: str
    result: Result
    state: result_words.Shown


def sections(definition: Definition, answers: Mapping[str, Any]) -> list[Section]:
    """The filed answers hold only what was asked in this case, so what is absent needs no empty line."""
    form = definition.form
    groups = [(_("Trường hợp"), form.questions), *((s.title, tuple(form.fields_asked_in(s))) for s in form.sections)]
    shown = (Section(title, tuple(_rows(fields, answers))) for title, fields in groups)
    return [section for section in shown if section.rows]


def papers(definition: Definition, filing: Filing) -> list[FiledPaper]:
    names = paper_names(definition)
    return [FiledPaper(_asked_as(p, names), p["name"], p["file"], p["size"], p["sha256"]) for p in filing.papers]


def confirmed_papers(definition: Definition, filing: Filing) -> list[str]:
    """Papers that nobody had to hand in, because the population database had confirmed what they would prove."""
    groups = papers_for(definition, answers=filing.answers, channel=filing.dossier.channel)
    proving = [paper for group in groups for paper in group.papers if paper.proves]
    if not proving:
        return []
    confirmed = confirmed_facts(definition.form, filing.dossier.answers.sources)
    given = {paper["item"] for paper in filing.papers}
    return [paper.name for paper in proving if is_confirmed(paper, confirmed) and paper.key not in given]


def results(definition: Definition, filed: Iterable[Result]) -> list[FiledResult]:
    names = {document.key: document.name for document in definition.results}
    return [FiledResult(names.get(each.kind, each.kind), each, result_words.STATES[each.state]) for each in filed]


def paper_names(definition: Definition) -> dict[str, str]:
    own = {paper.key: paper.name for group in definition.paper_groups for paper in group.papers}
    return {AUTHORISATION: _("Văn bản ủy quyền"), **own}


def item_names(definition: Definition, items: Sequence[str]) -> list[str]:
    """What an officer asked to complete: papers and fields are named by their keys."""
    names = {**{key: field.label for key, field in definition.form.fields.items()}, **paper_names(definition)}
    return [names.get(item, item) for item in items]


def _asked_as(filed: Mapping[str, Any], names: Mapping[str, str]) -> str:
    return " · ".join(filter(None, (names.get(filed["item"], filed["item"]), reused_note(filed))))


def _rows(fields: Iterable[Field], answers: Mapping[str, Any]) -> Iterator[Row]:
    for field in fields:
        if field.key in answers:
            yield Row(field.key, field.label, _lines(field, answers[field.key]))


def _lines(field: Field, value: object) -> tuple[str, ...]:
    if not field.columns:
        return (display.shown(field, value),)
    labels = [column.label for column in field.columns]
    rows = display.shown_rows(field, value)
    return tuple("; ".join(f"{label}: {cell}" for label, cell in zip(labels, row, strict=True) if cell) for row in rows)
