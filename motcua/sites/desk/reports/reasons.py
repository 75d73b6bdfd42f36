"""Why dossiers are sent back, refused and stopped, officer by officer: supervisors look through them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers.access import visible_to
from motcua.dossiers.rules.faults import Fault
from motcua.dossiers.rules.lifecycle import Action
from motcua.effects.reporting import reasons as counted
from motcua.effects.reporting.reasons import Reason
from motcua.effects.reporting.report_models import REASONED
from motcua.foundation.organisations.models import Agency, Post
from motcua.sites.desk import answering
from motcua.sites.desk.reports.pages import note
from motcua.sites.desk.reports.whole import around, whole
from motcua.sites.ui import fault_words, ground_words, labels, numbers
from motcua.sites.ui.acting import ActingRequest

PAGE = 100


@dataclass(frozen=True, slots=True)
class OfOfficer:
    """`post` is 0 for what the system did by itself."""

    post: int
    agency: int
    who: str
    where: str
    reasons: Sequence[Reason]

    @property
    def acts(self) -> int:
        return sum(each.acts for each in self.reasons)


@require_safe
def reasons(request: ActingRequest) -> HttpResponse:
    told = whole(request)
    found = counted.reasons(told.span.first, told.span.last, agencies=told.agencies)
    context = {
        **around(request, told),
        "officers": _by_officer(found),
        "total": sum(each.acts for each in found),
        "act_word": act_word,
        "reason_word": reason_word,
    }
    return answering.page(request, "desk/report_reasons.html", context)


@require_safe
def reason_dossiers(request: ActingRequest) -> HttpResponse:
    """The dossiers behind one number; looked at, so recorded."""
    told, asked = whole(request), request.GET
    action, reason, post = asked.get("action", ""), asked.get("reason", "")[:30], numbers.row(asked.get("post", ""))
    if action not in REASONED:
        raise Http404
    rows = counted.codes(
        told.span.first,
        told.span.last,
        agencies=_at(told.agencies, numbers.row(asked.get("at", ""))),
        post=post or None,
        action=action,
        reason=reason,
        after=numbers.row(asked.get("after", "")),
        size=PAGE + 1,
    )
    codes = [code for _event, code in rows[:PAGE] if code]
    note(request, f"list {action} {reason} {told.span.first} {told.span.last}", rows=len(codes))
    context = {
        **around(request, told),
        "word": f"{act_word(action)}: {reason_word(action, reason)}",
        "codes": codes,
        "next": rows[PAGE - 1][0] if len(rows) > PAGE else None,
        "asked": {"action": action, "reason": reason, "post": post, "at": asked.get("at", "")},
        "readable": frozenset(visible_to(request.actor).filter(code__in=codes).values_list("code", flat=True)),
    }
    return answering.page(request, "desk/report_reason_dossiers.html", context)


def act_word(action: str) -> str:
    return str(labels.ACTIONS[Action(action)])


def reason_word(action: str, reason: str) -> str:
    """Of an item, or of the whole act; words of their own are not counted, and why the clock stands is no reason."""
    if words := ground_words.of_event(Action(action), reason):
        return words
    if reason in {fault.value for fault in Fault}:
        return str(fault_words.FAULTS[Fault(reason)])
    return _("Lý do viết bằng lời")


def _at(agencies: frozenset[int] | None, one: int) -> frozenset[int]:
    return frozenset({one}) if agencies is None else agencies & {one}


def _by_officer(found: Sequence[Reason]) -> list[OfOfficer]:
    posts = Post.objects.select_related("account__person").in_bulk({each.post for each in found if each.post})
    agencies = Agency.objects.in_bulk({each.agency for each in found})
    grouped: dict[tuple[int, int], list[Reason]] = {}
    for each in found:
        grouped.setdefault((each.post or 0, each.agency), []).append(each)
    lines = [
        OfOfficer(
            post=post,
            agency=agency,
            who=posts[post].account.person.full_name if post in posts else _("Hệ thống tự ghi"),
            where=agencies[agency].name,
            reasons=given,
        )
        for (post, agency), given in grouped.items()
    ]
    return sorted(lines, key=lambda line: (-line.acts, line.who))
