"""The people of a dossier, as every page names them: Chủ hồ sơ, Người nộp, Người được ủy quyền."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.dossiers.commands.holders import representation_of
from motcua.dossiers.models import Basis, Dossier, Kinship, Representation
from motcua.sites.ui import formats

Word = str | Promise

#: What the holder is to the one who files.
KINSHIPS: dict[str, Word] = {
    Kinship.GRANDPARENT: gettext_lazy("Ông, bà của tôi"),
    Kinship.PARENT: gettext_lazy("Cha, mẹ của tôi"),
    Kinship.CHILD: gettext_lazy("Con của tôi"),
    Kinship.SPOUSE: gettext_lazy("Vợ, chồng của tôi"),
    Kinship.SIBLING: gettext_lazy("Anh, chị, em ruột của tôi"),
}
#: The same as officers read it.
RELATIVES: dict[str, Word] = {
    Kinship.GRANDPARENT: gettext_lazy("ông, bà của người nộp"),
    Kinship.PARENT: gettext_lazy("cha, mẹ của người nộp"),
    Kinship.CHILD: gettext_lazy("con của người nộp"),
    Kinship.SPOUSE: gettext_lazy("vợ, chồng của người nộp"),
    Kinship.SIBLING: gettext_lazy("anh, chị, em ruột của người nộp"),
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of a dossier; `note` says on what ground, `is_unproved` that nobody has compared her card yet."""

    part: Word
    name: str
    note: str = ""
    is_unproved: bool = False


def people_of(dossier: Dossier, ground: Representation | None) -> list[PersonLine]:
    """The holder first, then who files, then who helps."""
    filer = dossier.applicant.full_name
    lines = [_holder(dossier, ground, filer=filer)]
    if ground is not None:
        lines.append(PersonLine(_("Người nộp"), filer, _note(ground)))
    if dossier.helper_account is not None:
        lines.append(PersonLine(_("Người giúp"), dossier.helper_account.person.full_name))
    return lines


def holder_name(dossier: Dossier) -> str:
    """For the line at the head of a draft: nothing is read where she files for herself."""
    if dossier.holder_id == dossier.applicant_id:
        return dossier.applicant.full_name
    return _holder(dossier, representation_of(dossier), filer=dossier.applicant.full_name).name


def choice_of(ground: Representation | None) -> str:
    """The value of the choice on the page."""
    if ground is None:
        return "self"
    return f"member-{ground.membership_id}" if ground.membership_id else ground.basis


def _holder(dossier: Dossier, ground: Representation | None, *, filer: str) -> PersonLine:
    if ground is None:
        return PersonLine(_("Chủ hồ sơ"), filer)
    organisation = ground.membership.organisation if ground.membership else dossier.holder_organisation
    if organisation is not None:
        return PersonLine(_("Chủ hồ sơ"), organisation.name, organisation.registration_code or "")
    facts = ground.holder_facts
    assert facts is not None, "these bases are about a person"
    holder = dossier.holder
    return PersonLine(
        _("Chủ hồ sơ"),
        facts.full_name,
        facts.personal_id,
        is_unproved=holder is not None and not holder.personal_id_hash,
    )


def _note(ground: Representation) -> str:
    if ground.basis == Basis.AUTHORISED:
        document = {"number": ground.document_number, "on": formats.day(ground.document_on)}
        return _("được ủy quyền theo văn bản số %(number)s ngày %(on)s") % document
    if ground.basis == Basis.ELSEWHERE:
        return _("nộp thay tại Cổng Dịch vụ công quốc gia, giấy tờ chứng minh quyền nộp thay được xem tại quầy")
    if ground.membership is not None:
        return (
            _("người đại diện theo pháp luật") if ground.membership.is_legal_representative else _("người của tổ chức")
        )
    return _("chủ hồ sơ là %(relative)s") % {"relative": RELATIVES[ground.kinship]}
