"""What the system knows about the person and offers in forms; how to reach her, she corrects herself."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms.definition import Field
from motcua.foundation.accounts.contact import change_contact
from motcua.foundation.accounts.models import Gender, Person
from motcua.sites.portal.readable import address
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.short_form import answered

GENDERS = {Gender.MALE: gettext_lazy("Nam"), Gender.FEMALE: gettext_lazy("Nữ"), Gender.UNKNOWN: ""}


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: ActingRequest) -> HttpResponse:
    person = request.user.person
    if request.method == "POST":
        return _changed(request, person)
    return _page(request, person, _present(person))


def _changed(request: ActingRequest, person: Person) -> HttpResponse:
    given = answered(_asked(), request.POST)
    if given.problems:
        return _page(request, person, given.typed, problems=given.problems, status=422)
    change_contact(
        person, phone=given.text("phone"), email=given.text("email"), residence=given.typed["residence"] or {}
    )
    messages.success(request, _("Đã lưu. Tờ khai bắt đầu từ bây giờ sẽ điền sẵn thông tin này."))
    return redirect("portal:profile")


def _page(
    request: ActingRequest,
    person: Person,
    values: Mapping[str, Any],
    *,
    problems: Mapping[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "person": person,
        "gender": GENDERS[Gender(person.gender)],
        "residence": address(person.residence),
        "asked": _asked(),
        "values": values,
        "problems": problems or {},
    }
    return render(request, "portal/profile.html", context, status=status)


def _asked() -> list[Field]:
    return [
        Field("phone", _("Số điện thoại"), "phone"),
        Field("email", _("Thư điện tử"), "email"),
        Field("residence", _("Nơi cư trú"), "address"),
    ]


def _present(person: Person) -> dict[str, Any]:
    return {"phone": person.phone, "email": person.email, "residence": person.residence}
