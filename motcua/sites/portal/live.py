"""What a page of questions tells its script, so that questions come and go at once. The server decides all the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.expressions.tree import Call, Tree, as_json, fields_of
from motcua.blueprints.forms.definition import Field, Form
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.formats import hour

#: Definitions are few and their pages too.
_PAGES_KEPT = 500


@dataclass(frozen=True, slots=True)
class Rules:
    """The trees of one page as the browser reads them, and the answers that they read."""

    fields: Mapping[str, Mapping[str, Any]]
    #: In the order in which they are reckoned: one may read another.
    computed: tuple[tuple[str, Mapping[str, Any]], ...]
    #: The types of a table's columns, by its key.
    columns: Mapping[str, Mapping[str, str]]
    reads: frozenset[str]
    counts_working_days: bool


def live(draft: Draft, part: str) -> dict[str, Any]:
    rules = rules_of(draft.dossier.procedure_version_id, part)
    return {
        "path": reverse("portal:fields", kwargs={"uuid": draft.dossier.uuid, "key": part}),
        "fields": rules.fields,
        "computed": rules.computed,
        "columns": rules.columns,
        "answers": {key: draft.known[key] for key in rules.reads if key in draft.known},
        "context": _context(draft, counts_working_days=rules.counts_working_days),
        "words": words(),
    }


def saved_words(draft: Draft) -> str:
    return _("Đã lưu lúc %(hour)s.") % {"hour": hour(draft.dossier.answers.saved_at)}


def words() -> dict[str, str]:
    return {
        "offline": _("Mất mạng. Phần đang điền còn trên máy này, sẽ tự lưu khi có mạng lại."),
        "signedOut": _("Phiên đăng nhập đã hết. Phần đang điền còn trên máy này."),
        "signIn": _("Đăng nhập để lưu tiếp"),
        "closed": _("Tờ khai này không sửa được ở đây nữa."),
        "reload": _("Xem lại tờ khai"),
        "both": _("Mục này vừa được điền khác ở máy khác. Ông/bà chọn giữ bản nào?"),
        "mine": _("Giữ bản ở đây"),
        "theirs": _("Lấy bản ở máy kia"),
        "empty": _("(để trống)"),
    }


@lru_cache(maxsize=_PAGES_KEPT)
def rules_of(version_id: int, part: str) -> Rules:
    form = definition_of(version_id).form
    asked = form_fields(form, part)
    trees = [tree for field in asked for tree in (field.visible_when, field.required_when) if tree is not None]
    computed = _needed(form, trees)
    every = [*trees, *(tree for _key, tree in computed)]
    return Rules(
        fields={field.key: found for field in asked if (found := _conditions(field))},
        computed=tuple((key, as_json(tree)) for key, tree in computed),
        columns={field.key: {each.key: each.type for each in field.columns} for field in asked if field.columns},
        reads=frozenset().union(*map(fields_of, every)),
        counts_working_days=any(_calls(tree, "working_days_between") for tree in every),
    )


def form_fields(form: Form, part: str) -> tuple[Field, ...]:
    section = form.sections_by_key.get(part)
    return tuple(form.fields_asked_in(section)) if section else form.questions


def _conditions(field: Field) -> dict[str, Any]:
    trees = {"visible": field.visible_when, "required": None if field.required else field.required_when}
    return {name: as_json(tree) for name, tree in trees.items() if tree is not None}


def _needed(form: Form, trees: Iterable[Tree]) -> list[tuple[str, Tree]]:
    """The computed fields that the trees read, and those that these read."""
    reckoned = {field.key: field.computed for field in form.computed_fields if field.computed is not None}
    wanted: set[str] = set()
    waiting = [key for tree in trees for key in fields_of(tree)]
    while waiting:
        key = waiting.pop()
        if key in reckoned and key not in wanted:
            wanted.add(key)
            waiting += fields_of(reckoned[key])
    return [(key, tree) for key, tree in reckoned.items() if key in wanted]


def _context(draft: Draft, *, counts_working_days: bool) -> dict[str, Any]:
    context = draft.context
    calendar = {
        "closed": sorted(day.isoformat() for day in context.calendar.closed),
        "opened": sorted(day.isoformat() for day in context.calendar.opened),
    }
    return {
        "today": context.today.isoformat(),
        "submitted_on": (context.submitted_on or context.today).isoformat(),
        "channel": context.channel,
        **(calendar if counts_working_days else {}),
    }


def _calls(tree: Tree, function: str) -> bool:
    return isinstance(tree, Call) and (
        tree.function == function or any(_calls(each, function) for each in tree.arguments)
    )
