"""Hồ sơ này của ai? The same two pages for the portal and the counter: the choice, and what a ground asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.blueprints.forms.definition import Field, Option
from motcua.dossiers.commands import holders
from motcua.dossiers.models import Basis, HolderFacts, Kinship, Representation
from motcua.foundation.accounts.models import Membership
from motcua.foundation.calendar.arithmetic import legal_day
from motcua.sites.ui import assisted, people_words
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling import holder_facts
from motcua.sites.ui.filling.authorisations import keep_proof, proof_of
from motcua.sites.ui.filling.draft import Draft
from motcua.sites.ui.filling.short_form import Answered, answered

SELF = "self"
_CIVIL_STATUS = "Hộ tịch"


class Draws(Protocol):
    """How a site draws a page of its own."""

    def __call__(
        self, request: ActingRequest, template: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages stand: in the portal, or at the counter."""

    choice: str
    details: str
    choice_template: str
    details_template: str
    draw: Draws
    onward: Callable[[ActingRequest, Draft], str]


def choice(request: ActingRequest, draft: Draft, place: Place) -> HttpResponse:
    """The choice. What needs more to be said leads on to its own page."""
    if not draft.is_new:
        raise Http404
    if request.method != "POST":
        return _choice(request, draft, place)
    whose = request.POST.get("whose", "")
    if whose == SELF:
        holders.file_for_self(draft.dossier)
        holder_facts.offer_self(draft)
        return _onward(request, draft, place)
    if whose in _DETAILS:
        return redirect(_address(request, draft, place, basis=whose))
    membership = next((each for each in _memberships(draft) if whose == f"member-{each.pk}"), None)
    if membership is None:
        return _choice(request, draft, place, problems={"whose": _("Chọn ông/bà nộp hồ sơ này cho ai.")}, status=422)
    holders.file_for_organisation(draft.dossier, membership=membership, at=draft.at)
    holder_facts.offer_organisation(draft, membership.organisation)
    return _onward(request, draft, place)


def details(request: ActingRequest, draft: Draft, place: Place, *, basis: str) -> HttpResponse:
    """Who the holder is, in the words of the one who files. Nothing of what we know of her is shown."""
    if basis not in _DETAILS or not draft.is_new:
        raise Http404
    ground_of = _DETAILS[basis]
    ground = holders.representation_of(draft.dossier)
    if request.method != "POST":
        known = _typed_before(ground) if ground and ground.basis == basis else {}
        return _page(request, draft, place, basis, Answered(known, {}))
    given = answered(ground_of.asked(), request.POST)
    problems = {**given.problems, **(keep_proof(request, draft) if basis == Basis.AUTHORISED else {})}
    if problems:
        return _page(request, draft, place, basis, Answered(given.typed, problems), status=422)
    facts = _facts(given)
    ground_of.choose(draft, given, facts)
    holder_facts.offer_person(draft, facts)
    return _onward(request, draft, place)


@dataclass(frozen=True, slots=True)
class Details:
    """What a basis asks about the holder, and the command that it ends in."""

    asked: Callable[[], list[Field]]
    choose: Callable[[Draft, Answered, HolderFacts], Representation]


def _relative() -> list[Field]:
    kinships = tuple(Option(each.value, str(people_words.KINSHIPS[each])) for each in Kinship)
    return [
        Field("kinship", _("Quan hệ của chủ hồ sơ với ông/bà"), "radio", required=True, options=kinships),
        *_person(number_required=False),
    ]


def _authorised() -> list[Field]:
    return [
        *_person(number_required=True),
        Field("residence", _("Nơi cư trú của chủ hồ sơ"), "address", required=True, address_mode="current"),
        Field("phone", _("Số điện thoại của chủ hồ sơ"), "phone"),
        Field("document_number", _("Số văn bản ủy quyền"), "text", required=True, max_length=60),
        Field("document_on", _("Ngày lập văn bản ủy quyền"), "date", required=True, not_future=True),
    ]


