"""Fill the applicant's part from the population database while she stands there: empty boxes only."""

from collections.abc import Sequence

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.blueprints.forms.people import APPLICANT, PersonSlot, slot_of
from motcua.dossiers.commands import drafting
from motcua.effects.registries import table
from motcua.effects.registries.models import Register
from motcua.effects.registries.population import asking
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import person_facts
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.register_facts import facts_of
from motcua.sites.ui.filling.side_by_side import Merged, merged

#: The name of the button.
BUTTON = "register"
_REGISTER: drafting.Source = {"from": "register", "of": ""}


def offers(draft: Draft) -> bool:
    """Where the register is connected and the form asks about the person."""
    return table.is_connected(Register.POPULATION) and _slot(draft) is not None


def fill(request: ActingRequest, draft: Draft) -> None:
    """What is typed stays; where the register says otherwise, the officer is told which questions to look at."""
    slot = _slot(draft)
    if slot is None or not offers(draft):
        return
    try:
        facts = asking.look_up(
            draft.dossier.applicant,
            dossier=draft.dossier,
            procedure=draft.definition.code,
            actor=request.actor,
            at=draft.at,
        )
    except Refusal as refusal:
        messages.warning(request, refusals.sentence(refusal))
        return
    found = merged(draft.known, person_facts.answers_from(slot, facts_of(facts)))
    drafting.save_answers(
        draft.dossier,
        changed=found.filled,
        revision=None,
        at=draft.at,
        sources=dict.fromkeys([*found.filled, *found.confirmed], _REGISTER),
    )
    _tell(request, found, [draft.definition.form.fields[key].label for key in found.differing])


def _slot(draft: Draft) -> PersonSlot | None:
    slots = (slot_of(part.fields, who=APPLICANT) for part in draft.parts)
    return next((slot for slot in slots if slot is not None), None)


def _tell(request: ActingRequest, found: Merged, differing: Sequence[str]) -> None:
    if differing:
        words = _(
            "Cơ sở dữ liệu dân cư ghi khác ở: %(fields)s. Các ô này giữ như đã nhập; đối chiếu với thẻ rồi sửa nếu cần."
        )
        messages.warning(request, words % {"fields": ", ".join(differing)})
    if found.filled:
        count = len(found.filled)
        words = ngettext("Đã điền %(count)s ô từ %(name)s.", "Đã điền %(count)s ô từ %(name)s.", count)
        messages.success(request, words % {"count": count, "name": _("Cơ sở dữ liệu dân cư")})
    elif not differing:
        messages.success(request, _("Thông tin của người nộp khớp với Cơ sở dữ liệu dân cư."))
