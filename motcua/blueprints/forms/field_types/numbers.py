"""What the number types share: reading figures as people write them here, and bounds."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.problems import Problem, wrong
from motcua.foundation.money.dong import dong

#: 1.500.000 and 1 500 000: stops and spaces between groups of three.
_GROUPED = re.compile(r"^-?\d{1,3}([. ]\d{3})+(?=,|$)")
_WHOLE = re.compile(r"^-?\d{1,15}$")
_DECIMAL = re.compile(r"^-?\d{1,12}([.,]\d{1,6})?$")


def whole(typed: str) -> int | str | None:
    """A whole number, or what was typed instead."""
    bare = _ungrouped(typed)
    return int(bare) if _WHOLE.match(bare) else typed or None


def decimal(typed: str) -> int | float | str | None:
    """12,5 or 12.5; a whole number stays whole."""
    bare = _ungrouped(typed)
    if not _DECIMAL.match(bare):
        return typed or None
    value = float(bare.replace(",", "."))
    return int(value) if value.is_integer() else value


def bounds(field: Field) -> dict[str, Any]:
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    return {key: limit for key, limit in limits.items() if limit is not None}


def bound_problems(field: Field, value: float, *, is_money: bool = False) -> list[Problem]:
    if field.minimum is not None and value < field.minimum:
        least = _shown_limit(field.minimum, is_money=is_money)
        return wrong(field, "too_small", _("Ô “%(label)s” phải từ %(limit)s trở lên. Nhập lại."), limit=least)
    if field.maximum is not None and value > field.maximum:
        most = _shown_limit(field.maximum, is_money=is_money)
        return wrong(field, "too_large", _("Ô “%(label)s” không được quá %(limit)s. Nhập lại."), limit=most)
    return []


def shown_number(value: object) -> str:
    """As it is written here: stops between thousands, a comma before decimals."""
    return f"{value:,}".replace(",", " ").replace(".", ",").replace(" ", ".") if _is_number(value) else str(value)


def _ungrouped(typed: str) -> str:
    return re.sub(r"[. ]", "", typed) if _GROUPED.match(typed) else typed


def _shown_limit(limit: float, *, is_money: bool) -> str:
    return dong(int(limit)) if is_money else shown_number(int(limit) if float(limit).is_integer() else limit)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)
