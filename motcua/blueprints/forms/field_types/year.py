"""Năm: four digits, shown without a stop between them."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types import integer
from motcua.blueprints.forms.field_types.dates import EARLIEST_YEAR, LATEST_YEAR
from motcua.blueprints.forms.field_types.field_type import as_text
from motcua.blueprints.forms.problems import Problem, wrong


def _schema(_field: Field) -> dict[str, Any]:
    return {"type": "integer", "minimum": EARLIEST_YEAR, "maximum": LATEST_YEAR}


def _problems(field: Field, value: object, context: Context) -> list[Problem]:
    if not isinstance(value, int) or not EARLIEST_YEAR <= value <= LATEST_YEAR:
        return wrong(field, "shape", _("Nhập %(label)s bằng 4 chữ số, ví dụ 1990."))
    if field.not_future and value > context.today.year:
        return wrong(field, "future_year", _("Năm %(year)s chưa đến. Sửa lại năm của %(label)s."), year=value)
    return integer.TYPE.problems(field, value, context)


TYPE = replace(integer.TYPE, schema=_schema, problems=_problems, shown=as_text)
