"""The pages of a draft: found once, in one way, and closed once it is filed."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from motcua.dossiers.commands.drafting import CHANGEABLE
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.lifecycle import State
from motcua.foundation import legal_time
from motcua.sites.portal import finding
from motcua.sites.ui.acting import ActingRequest
from motcua.sites.ui.filling.draft import Draft

P = ParamSpec("P")


View = Callable[Concatenate[ActingRequest, Draft, P], HttpResponseBase]


def on_draft(
    view: View[P], *, find: Callable[[ActingRequest, UUID], Dossier] = finding.draft_of
) -> Callable[Concatenate[ActingRequest, UUID, P], HttpResponseBase]:
    """Hand the draft to the view. Back button, second tab: what is filed already leads to its dossier and says so."""

    @wraps(view)
    def found(request: ActingRequest, uuid: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        dossier = find(request, uuid)
        if State(dossier.state) not in CHANGEABLE:
            messages.info(
                request, _("Hồ sơ này đã nộp với mã %(code)s nên không sửa được nữa.") % {"code": dossier.code}
            )
            return redirect("portal:dossier", code=dossier.code)
        return view(request, Draft.of(dossier, at=legal_time.now()), *args, **kwargs)

    return found  # type: ignore[return-value]  # Django hands the address in by name, the type speaks of places
