"""What the system knows about the person and offers in forms."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.foundation.accounts.models import Gender
from motcua.sites.portal.readable import address
from motcua.sites.ui.acting import ActingRequest

GENDERS = {Gender.MALE: _("Nam"), Gender.FEMALE: _("Nữ"), Gender.UNKNOWN: ""}


@require_safe
def profile(request: ActingRequest) -> HttpResponse:
    person = request.user.person
    context = {"person": person, "gender": GENDERS[Gender(person.gender)], "residence": address(person.residence)}
    return render(request, "portal/profile.html", context)
