"""Results in words: what has become of a version, and in which book it is numbered."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue.queries import definition_of
from motcua.dossiers.commands import results
from motcua.dossiers.models import Dossier, ResultState
from motcua.effects.result_documents import drafting
from motcua.foundation.organisations import official_words


@dataclass(frozen=True, slots=True)
class Shown:
    word: str | Promise
    tone: str
    icon: str


STATES: dict[str, Shown] = {
    ResultState.DRAFT: Shown(_("Bản thảo, chưa ký"), "grey", "pen"),
    ResultState.SIGNED: Shown(_("Đã ký, chờ phát hành"), "info", "sign"),
    ResultState.ISSUED: Shown(_("Đã phát hành"), "good", "check"),
    ResultState.RECALLED: Shown(_("Đã thu hồi"), "bad", "stop"),
    ResultState.REPLACED: Shown(_("Bản cũ, đã có bản mới"), "grey", "info"),
}
#: The letters of the book, by the kind of document (NĐ 30/2020, annex III); other documents are numbered as notices.
_BOOKS = {
    "license": "GP",
    "certificate": "GCN",
    "certified_copy": "SCT-BS",
    "extract": "TLHT-BS",
    "confirmation": "GXN",
    "decision": "QĐ",
}
_OTHERWISE = "TB"


def book_of(dossier: Dossier, *, at: datetime) -> str:
    """Of the result that goes out next: "GPXD-UBND"."""
    found = results.current(dossier)
    documents = definition_of(dossier.procedure_version_id).results
    kind = found.kind if found else documents[0].key if documents else ""
    try:
        book = drafting.layout_of(dossier, kind, at=at).book
    except drafting.NoLayout:
        document = next((each for each in documents if each.key == kind), None)
        book = _BOOKS.get(document.kind, _OTHERWISE) if document else _OTHERWISE
    return f"{book}-{official_words.letters(dossier.deciding_agency)}"
