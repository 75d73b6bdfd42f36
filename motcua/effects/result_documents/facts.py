"""What a document of a result says, as the words that will be set."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

from motcua.blueprints.catalogue.definition import Definition
from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms import display
from motcua.dossiers.models import Dossier
from motcua.effects.result_documents.layout_versions import Layout
from motcua.effects.result_documents.signers import Signer
from motcua.foundation.organisations import official_words
from motcua.foundation.organisations.models import Agency
from motcua.foundation.typesetting.press import qr

_GROUP = 4
_MOST_GROUNDS = 3
_KINDS = {"law": "Luật", "decree": "Nghị định", "circular": "Thông tư"}


def facts_of(
    dossier: Dossier, layout: Layout, *, signer: Signer, code: str, note: str, pages: int = 0
) -> dict[str, Any]:
    definition = definition_of(dossier.procedure_version_id)
    answers = dossier.filings.latest("number").answers
    return {
        "code": dossier.code or "",
        "title": layout.title,
        "letterhead": _letterhead(dossier.deciding_agency),
        "signature": {"title": list(signer.title), "name": signer.name},
        "verification": verification(code),
        "applicant": dossier.subject_name or dossier.applicant.full_name,
        "entries": _entries(definition, layout, answers),
        "grounds": _grounds(definition),
        "note": note.strip(),
        "words": _words(definition, layout, answers),
        "copies": _copies(answers, pages) if layout.is_certification else [],
    }


def verification(code: str) -> dict[str, str]:
    page = f"{settings.PUBLIC_URL}/verify"
    groups = " ".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
    return {"qr": qr(f"{page}/{code}"), "page": page.split("://", 1)[-1], "code": groups}


def _letterhead(agency: Agency) -> dict[str, str]:
    return {
        "governing_body": agency.managed_by.name if agency.managed_by else "",
        "unit": agency.name,
        "place": official_words.seat(agency, names=display.place_names()),
    }


def _entries(definition: Definition, layout: Layout, answers: Mapping[str, Any]) -> list[list[str]]:
    return [[label, _shown(definition, key, answers)] for label, key in layout.entries if key in answers]


def _shown(definition: Definition, key: str, answers: Mapping[str, Any]) -> str:
    field = definition.form.fields.get(key)
    return display.shown(field, answers.get(key)) if field is not None else ""


def _grounds(definition: Definition) -> list[str]:
    """What stands highest first, by its kind and number."""
    known = [each for kind in _KINDS for each in definition.legal_basis if each.kind == kind]
    return [f"Căn cứ {_KINDS[each.kind]} số {each.number}" for each in known[:_MOST_GROUNDS]]


def _words(definition: Definition, layout: Layout, answers: Mapping[str, Any]) -> dict[str, str]:
    document = next((each for each in definition.results if each.key == layout.kind), None)
    said = {"validity": document.validity if document else "", "verb": layout.words.get("verb", "")}
    if "event" in layout.words:
        event = _shown(definition, layout.words["event"], answers)
        parts = [_shown(definition, key, answers) for key in ("so_dang_ky", "quyen_so", "ngay_dang_ky")]
        said |= {
            "event": event.lower(),
            "register": f"Sổ hộ tịch ({event.lower()})",
            "registered_at": _shown(definition, layout.words["registered_at"], answers),
            "registered_under": ", ".join(filter(None, parts)),
        }
    return said


def _copies(answers: Mapping[str, Any], pages: int) -> Sequence[Mapping[str, object]]:
    """Số trang, số bản giấy, ký bản điện tử: as counted in the scan where there is one paper, else as declared."""
    rows = answers.get("danh_sach") or [{}]
    return [
        {
            "name": str(row.get("ten", "Giấy tờ")),
            "pages": pages if len(rows) == 1 and pages else row.get("so_trang", ""),
            "paper": 0,
            "electronic": "01 bản",
        }
        for row in rows
    ]