def _person(*, number_required: bool) -> list[Field]:
    hint = "" if number_required else _("Chưa có, như trẻ mới sinh, thì để trống.")
    return [
        Field("full_name", _("Họ và tên chủ hồ sơ"), "person_name", required=True, max_length=200),
        Field(
            "personal_id", _("Số định danh cá nhân của chủ hồ sơ"), "personal_id", required=number_required, help=hint
        ),
        Field("birth_date", _("Ngày sinh của chủ hồ sơ"), "date", required=number_required, not_future=True),
    ]


def _choose_relative(draft: Draft, given: Answered, facts: HolderFacts) -> Representation:
    kinship = Kinship(given.text("kinship"))
    return holders.file_for_relative(draft.dossier, holder=facts, kinship=kinship, at=draft.at)


def _choose_authorised(draft: Draft, given: Answered, facts: HolderFacts) -> Representation:
    return holders.file_under_authorisation(
        draft.dossier,
        holder=facts,
        number=given.text("document_number"),
        on=date.fromisoformat(given.text("document_on")),
        at=draft.at,
    )


_DETAILS: dict[str, Details] = {
    Basis.RELATIVE: Details(_relative, _choose_relative),
    Basis.AUTHORISED: Details(_authorised, _choose_authorised),
}


def _facts(given: Answered) -> HolderFacts:
    return HolderFacts(
        full_name=given.text("full_name"),
        personal_id=given.text("personal_id"),
        birth_date=given.text("birth_date"),
        phone=given.text("phone"),
        residence=given.typed.get("residence"),
    )


def _typed_before(ground: Representation) -> dict[str, object]:
    facts = ground.holder_facts
    assert facts is not None, "these bases are about a person"
    return {
        **{name: getattr(facts, name) or None for name in HolderFacts.__slots__},
        "kinship": ground.kinship or None,
        "document_number": ground.document_number or None,
        "document_on": ground.document_on.isoformat() if ground.document_on else None,
    }


def _memberships(draft: Draft) -> list[Membership]:
    held = Membership.objects.held_on(legal_day(draft.at)).filter(person_id=draft.dossier.applicant_id)
    return list(held.select_related("organisation").order_by("organisation__name", "pk"))


def _choice(
    request: ActingRequest, draft: Draft, place: Place, *, problems: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    ground = holders.representation_of(draft.dossier)
    context = {
        "draft": draft,
        "memberships": _memberships(draft),
        "chosen": request.GET.get("whose") or people_words.choice_of(ground),
        "people": people_words.people_of(draft.dossier, ground),
        "helps": assisted.helps(draft.dossier),
        "at": draft.at,
        "back": request.GET.get("back", ""),
        "problems": problems or {},
    }
    return place.draw(request, place.choice_template, context, status=status)


def _page(
    request: ActingRequest, draft: Draft, place: Place, basis: str, given: Answered, *, status: int = 200
) -> HttpResponse:
    asked = _DETAILS[basis].asked()
    context = {
        "draft": draft,
        "basis": basis,
        "asked": asked,
        "typed": {field.key: given.typed.get(field.key) for field in asked},
        "problems": given.problems,
        "proof": proof_of(draft) if basis == Basis.AUTHORISED else (),
        "is_civil_status": draft.definition.sector.name == _CIVIL_STATUS,
        "back": request.GET.get("back", ""),
    }
    return place.draw(request, place.details_template, context, status=status)


def _address(request: ActingRequest, draft: Draft, place: Place, *, basis: str) -> str:
    where = reverse(place.details, kwargs={"uuid": draft.dossier.uuid, "basis": basis})
    return f"{where}?back=check" if request.GET.get("back") == "check" else where


def _onward(request: ActingRequest, draft: Draft, place: Place) -> HttpResponse:
    """Where the site goes on."""
    messages.success(request, _("Đã ghi chủ hồ sơ. Phần điền sẵn đã theo chủ hồ sơ mới; đọc lại từng mục."))
    return redirect(place.onward(request, draft))
