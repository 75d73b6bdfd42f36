"""The steps of a process as citizens read them: one after the other, with a word where two are done at once."""

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.workflows.steps import Step
from motcua.blueprints.workflows.together import at_the_same_time, in_every_case


def with_notes(definition: Definition, *, channel: str) -> list[tuple[str, str]]:
    """Name and note of each step that this way of filing passes."""
    process = definition.process.for_channel(channel)
    pairs, sure = at_the_same_time(process), in_every_case(process)
    found: list[tuple[str, str]] = []
    for number, step in enumerate(process.steps):
        beside = next((each for each in process.steps[:number] if frozenset({each.key, step.key}) in pairs), None)
        found.append((step.name, _note(beside, is_sure=step.key in sure)))
    return found


def _note(beside: Step | None, *, is_sure: bool) -> str:
    parts = [] if is_sure else [_("Chỉ khi hồ sơ của ông/bà cần")]
    if beside is not None:
        parts.append(_("Làm đồng thời với bước “%(name)s”") % {"name": beside.name})
    return ". ".join(parts)
