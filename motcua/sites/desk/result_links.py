"""The doors to a dossier's result: drafted, uploaded, signed again, issued anew."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.commands import replacing, results
from motcua.dossiers.models import Dossier, ResultState
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role, State

#: Address, word, drawing, key and kind of a button.
Link = tuple[str, str | Promise, str, str, str]

_MAKES: Link = ("desk:result", _("Văn bản kết quả"), "file-up", "U", "secondary")
_SIGNS: Link = ("desk:result-signature", _("Ký bản mới"), "sign", "K", "")
_ISSUES: Link = ("desk:result-reissue", _("Phát hành bản thay thế"), "file", "P", "")


def links(dossier: Dossier, *, actor: Actor) -> list[Link]:
    """For officers of the deciding agency who make results."""
    found = results.current(dossier) if replacing.takes_another(dossier) else None
    if found is None:
        return [_MAKES]
    if found.state == ResultState.DRAFT:
        return [_SIGNS, _MAKES] if actor.role is Role.SIGNATORY else [_MAKES]
    issues = actor.role in (Role.CLERK, Role.SIGNATORY) and State(dossier.state) is not State.DECIDED
    return [_ISSUES, _MAKES] if issues else [_MAKES]
