"""A condition as a sentence, so that an administrator can compare it with the law without reading a tree."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.expressions.tree import Call, FieldAnswer, Tree, Value
from motcua.blueprints.forms.definition import Form

Word = str | Promise

_BETWEEN: dict[str, Word] = {
    "eq": _("là"),
    "ne": _("không phải là"),
    "lt": _("nhỏ hơn"),
    "le": _("không quá"),
    "gt": _("lớn hơn"),
    "ge": _("từ"),
    "in": _("là một trong"),
    "not_in": _("không thuộc"),
    "contains": _("có"),
    "all": _("và"),
    "any": _("hoặc"),
    "add": "+",
    "subtract": "−",
    "multiply": "×",
}


def in_words(tree: Tree | None, form: Form) -> str:
    """Nothing for what always holds. A function without a word of its own keeps its name."""
    return "" if tree is None else _READ[type(tree)](tree, form)


def _value(tree: Tree, form: Form) -> str:
    assert isinstance(tree, Value)
    return _constant(tree.value)


def _answer(tree: Tree, form: Form) -> str:
    assert isinstance(tree, FieldAnswer)
    field = form.fields.get(tree.key)
    return f"“{field.label.rstrip(' ?:')}”" if field else tree.key


def _call(tree: Tree, form: Form) -> str:
    assert isinstance(tree, Call)
    parts = _arguments(tree, form)
    if tree.function in _BETWEEN:
        text = f" {_BETWEEN[tree.function]} ".join(parts)
        return f"({text})" if tree.function == "any" and len(parts) > 1 else text
    if tree.function == "not":
        return now("không: %(what)s") % {"what": parts[0]}
    return f"{tree.function}({'; '.join(parts)})"


def _arguments(tree: Call, form: Form) -> list[str]:
    """A constant that a field is compared with is shown by the label of that choice."""
    asked = next((argument for argument in tree.arguments if isinstance(argument, FieldAnswer)), None)
    choices = form.fields[asked.key].choices if asked and asked.key in form.fields else {}
    return [
        _constant(argument.value, choices) if isinstance(argument, Value) else in_words(argument, form)
        for argument in tree.arguments
    ]


def _constant(value: object, choices: dict[str, str] | None = None) -> str:
    if isinstance(value, bool):
        return now("Có") if value else now("Không")
    if isinstance(value, list | tuple):
        return ", ".join(_constant(each, choices) for each in value)
    return (choices or {}).get(str(value), str(value))


_READ: dict[type, Callable[[Tree, Form], str]] = {Value: _value, FieldAnswer: _answer, Call: _call}
