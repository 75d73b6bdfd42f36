"""What a card gives a form, and what the person is told about it."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.forms.people import Aspect
from motcua.foundation.accounts.identity_card.facts import CardFacts, CardKind, Oddity
from motcua.foundation.accounts.models import Gender
from motcua.sites.ui.filling.known_facts import GENDERS
from motcua.sites.ui.filling.one_line_address import taken_apart
from motcua.sites.ui.filling.person_facts import PersonFacts

#: Cards are called "thẻ căn cước" and no longer "căn cước công dân" from that day (Luật Căn cước 2023 art. 46).
_NEW_NAME_FROM = date(2024, 7, 1)
_NEW_NAME, _FORMER_NAME = "Thẻ căn cước", "Thẻ căn cước công dân"
#: Only citizens have the card.
_CITIZENS_OF = "VN"

SENTENCES: dict[Oddity, Promise | str] = {
    Oddity.NAME_DAMAGED: _(
        "Họ tên đọc từ thẻ bị hỏng dấu nên không điền. Tắt bộ gõ tiếng Việt rồi quét lại, hoặc gõ họ tên theo thẻ."
    ),
    Oddity.NAME_WITHOUT_MARKS: _("Các dòng chữ ở mặt sau thẻ không có dấu. Ông/bà gõ họ tên có dấu như trên thẻ."),
    Oddity.NO_PERSONAL_ID: _("Thẻ bảo hiểm y tế không ghi số định danh. Ông/bà gõ số theo thẻ căn cước."),
    Oddity.NUMBER_MISREAD: _("Các dòng chữ ở mặt sau thẻ đọc không đúng. Quét lại, hoặc gõ theo thẻ."),
    Oddity.BIRTH_YEAR_DIFFERS: _("Năm sinh trên thẻ không khớp với số định danh. Ông/bà xem lại thẻ."),
    Oddity.GENDER_DIFFERS: _("Giới tính trên thẻ không khớp với số định danh. Ông/bà xem lại thẻ."),
    Oddity.EXPIRED: _("Thẻ này đã hết hạn. Ông/bà vẫn điền tiếp được, và nên làm thẻ mới."),
}
ADDRESS_TO_CHOOSE = _("Nơi cư trú ghi trên thẻ theo tên xã, huyện cũ. Ông/bà chọn xã, phường hiện nay ở ô nơi cư trú.")
ADDRESS_OF_BEFORE = _(
    "Nơi cư trú ghi trên thẻ theo tên xã, huyện cũ; hệ thống đã đổi sang xã, phường hiện nay. Ông/bà xem lại."
)
_OTHER_PERSON = _("Thẻ này ghi giới tính “%(gender)s”. Ông/bà xem có quét đúng thẻ của %(who)s không.")
#: Whose card it must be, by the word that keys begin with.
_EXPECTED = {
    "me": (Gender.FEMALE, _("người mẹ")),
    "nu": (Gender.FEMALE, _("bên nữ")),
    "cha": (Gender.MALE, _("người cha")),
    "nam": (Gender.MALE, _("bên nam")),
}
_GENDER_WORDS = {Gender.MALE: _("Nam"), Gender.FEMALE: _("Nữ")}


def facts_of(card: CardFacts) -> PersonFacts:
    is_identity = card.kind is not CardKind.HEALTH
    return {
        Aspect.FULL_NAME: card.full_name,
        Aspect.PERSONAL_ID: card.personal_id,
        Aspect.BIRTH_DATE: card.birth_date.isoformat() if card.birth_date else "",
        Aspect.GENDER: GENDERS.get(card.gender),
        Aspect.NATIONALITY: _CITIZENS_OF if is_identity else "",
        Aspect.RESIDENCE: taken_apart(card.residence),
        Aspect.DOCUMENT_KIND: _document_kind(card.issued_on),
        Aspect.DOCUMENT_NUMBER: card.personal_id,
        Aspect.DOCUMENT_ISSUED_ON: card.issued_on.isoformat() if card.issued_on else "",
    }


def sentences(card: CardFacts, *, who: str) -> list[str]:
    """What the person should look at again; nothing of it stops her."""
    told = [str(SENTENCES[oddity]) for oddity in card.oddities]
    gender, person = _EXPECTED.get(who, (card.gender, ""))
    if card.gender and card.gender != gender:
        told.append(str(_OTHER_PERSON) % {"gender": _GENDER_WORDS[card.gender], "who": person})
    return told


def residence_remarks(answer: object) -> list[str]:
    """What became of the card's address on the way into the form."""
    if not isinstance(answer, dict) or "former" not in answer:
        return []
    return [str(ADDRESS_OF_BEFORE if "commune" in answer else ADDRESS_TO_CHOOSE)]


def _document_kind(issued_on: date | None) -> str:
    if issued_on is None:
        return ""
    return _NEW_NAME if issued_on >= _NEW_NAME_FROM else _FORMER_NAME
