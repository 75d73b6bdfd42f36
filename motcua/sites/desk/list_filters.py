"""The filters of a worklist as questions: only those that can tell its rows apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.blueprints.catalogue import queries as catalogue
from motcua.dossiers.queries.filters import MINE, NOBODY
from motcua.dossiers.queries.worklists import LISTS
from motcua.dossiers.rules.actor import Actor
from motcua.dossiers.rules.lifecycle import Role
from motcua.foundation.organisations.models import Agency, Post
from motcua.sites.ui import labels, legal_words

Word = str | Promise

#: Lists whose rows have a date of the law that approaches.
_DATED = frozenset({"my-work", "to-sign"})
#: Lists in which a dossier is in somebody's hands.
_IN_HAND = frozenset({"my-work", "to-sign", "near-due", "overdue"})
#: Who asks about the work of others.
_SUPERIORS = frozenset({Role.HEAD, Role.SIGNATORY})
_LATE: dict[str, Word] = {"late": _("Đã quá hạn"), "today": _("Trong 24 giờ tới"), "later": _("Còn hơn 24 giờ")}


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: Word
    #: Stored value and word; all of them is the empty value.
    choices: tuple[tuple[str, Word], ...]


def fields(queue: str, *, actor: Actor) -> tuple[Filter, ...]:
    return tuple(each for each in _fields(queue, actor) if each.choices)


def _fields(queue: str, actor: Actor) -> Iterator[Filter]:
    procedures = catalogue.published().values_list("code", "short_name")
    yield Filter("procedure", _("Thủ tục"), tuple(procedures))
    channels = ("online", "counter", "post")
    yield Filter("channel", _("Cách nộp"), tuple((key, legal_words.channel(key)) for key in channels))
    if queue in _DATED:
        yield Filter("late", _("Hạn"), tuple(_LATE.items()))
    if queue in _IN_HAND:
        yield Filter("holder", _("Ai đang giữ"), _holders(actor, is_own=LISTS[queue].is_work))
    if actor.role is Role.RECEPTIONIST:
        served = Agency.objects.filter(one_stop_unit_id=actor.agency_id, valid_to=None).order_by("name")
        agencies = tuple((str(pk), name) for pk, name in served.values_list("pk", "name"))
        yield Filter("agency", _("Nơi giải quyết"), agencies if len(agencies) > 1 else ())


def _holders(actor: Actor, *, is_own: bool) -> tuple[tuple[str, Word], ...]:
    """Herself and nobody yet; for superiors each officer of the agency as well."""
    nearest: tuple[tuple[str, Word], ...] = ((MINE, _("Tôi")), (NOBODY, _("Chưa ai nhận")))
    if is_own or actor.role not in _SUPERIORS:
        return nearest
    assert actor.agency_id is not None, "officers have agencies"
    assert actor.post_id is not None, "officers have posts"
    posts = Post.objects.filter(agency_id=actor.agency_id, valid_to=None).exclude(pk=actor.post_id).order_by("pk")
    named = posts.values_list("pk", "account__person__full_name", "role")
    return (*nearest, *((str(pk), f"{name}, {labels.role_word(role)}") for pk, name, role in named))
