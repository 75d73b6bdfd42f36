"""Files of a draft: looked into and scanned as those that people upload."""

from django.utils.translation import gettext as _

from motcua.blueprints.catalogue.papers import paper_named
from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Paper
from motcua.effects.systems.drafts import actor_for
from motcua.foundation.files import storage
from motcua.foundation.files.models import StoredFile
from motcua.sites.api import draft_words
from motcua.sites.api.calls import Call, Said
from motcua.sites.api.drafts import draft_of
from motcua.sites.api.faults import Fault, Mistake


def give(call: Call) -> Said:
    """The bytes are the body; `item` says for which paper, `name` what the file is called."""
    dossier = draft_of(call)
    if paper_named(definition_of(dossier.procedure_version_id), key=call.query["item"]) is None:
        raise Fault("request-wrong", mistakes=[Mistake(_("Thủ tục không có giấy tờ này."), parameter="item")])
    given = drafting.attach(
        dossier, item=call.query["item"], file=_stored(call), actor=actor_for(dossier.applicant_id), at=call.at
    )
    return Said(draft_words.paper(given), dossier_id=dossier.pk)


def remove(call: Call) -> Said:
    dossier = draft_of(call)
    paper = Paper.objects.select_related("dossier").filter(dossier=dossier, pk=call.path["paper"]).first()
    if paper is None or paper.removed_at is not None:
        raise Fault("not-there")
    drafting.remove_paper(paper, at=call.at)
    return Said(dossier_id=dossier.pk)


def picture(call: Call) -> Said:
    """A picture that a form asks for as an answer."""
    dossier = draft_of(call)
    field = definition_of(dossier.procedure_version_id).form.fields.get(call.query["field"])
    if field is None or field.type != "image":
        raise Fault("request-wrong", mistakes=[Mistake(_("Tờ khai không hỏi ảnh này."), parameter="field")])
    stored = _stored(call)
    drafting.save_answers(dossier, changed={field.key: str(stored.pk)}, revision=None, at=call.at)
    return Said({"field": field.key, "answer": str(stored.pk)}, dossier_id=dossier.pk)


def _stored(call: Call) -> StoredFile:
    assert call.file is not None, "the description asks for a file"
    return storage.store(call.file, name=call.query.get("name", "tep"), by=None, at=call.at, from_outside=True)
