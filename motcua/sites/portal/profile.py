"""What the system knows about the person and offers in forms; how to reach her, she corrects herself."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.blueprints.forms import answers as forms
from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.field_types.registry import type_of
from motcua.foundation import legal_time
from motcua.foundation.accounts.contact import change_contact
from motcua.foundation.accounts.models import Gender, Person
from motcua.foundation.calendar import versions
from motcua.sites.portal.readable import address
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.posted import posted

GENDERS = {Gender.MALE: gettext_lazy("Nam"), Gender.FEMALE: gettext_lazy("Nữ"), Gender.UNKNOWN: ""}


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: ActingRequest) -> HttpResponse:
    person = request.user.person
    if request.method == "POST":
        return _changed(request, person)
    return _page(request, person, _present(person))


def _changed(request: ActingRequest, person: Person) -> HttpResponse:
    asked = _asked()
    typed = forms.read(asked, posted(request.POST, asked))
    problems = _problems(asked, typed)
    if problems:
        return _page(request, person, typed, problems=problems, status=422)
    change_contact(
        person,
        phone=str(typed["phone"] or ""),
        email=str(typed["email"] or ""),
        residence=typed["residence"] or {},
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


def _problems(asked: list[Field], typed: Mapping[str, Any]) -> dict[str, str]:
    context = forms.context_of(at=legal_time.now(), calendar=versions.calendar_of(versions.current_id()))
    found = (
        problem
        for field in asked
        if typed[field.key] is not None
        for problem in type_of(field).problems(field, typed[field.key], context)
    )
    return {problem.field: str(problem) for problem in found}
