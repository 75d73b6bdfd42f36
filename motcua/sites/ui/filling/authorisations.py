"""The paper of authorisation: shown before filing, and kept among the papers of the dossier."""

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from motcua.dossiers.commands import drafting, holders
from motcua.dossiers.models import Paper
from motcua.foundation.files import storage
from motcua.foundation.refusals import Refusal
from motcua.sites.ui import refusals
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

#: The case question that many procedures ask: is it filed through an authorised person?
THROUGH_ANOTHER = "qua_uy_quyen"


def proof_of(draft: Draft) -> tuple[Paper, ...]:
    return tuple(draft.papers.get(_item(draft), ()))


def keep_proof(request: ActingRequest, draft: Draft) -> dict[str, str]:
    """Attach the chosen file; without one, an earlier one will do. Gives what is to be mended."""
    _answer_case(draft)
    chosen = request.FILES.get("file")
    if not isinstance(chosen, UploadedFile):
        return {} if proof_of(draft) else {"file": _("Chụp hoặc chọn tệp văn bản ủy quyền.")}
    try:
        stored = storage.store(chosen, name=chosen.name or "", by=request.user, at=draft.at)
    except Refusal as refusal:
        return {"file": refusals.sentence(refusal)}
    drafting.attach(draft.dossier, item=_item(draft), file=stored, actor=request.actor, at=draft.at)
    return {}


def _item(draft: Draft) -> str:
    """As if the question were answered: the paper that it asks for is the one."""
    return holders.proof_item(
        draft.definition, answers={**draft.known, THROUGH_ANOTHER: True}, channel=draft.dossier.channel
    )


def _answer_case(draft: Draft) -> None:
    if THROUGH_ANOTHER in draft.definition.form.fields:
        drafting.save_answers(draft.dossier, changed={THROUGH_ANOTHER: True}, revision=None, at=draft.at)
        draft.dossier.answers.refresh_from_db()
