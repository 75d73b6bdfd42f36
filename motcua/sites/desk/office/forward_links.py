"""The ways on from a step: one, or one for each choice, and those that pass over what the process leaves open."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from motcua.blueprints.workflows.steps import Act, Step
from motcua.dossiers.commands import work
from motcua.dossiers.models import Dossier, WorkItem, WorkStatus

#: Address, word, drawing, key, kind: what a button is made of.
Link = tuple[str, str | Promise, str, str, str]


def forward_links(dossier: Dossier, item: WorkItem) -> list[Link]:
    """The usual way first; none while others are asked. A step that asks another agency ends with its opinion."""
    where = {"code": dossier.code, "item_id": item.pk}
    if item.act == Act.CONSULT:
        return [(reverse("desk:opinion", kwargs=where), _("Cho ý kiến"), "comment", "C", "")]
    if item.consultations.filter(status=WorkStatus.OPEN).exists():
        return []
    process = work.process_of(dossier)
    step = process.step(item.step)
    href = reverse("desk:forwarding", kwargs=where)
    optional = [process.step(key) for key in process.targets[step.key] if process.step(key).optional]
    return [*_onward(href, step), *_passing_over(href, optional if not step.choices else ())]


def _onward(href: str, step: Step) -> Iterator[Link]:
    if not step.choices:
        yield (href, _("Xong, chuyển bước sau"), "transfer", "C", "")
    for number, choice in enumerate(step.choices):
        address = f"{href}?{urlencode({'choice': choice.key})}"
        yield (address, choice.name, "transfer", "" if number else "C", "secondary" if number else "")


def _passing_over(href: str, optional: Iterable[Step]) -> Iterator[Link]:
    for step in optional:
        word = _("Xong, bỏ qua bước “%(step)s”") % {"step": step.name}
        yield (f"{href}?{urlencode({'passing_over': step.key})}", word, "forward", "", "secondary")
