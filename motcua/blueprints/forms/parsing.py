"""From the mapping in a definition file to a form. The mapping has passed the schema: keys and types are right."""

from collections.abc import Mapping, Sequence
from typing import Any

from motcua.blueprints.expressions import tree
from motcua.blueprints.expressions.tree import Path, Tree
from motcua.blueprints.forms.definition import (
    AnsweredBy,
    CrossCheck,
    Field,
    Form,
    Option,
    OptionList,
    Section,
    Severity,
)

Lists = Mapping[str, OptionList]

#: Keys of a field that go into the dataclass as they stand.
_PLAIN = (
    "help",
    "options_ref",
    "prefill",
    "default",
    "min_length",
    "max_length",
    "pattern",
    "minimum",
    "maximum",
    "decimals",
    "min_rows",
    "max_rows",
    "not_future",
    "not_past",
    "after",
    "address_mode",
    "aspect",
    "max_mb",
)


def form(node: Mapping[str, Any], *, questions: Sequence[Mapping[str, Any]], lists: Lists) -> Form:
    return Form(
        key=node["key"],
        title=node["title"],
        template=node.get("template", ""),
        questions=tuple(
            field(each, lists=lists, at=("case_questions", number)) for number, each in enumerate(questions)
        ),
        sections=tuple(
            _section(each, lists=lists, at=("form", "sections", number)) for number, each in enumerate(node["sections"])
        ),
        cross_checks=tuple(
            _cross_check(each, at=("form", "cross_checks", number))
            for number, each in enumerate(node.get("cross_checks", ()))
        ),
    )


def field(node: Mapping[str, Any], *, lists: Lists, at: Path = ()) -> Field:
    shared = lists.get(node.get("options_ref", ""))
    options = (
        shared.options if shared else tuple(Option(each["value"], each["label"]) for each in node.get("options", ()))
    )
    return Field(
        key=node["key"],
        label=node["label"],
        type=node["type"],
        required=node.get("required", False),
        required_when=condition(node.get("required_when"), at=(*at, "required_when")),
        visible_when=condition(node.get("visible_when"), at=(*at, "visible_when")),
        computed=condition(node.get("computed"), at=(*at, "computed")),
        options=options,
        options_open=bool(shared and shared.external),
        columns=tuple(
            field(each, lists=lists, at=(*at, "columns", number)) for number, each in enumerate(node.get("columns", ()))
        ),
        answered_by=AnsweredBy(node.get("answered_by", AnsweredBy.APPLICANT)),
        **{key: node[key] for key in _PLAIN if node.get(key) is not None},
    )


def option_lists(nodes: Mapping[str, Any]) -> dict[str, OptionList]:
    return {
        key: OptionList(
            key=key,
            options=tuple(Option(each["value"], each["label"]) for each in node["options"]),
            external=node.get("external", False),
            source=node.get("source", ""),
        )
        for key, node in nodes.items()
    }


def condition(node: object, *, at: Path) -> Tree | None:
    return None if node is None else tree.parse(node, at=at)


def _section(node: Mapping[str, Any], *, lists: Lists, at: Path) -> Section:
    return Section(
        key=node["key"],
        title=node["title"],
        fields=tuple(
            field(each, lists=lists, at=(*at, "fields", number)) for number, each in enumerate(node["fields"])
        ),
        visible_when=condition(node.get("visible_when"), at=(*at, "visible_when")),
    )


def _cross_check(node: Mapping[str, Any], *, at: Path) -> CrossCheck:
    rule = tree.parse(node["rule"], at=(*at, "rule"))
    return CrossCheck(
        key=node["key"],
        rule=rule,
        message=node["message"],
        severity=Severity(node.get("severity", Severity.ERROR)),
        fields=tuple(node.get("fields", ())) or tuple(sorted(tree.fields_of(rule))),
    )
