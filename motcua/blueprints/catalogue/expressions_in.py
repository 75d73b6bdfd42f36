"""Every expression of a definition, with the kind of value that is wanted of it."""

from collections.abc import Iterator

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.expressions.functions import Kind
from motcua.blueprints.expressions.tree import Tree
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.registry import type_of

Wanted = tuple[Tree, Kind]


def expressions_in(definition: Definition) -> Iterator[Wanted]:
    conditions = [limit.when for limit in definition.time_limits]
    for group in definition.paper_groups:
        conditions += [group.when, *(paper.when for paper in group.papers)]
    for fee in definition.fees:
        conditions += [*(rate.when for rate in fee.rates), *(exemption.when for exemption in fee.exemptions)]
    conditions += [section.visible_when for section in definition.form.sections]
    conditions += [check.rule for check in definition.form.cross_checks]
    conditions += [flow.when for flow in definition.process.flows]
    yield from ((tree, Kind.BOOLEAN) for tree in conditions if tree is not None)
    formulas = (rate.formula for fee in definition.fees for rate in fee.rates)
    yield from ((tree, Kind.NUMBER) for tree in formulas if tree is not None)
    sections = (field for section in definition.form.sections for field in section.fields)
    for field in (*definition.form.questions, *sections):
        yield from _of_field(field)


def _of_field(field: Field) -> Iterator[Wanted]:
    for condition in (field.required_when, field.visible_when):
        if condition is not None:
            yield condition, Kind.BOOLEAN
    if field.computed is not None:
        yield field.computed, type_of(field).kind
    for column in field.columns:
        yield from _of_field(column)
