"""The value of a tree for given answers. Pure; what cannot be known yet is null."""

from collections.abc import Mapping, Sequence

from motcua.blueprints.expressions.context import Context
from motcua.blueprints.expressions.functions import FUNCTIONS, Function
from motcua.blueprints.expressions.tree import Call, FieldAnswer, Tree, Value

Answers = Mapping[str, object]


def evaluate(tree: Tree, answers: Answers, context: Context) -> object:
    match tree:
        case Value(value=value):
            return value
        case FieldAnswer(key=key):
            return _answer(key, answers)
        case Call(function=name, arguments=arguments):
            function = FUNCTIONS[name]
            values = [evaluate(argument, answers, context) for argument in arguments]
            if not function.sees_null and None in values:
                return None
            return _computed(function, values, context)


def holds(tree: Tree | None, answers: Answers, context: Context) -> bool:
    """Whether a condition is true; no condition always is, and one that is not known yet is not."""
    return tree is None or evaluate(tree, answers, context) is True


def fails(tree: Tree, answers: Answers, context: Context) -> bool:
    """Whether a check is certainly broken: one that is not known yet passes."""
    return evaluate(tree, answers, context) is False


def _computed(function: Function, values: Sequence[object], context: Context) -> object:
    """A draft holds what was typed: a date that cannot be, a word for a number. Nothing is known from these yet."""
    try:
        return function.compute(context, values)
    except (TypeError, ValueError):
        return None


def _answer(key: str, answers: Answers) -> object:
    name, _, column = key.partition(".")
    answer = answers.get(name)
    if not column or not isinstance(answer, list):
        return answer
    return [row.get(column) for row in answer if isinstance(row, dict)]
