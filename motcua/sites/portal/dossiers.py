"""My dossiers, and one of them with everything that its people may know."""

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.blueprints.catalogue.queries import definition_of
from motcua.blueprints.forms import answers as forms
from motcua.blueprints.workflows.steps import Act
from motcua.dossiers.commands import holders
from motcua.dossiers.commands.delivery import SETTLED
from motcua.dossiers.models import WorkItem, WorkStatus
from motcua.dossiers.queries import family
from motcua.dossiers.queries.delivery import delivery_of
from motcua.dossiers.rules.lifecycle import Action, Role, State, actions_open_to
from motcua.effects.national_portal import arrivals
from motcua.effects.ratings import rating
from motcua.effects.slips.models import Slip
from motcua.foundation import legal_time
from motcua.foundation.calendar import versions
from motcua.sites.portal import fee_receipts, finding, notices, readable, surveys, two_dates_words, words
from motcua.sites.portal.asked import asked_of, asked_path, words_of, words_with_reasons
from motcua.sites.portal.confirmations import confirmation_of
from motcua.sites.portal.courses import course
from motcua.sites.portal.headlines import awaits_confirmation, headline
from motcua.sites.portal.looks import looks_at
from motcua.sites.portal.paying import standing
from motcua.sites.portal.receipts import spaced
from motcua.sites.portal.waiting import appointments
from motcua.sites.ui import (
    assisted,
    delivery_words,
    fee_words,
    ledger_words,
    numbers,
    opening_words,
    people_words,
    postal_words,
)
from motcua.sites.ui.acting import ActingRequest

PAGE = 30
MOST_NEWS = 10
#: People are asked what they think when they have filed and when they have the result.
SURVEYED = frozenset({State.SUBMITTED, State.RESULT_READY, State.RESULT_DELIVERED})


@require_safe
def dossiers(request: ActingRequest) -> HttpResponse:
    own = finding.own(request.actor)
    after = request.GET.get("after", "")
    unread = notices.of_person(request).filter(read_at=None)
    drafts = own.filter(state=State.DRAFT)
    filed = (
        own.exclude(state=State.DRAFT)
        .filter(parent=None)
        .annotate(awaits_confirmation=_to_confirm(), owed=standing.owed())
        .order_by("-pk")
    )
    page = list((filed.filter(pk__lt=numbers.row(after)) if numbers.whole(after) else filed)[: PAGE + 1])
    context = {
        "at": legal_time.now(),
        "appointments": appointments.coming(request.actor, at=legal_time.now()),
        "news": list(unread[:MOST_NEWS]),
        "unread": unread.count(),
        "drafts": [] if after else list(drafts.filter(is_practice=False).select_related("answers")[:PAGE]),
        "practices": [] if after else list(drafts.filter(is_practice=True)[:PAGE]),
        "filed": page[:PAGE],
        "members": family.members_of_each(page[:PAGE]),
        "next_after": page[PAGE - 1].pk if len(page) > PAGE else None,
        "after": after,
        "is_citizen": request.actor.role is Role.APPLICANT,
    }
    return render(request, "portal/dossiers.html", context)


@require_safe
def dossier(request: ActingRequest, code: str) -> HttpResponse:
    found = finding.dossier_of(request, code)
    at = legal_time.now()
    notices.mark_read(request, found)
    definition = definition_of(found.procedure_version_id)
    filing = found.filings.latest("number")
    asked = asked_of(found)
    calendar = versions.calendar_of(found.calendar_version_id or versions.current_id())
    context = {
        "dossier": found,
        "there": arrivals.filed_there(found),
        "d": definition,
        "at": at,
        "headline": headline(found, at=at),
        "course": course(found, definition),
        "deadline": ledger_words.told(found, at=at),
        "chapters": readable.chapters(
            definition,
            filing.answers,
            forms.context_of(at=filing.filed_at, calendar=calendar, channel=found.channel),
        ),
        "filing": filing,
        "filings": list(found.filings.order_by("number")),
        "delivery": delivery_words.in_words(delivery_of(found, definition, answers=filing.answers)),
        "may_change_delivery": found.parent_id is None and found.state not in SETTLED,
        "may_rate": rating.may_rate(found, actor=request.actor),
        "survey": surveys.offered(request, found) if found.state in SURVEYED else None,
        "desk": opening_words.desk(found.receiving_unit, at=at),
        "papers": [{**paper, "word": words_of([paper["item"]], definition)[0]} for paper in filing.papers],
        "result_word": words.result,
        "results": list(
            found.results.exclude(published_at=None).select_related("file", "recall__remark").order_by("-pk")
        ),
        "fee_receipts": list(fee_receipts.of_dossier(found)),
        "receipts_awaited": fee_receipts.awaited(found),
        "slip_word": words.slip,
        "slips": list(Slip.objects.for_citizens().filter(dossier=found).order_by("pk")),
        "looks": looks_at(found.pk),
        "people": people_words.people_of(found, holders.representation_of(found)),
        "helps": assisted.helps(found),
        "asked": asked,
        "owed": standing.open_duties(found),
        "duties": fee_words.duties_of(found),
        "parcels": postal_words.parcels_of(found),
        "handed": found.handings_over.select_related("unit").first(),
        "two_dates": two_dates_words.told(found),
        "asked_words": words_with_reasons(asked, definition),
        "asked_path": asked_path(found) if asked.items else "",
        "awaits_confirmation": awaits_confirmation(found),
        "confirmation": confirmation_of(found),
        "may_withdraw": Action.WITHDRAW in actions_open_to(state=State(found.state), role=Role.APPLICANT),
        "secret": spaced(found.tracking_secret) if found.parent_id is None else "",
        "members": family.members_of(found),
        "parent": family.parent_of(found),
    }
    return render(request, "portal/dossier.html", context)


def _to_confirm() -> Exists:
    """The clock stands because she has not agreed with the draft yet: her turn, whatever the state is called."""
    return Exists(WorkItem.objects.filter(dossier=OuterRef("pk"), status=WorkStatus.OPEN, act=Act.CONFIRM_DRAFT))
