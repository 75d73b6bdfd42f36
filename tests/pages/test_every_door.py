"""Every address there is, tried by everybody it is not for. A new address without a declared expectation fails."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.dossiers.commands import leasing, results, visiting
from motcua.dossiers.models import Channel, Dossier, NumberLease, Paper
from motcua.effects.archiving.selecting import accepted_papers
from motcua.effects.fee_receipts import issuing
from motcua.effects.national_portal import inbound, sorting
from motcua.effects.payments import corrections, crediting
from motcua.effects.payments.corrections import Wish
from motcua.effects.payments.models import CorrectionKind, Reconciliation, RefundWay
from motcua.effects.petitions import acts as petition_acts
from motcua.effects.petitions.acts import Filing
from motcua.effects.petitions.models import Kind, Petition, PetitionFile
from motcua.effects.slips import register
from motcua.effects.steering import reminding
from motcua.effects.steering.reminding import Asked
from motcua.foundation.archive import keeping
from motcua.foundation.archive.models import ArchivedPaper
from motcua.foundation.messaging.models import PushSubscription
from motcua.foundation.organisations.models import Agency
from motcua.foundation.waiting_room import tickets
from motcua.foundation.waiting_room.models import Appointment, Room, Service
from motcua.sites.api import urls as api_urls
from tests.money import money
from tests.national import national_entry
from tests.receipts import LE_PHI, paid
from tests.world import TUESDAY, World, account, officer

#: Anybody may knock: these show nothing of anybody.
OPEN = {
    "portal:home",
    "portal:procedures",
    "portal:suggestions",
    "portal:procedure",
    "portal:case",
    "portal:guide",
    # Numbers of agencies and procedures, of nobody.
    "portal:figures",
    "portal:figures-procedures",
    "portal:figures-procedure",
    "portal:figures-unit",
    "portal:open-data",
    "portal:open-data-file",
    "portal:open-data-package",
    "portal:tracking",
    # Whether a paper is real, and never whose it is.
    "portal:verification",
    "portal:verification-of",
    # Whoever has something to say, and what was answered to all.
    "portal:petitions",
    "portal:petition-new",
    "portal:petition-follow",
    # With a dossier's code and its secret, as the look-up.
    "portal:rating-by-secret",
    # Behind the key at the door: numbers and windows, of nobody.
    # A program without anything of anybody.
    "portal:push-worker",
    "portal:kiosk",
    "portal:kiosk-arrival",
    "portal:hall",
    "portal:ticket",
    # A gateway's signature is what lets a notice of money in; tests/contracts forge it.
    "portal:vnpay-notice",
    # The address itself is the secret, and nothing is shown.
    "portal:esms-report",
    # The national portal's secret lets a message in; tests/stories/test_arrivals.py tries without.
    "portal:national-inbox",
    # The national portal's token lets it have the files that we named to it; tests/pages/test_portal_ledger.py tries.
    "portal:portal-file",
    "portal:pipe-notice",
    "portal:bank-notice",
    "ui:health",
    "ui:communes",
    "ui:language",
    "ui:look",
    "ui:sign-in",
    "ui:sign-out",
    # A provider's answer is what lets somebody in; tests/contracts forge it.
    "ui:sign-in-with",
    "ui:sign-in-back",
    # After the password, and without it nothing.
    "ui:second-factor",
    # In a demonstration only, and of invented people.
    "ui:stand-in-phone",
}
OPEN |= {"api:openapi", "api:problems", "api:problems-name", "api:nothing-there"}
#: For whoever has signed in, about themselves alone.
SIGNED_IN = {
    "portal:appointments",
    "portal:office-appointments",
    "portal:archive",
    "portal:channels",
    "portal:contact-phone",
    "portal:devices",
    "portal:notices",
    "portal:reading",
    "portal:practice",
    "ui:post",
    "ui:identities",
    "portal:dossiers",
    "portal:profile",
    "portal:drafts-of",
}
#: About one dossier: for those who may see it, and for the others not there.
OF_THE_APPLICANT = {
    "ui:identity-removal",
    "portal:appointment",
    "portal:messages",
    "portal:device-removal",
    "portal:appointment-moving",
    "portal:appointment-cancelling",
    "portal:archived-file",
    "portal:archived-removal",
    "portal:reuse",
    "portal:draft",
    "portal:part",
    "portal:card",
    "portal:earlier-answers",
    "portal:own-facts",
    "portal:register-answers",
    "portal:fields",
    "portal:newer-version",
    "portal:papers",
    "portal:paper-removal",
    "portal:uploads",
    "portal:upload",
    "portal:draft-file",
    "portal:check",
    "portal:submission",
    "portal:discard",
    "portal:dossier",
    "portal:receipt",
    "portal:completion",
    "portal:supplement",
    "portal:draft-confirmation",
    "portal:draft-objection",
    "portal:holder",
    "portal:holder-details",
    "portal:assistance-ending",
    "portal:withdrawal",
    "portal:payment",
    "portal:payment-of",
    "portal:payment-standing",
    "portal:payment-picture",
    "portal:payment-going",
    "portal:payment-coming-back",
    "portal:payment-bill",
    "portal:delivery",
    "portal:filing",
    "portal:practice-outcome",
    "portal:practice-papers",
    "portal:survey",
    "portal:petition",
    "portal:rating",
    "portal:fee-receipt",
    "portal:fee-receipt-paper",
    "portal:fee-receipt-original",
    "portal:file",
    "portal:slip",
}
OF_THE_OFFICE = {
    "desk:questions",
    "desk:opinion",
    "desk:silence",
    "desk:giving-back",
    "desk:site-visits",
    "desk:acknowledgement",
    "desk:taking-back",
    "desk:assignment",
    "desk:redirection",
    "desk:dossier",
    "desk:messages",
    "desk:file",
    "desk:slip",
    "desk:control-sheet",
    "desk:originals",
    "desk:originals-slip",
    "desk:mending",
    "desk:look-up",
    "desk:acceptance",
    "desk:refusal",
    "desk:completion-request",
    "desk:supplement-requests",
    "desk:taking",
    "desk:giving-up",
    "desk:paper-checks",
    "desk:papers-again",
    "desk:forwarding",
    "desk:member",
    "desk:result",
    "desk:result-draft",
    "desk:result-version",
    "desk:result-document",
    "desk:result-recall",
    "desk:result-signature",
    "desk:result-reissue",
    "desk:decision",
    "desk:publication",
    "desk:delivery",
    "desk:handing-over-slip",
    "desk:paper-arrival",
    "desk:result-copy",
    "desk:parcels",
    "desk:parcel-label",
    "desk:payment-confirmation",
    "desk:fee-exemption",
    "desk:tax-notice",
    "desk:apology",
    "desk:apology-dropping",
    "desk:stop",
    "desk:withdrawal",
    "desk:second-request-wish",
    "desk:second-request",
    "desk:posting",
}
#: Rooms of officers: for citizens they are not there.
OF_OFFICERS = {
    "desk:petitions",
    "desk:apologies",
    "desk:batch",
    "desk:batches",
    "desk:central-dossiers",
    "desk:view",
    "desk:views",
    "desk:home",
    "desk:list",
    "desk:news",
    "desk:news-letters",
    "desk:news-reading",
    "desk:registers",
    "desk:reminders",
    "desk:search",
}
#: Numbers leased for a day without a line: for the unit that leased them.
OF_THE_LEASE = {
    "desk:offline-pad",
    "desk:offline-review",
    "desk:offline-handwritten",
    "desk:lease-ending",
}
#: For receptionists of every unit, each in her own hall.
OF_RECEPTIONISTS = {
    "desk:offline",
    "desk:offline-app",
    "desk:offline-kit",
    "desk:offline-reception",
    "desk:offline-worker",
    "desk:hall",
    "desk:hall-seat",
    "desk:hall-next",
    "desk:hall-given",
    "desk:appointments",
    "desk:appointment-new",
    "desk:visit",
    "desk:visit-start",
    "desk:visit-ending",
    "desk:originals-held",
    "desk:fetching",
    "desk:fetching-found",
}
#: A report that there is.
OF_REPORT: dict[str, Any] = {"code": "06"}
#: How a unit receives people, and its figures.
OF_THE_HEAD = {
    "desk:reports",
    "desk:report",
    "desk:report-file",
    "desk:report-signed",
    "desk:report-freezing",
    "desk:report-number",
    "desk:report-dossiers",
    "desk:report-dossiers-file",
    "desk:report-reasons",
    "desk:report-reason-dossiers",
    "desk:report-steps",
    "desk:report-filling",
    "desk:reports-frozen",
    "desk:report-frozen",
    "desk:report-frozen-file",
    "desk:report-approval",
    "desk:board",
    "desk:board-dossiers",
    "desk:forecast",
    "desk:reminder",
    "desk:reminder-new",
    "desk:ratings",
    "desk:team",
    "desk:team-assignments",
    "desk:team-member",
    "desk:leaving",
    "desk:days",
    "desk:days-ending",
    "desk:room",
    "desk:room-day",
}
#: For the receptionist who stands there; drafts for the one who types them.
OF_THE_COUNTER = {
    "desk:counter",
    "desk:counter-applicant",
    "desk:counter-consent",
    "desk:counter-consent-slip",
    "desk:counter-consent-code",
    "desk:counter-agreement",
    "desk:counter-holder",
    "desk:counter-holder-details",
    "desk:counter-ending",
    "desk:counter-receipt",
    "desk:counter-draft",
    "desk:counter-papers",
    "desk:counter-paper-removal",
    "desk:counter-reuse",
    "desk:counter-check",
    "desk:counter-online",
    "desk:counter-reception",
    "desk:counter-form",
    "desk:counter-shared-paper",
    "desk:digitising",
    "desk:hall-call",
    "desk:hall-transfer",
    "desk:hall-act",
    "desk:appointment-moving",
    "desk:appointment-cancelling",
    "desk:appointment-arriving",
    "desk:visit-list",
}
#: Of the counter, and of no person yet: every counter that takes in the procedure has them.
OF_EVERY_COUNTER = {"desk:counter", "desk:counter-applicant", "desk:counter-consent", "desk:counter-consent-slip"}
#: For programs with a key: what people have signed in with opens nothing.
OF_SYSTEMS = {f"api:{each.name}" for each in api_urls.urlpatterns} - {
    "api:openapi",
    "api:problems",
    "api:problems-name",
    "api:nothing-there",
}
OF_THE_STUDIO = {"studio:procedures", "studio:procedure", "studio:version", "studio:health"} | {
    "studio:tests",
    "studio:version-tests",
    "studio:paperless",
    "studio:paperless-ending",
    "studio:measures",
    "studio:measure",
    "studio:messages",
    "studio:message-template",
    "studio:message-trace",
    "studio:surveys",
    "studio:ratings",
    "studio:survey",
    "studio:survey-new",
    "studio:survey-opening",
    "studio:survey-closing",
    "studio:survey-file",
    "studio:proposals",
    "studio:findings",
    "studio:arrivals",
    "studio:arrival",
    "studio:national-changes",
    "studio:national-change-seen",
    "studio:national-entry",
    "studio:portal-ledger",
    "studio:portal-dossier",
    "studio:portal-comparison",
    "studio:portal-resending",
    "studio:portal-retrying",
    "studio:process",
    "studio:process-file",
    "studio:process-preview",
    "studio:systems",
    "studio:system",
    "studio:system-key-replacing",
    "studio:system-key-withdrawing",
    "studio:system-delivery-sending",
    "studio:calendar",
    "studio:calendar-day-new",
    "studio:calendar-day",
    "studio:calendar-day-removal",
    "studio:calendar-hours-new",
    "studio:calendar-changes",
    "studio:calendar-change",
    "studio:calendar-application",
}


#: An officer's own second factor, whatever her post.
OF_EVERY_OFFICER = {
    "ui:second-factors",
    "ui:second-factor-app",
    "ui:second-factor-passkey",
    "ui:second-factor-codes",
    "ui:second-factor-removal",
}
#: Of one agency: for its head, and for the officer who was given it.
OF_A_PETITION = {
    "desk:petition",
    "desk:petition-act",
    "desk:petition-file",
}
#: Where two people look into money, and the drawer, which is of the cashier alone.
OF_THE_MONEY = {
    "desk:cashier",
    "desk:cashier-days",
    "desk:cashier-paid-there",
    "desk:cashier-paid-there-all",
    "desk:cashier-day",
    "desk:cashier-unmatched",
    "desk:cashier-money",
    "desk:cashier-second-looks",
    "desk:cashier-agreement",
    "desk:cashier-turning-down",
    "desk:cashier-sending",
    "desk:cashier-statements",
    "desk:cashier-statement",
    "desk:cashier-statement-agreement",
    "desk:cash",
}
#: For those who answer for receipts.
OF_THE_CASHIER = {
    "desk:fee-receipts",
    "desk:fee-receipt",
    "desk:fee-receipt-paper",
    "desk:fee-receipt-original",
    "desk:fee-receipt-cancellation",
    "desk:fee-receipt-replacement",
    "desk:fee-receipt-cancellation-again",
    "desk:fee-receipt-issue",
    "desk:receipt-report",
    "desk:receipt-report-file",
}


def names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name}"


#: The register of a one-stop unit: for those who keep it.
OF_THE_BOOK = {
    "desk:register",
    "desk:register-print",
    "desk:register-file",
    "desk:register-closing",
}
ALL = sorted(names(get_resolver().url_patterns))


def test_every_address_says_who_it_is_for() -> None:
    declared = [
        OPEN,
        SIGNED_IN,
        OF_THE_APPLICANT,
        OF_THE_OFFICE,
        OF_THE_BOOK,
        OF_THE_LEASE,
        OF_OFFICERS,
        OF_EVERY_OFFICER,
        OF_THE_COUNTER,
        OF_THE_STUDIO,
        OF_SYSTEMS,
        OF_RECEPTIONISTS,
        OF_THE_HEAD,
        OF_THE_CASHIER,
        OF_THE_MONEY,
        OF_A_PETITION,
    ]

    assert set(ALL) == set().union(*declared)
    assert sum(map(len, declared)) == len(set().union(*declared)), "one expectation each"


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(account(name))
    return client


Arguments = dict[str, dict[str, Any]]
_PAYING = ("of", "standing", "picture", "coming-back", "bill")


@pytest.fixture
def arguments(world: World) -> Arguments:
    """Real things of Lan's for every address: a draft, a dossier in hand, its paper and its step."""
    draft = world.draft("1.001193", at=TUESDAY)
    dossier = world.accepted("1.013227")
    paper = Paper.objects.filter(dossier=dossier)[:1].get()
    keeping.keep(accepted_papers(dossier, at=TUESDAY))
    archived = ArchivedPaper.objects.get()
    at_counter = world.draft("1.013227", by=world.minh, at=TUESDAY, channel=Channel.COUNTER)
    of_draft: dict[str, Any] = {"uuid": draft.uuid}
    code: dict[str, Any] = {"code": dossier.code}
    step = {**code, "item_id": world.open_item(dossier).pk}
    of_result = {**code, "result_id": _result(world, dossier)}
    register.enter(dossier.pk, accepted_at=TUESDAY)
    lease = _lease(world)
    duty = paid(dossier, LE_PHI)
    petition = {"petition_id": _petition(world).pk}
    receipt = {"receipt_id": issuing.issue(duty.pk)[0].pk}
    return {
        **dict.fromkeys(OF_THE_APPLICANT | OF_THE_OFFICE, code),
        "ui:identity-removal": {"number": account("lan").identities.get().pk},
        "ui:sign-in-with": {"provider": "vneid"},
        "ui:sign-in-back": {"provider": "vneid"},
        "ui:second-factor-removal": {"number": 1},
        "desk:parcel-label": {**code, "order_id": 1},
        **dict.fromkeys(("desk:report", "desk:report-signed", "desk:report-freezing", "desk:report-number"), OF_REPORT),
        "desk:report-file": {**OF_REPORT, "kind": "csv"},
        "desk:report-dossiers": {**OF_REPORT, "counted": "received_online"},
        "desk:report-dossiers-file": {**OF_REPORT, "counted": "received_online"},
        "desk:report-frozen": {"frozen_id": 1},
        "desk:report-frozen-file": {"frozen_id": 1, "kind": "csv"},
        "desk:report-approval": {"frozen_id": 1},
        **{f"portal:{name}": of_draft for name in ("draft", "papers", "check", "submission", "discard")},
        "portal:uploads": of_draft,
        "portal:upload": {**of_draft, "upload_id": world.upload(draft).pk},
        **{f"portal:{name}": of_draft for name in ("holder", "assistance-ending")},
        "portal:holder-details": {**of_draft, "basis": "relative"},
        "portal:part": {**of_draft, "key": "tre"},
        "portal:fields": {**of_draft, "key": "tre"},
        "portal:newer-version": of_draft,
        "portal:card": {**of_draft, "key": "me"},
        "portal:earlier-answers": {**of_draft, "key": "me"},
        "portal:own-facts": {**of_draft, "key": "me"},
        "portal:register-answers": {**of_draft, "key": "nguoi_yeu_cau"},
        "portal:archived-file": {"paper_uuid": archived.uuid},
        "portal:archived-removal": {"paper_uuid": archived.uuid},
        "portal:reuse": {**of_draft, "paper_uuid": archived.uuid},
        "portal:paper-removal": {**of_draft, "paper_id": draft.papers.get().pk},
        "portal:draft-file": {**of_draft, "file_id": draft.papers.get().file_id},
        "portal:file": {**code, "file_id": paper.file_id},
        "desk:file": {**code, "file_id": paper.file_id},
        "portal:slip": {**code, "kind": "receipt"},
        "portal:verification-of": {"code": "ABCD-EFGH"},
        "desk:slip": {**code, "kind": "receipt"},
        **{f"desk:result-{act}": of_result for act in ("version", "document", "recall", "copy")},
        "desk:taking": step,
        **dict.fromkeys(("desk:questions", "desk:opinion", "desk:silence", "desk:giving-back"), step),
        **dict.fromkeys(("desk:site-visits", "desk:acknowledgement", "desk:taking-back", "desk:assignment"), step),
        **{key: {"post_id": world.head.post_id} for key in ("desk:team-member", "desk:leaving", "desk:days")},
        "desk:reminder": {"reminder_id": _reminder(world)},
        "desk:days-ending": {"post_id": world.head.post_id, "what": "absence", "row_id": 1},
        "desk:giving-up": step,
        "desk:batch": {"uuid": uuid4()},
        "desk:view": {"view_id": 1},
        "desk:posting": step,
        "desk:forwarding": step,
        "desk:member": step,
        **{name: {"uuid": at_counter.uuid} for name in OF_THE_COUNTER - {"desk:counter"}},
        **{name: {"code": "1.013227"} for name in OF_EVERY_COUNTER - {"desk:counter"}},
        "desk:counter-reuse": {"uuid": at_counter.uuid, "paper_uuid": archived.uuid},
        "desk:counter-holder-details": {"uuid": at_counter.uuid, "basis": "relative"},
        "desk:counter-paper-removal": {"uuid": at_counter.uuid, "paper_id": at_counter.papers.get().pk},
        **_of_the_hall(world),
        "desk:digitising": {"uuid": at_counter.uuid, "item": "gpxd_ban_chinh"},
        "desk:counter-shared-paper": {"uuid": at_counter.uuid, "paper_id": at_counter.papers.get().pk},
        "desk:visit-start": {"code": "1.013227"},
        "desk:list": {"queue": "to-receive"},
        **{key: {"uuid": lease.uuid} for key in OF_THE_LEASE},
        "desk:offline-handwritten": {"number": lease.numbers.order_by("number")[:1].get().code},
        **{key: {"unit": "H99.1.1", "year": 2026} for key in OF_THE_BOOK},
        "portal:drafts-of": {"code": "1.001193"},
        "studio:procedure": {"code": "1.001193"},
        "studio:national-entry": {"code": national_entry().code},
        "studio:arrival": {"number": _arrival()},
        "studio:national-change-seen": {"number": 1},
        "studio:version": {"code": "1.001193", "number": 1},
        **{f"studio:process{act}": {"code": "1.001193", "number": 1} for act in ("", "-file", "-preview")},
        **{f"studio:portal-{act}": code for act in ("dossier", "comparison", "resending")},
        "studio:portal-retrying": {**code, "sequence": 1},
        "portal:portal-file": {"named": "p1.x"},
        "studio:tests": {"code": "1.001193"},
        "studio:version-tests": {"code": "1.001193", "number": 1},
        "studio:paperless": {"code": "1.001193"},
        "studio:paperless-ending": {"code": "1.001193", "number": 1},
        "studio:measure": {"code": "1.001193"},
        **{f"studio:calendar-{act}": {"number": 1} for act in ("day", "day-removal", "change", "application")},
        **{f"studio:survey{act}": {"number": 1} for act in ("", "-opening", "-closing", "-file")},
        **{f"studio:system-key-{act}": {"number": 1, "key": "none"} for act in ("replacing", "withdrawing")},
        "studio:system": {"number": 1},
        "studio:system-delivery-sending": {"number": 1, "delivery_id": uuid4()},
        **_of_systems(draft, dossier),
        "portal:procedure": {"code": "1.001193"},
        "portal:case": {"code": "1.001193"},
        "portal:guide": {"code": "1.001193"},
        "portal:figures-procedure": {"code": "1.001193"},
        "portal:figures-unit": {"code": "H99.1"},
        "portal:open-data-file": {"dataset": "units", "period": "2026", "kind": "csv"},
        "portal:practice": {"code": "1.001193"},
        "portal:practice-outcome": of_draft,
        "portal:practice-papers": of_draft,
        "portal:filing": {**code, "number": 1},
        **{f"portal:payment-{act}": {**code, "number": 1} for act in _PAYING},
        "portal:payment-going": {**code, "number": 1, "gateway": "vnpay"},
        "portal:pipe-notice": {"gateway": "platform"},
        "portal:esms-report": {"key": "anything"},
        "portal:device-removal": {"number": _device(world).pk},
        "studio:message-template": {"kind": "accept", "channel": "sms", "language": "vi"},
        **{f"portal:fee-receipt{kind}": {**code, **receipt} for kind in ("", "-paper", "-original")},
        **dict.fromkeys(("portal:petition", "desk:petition"), petition),
        "desk:petition-act": {**petition, "act": "answer"},
        "desk:petition-file": {**petition, "file_id": PetitionFile.objects.get().file_id},
        **dict.fromkeys((name for name in OF_THE_CASHIER if name.startswith("desk:fee-receipt-")), receipt),
        **_of_the_money(),
        "desk:cash": code,
        "desk:fee-receipt": receipt,
        "desk:fee-receipt-issue": {"duty_id": duty.pk},
    }


def _arrival() -> int:
    inbound.receive(b"half a mess", at=TUESDAY)
    return int(sorting.waiting().values_list("pk", flat=True)[0])


def _of_systems(draft: Dossier, dossier: Dossier) -> Arguments:
    parts: dict[str, Any] = {"draft": draft.uuid, "code": dossier.code, "paper": 1, "verification_code": "x"}
    parts |= {"subscription": uuid4(), "delivery": uuid4(), "name": "no-key"}
    named = {f"api:{each.name}": each.pattern.regex.groupindex for each in api_urls.urlpatterns}
    return {name: {part: parts[part] for part in wanted} for name, wanted in named.items() if wanted}


def _of_the_money() -> Arguments:
    """Money that names nothing, a refund that is asked for, and a statement that was read."""
    entry = crediting.credit(money(), at=TUESDAY).entry
    wish = Wish(CorrectionKind.REFUND, 1, "x", way=RefundWay.CASH)
    asked = corrections.ask(entry, wish, actor=officer("nga"), at=TUESDAY)
    day = TUESDAY.date()
    made = Reconciliation.objects.create(gateway="bank", digest="x", first_day=day, last_day=day, made_at=TUESDAY)
    return {
        "desk:cashier-day": {"on": day.isoformat()},
        "desk:cashier-money": {"entry_id": entry.pk},
        "desk:cashier-paid-there": {"duty_id": 1},
        **{f"desk:cashier-{act}": {"correction_id": asked.pk} for act in ("agreement", "turning-down", "sending")},
        **{f"desk:cashier-statement{act}": {"reconciliation_id": made.pk} for act in ("", "-agreement")},
    }


def _of_the_hall(world: World) -> Arguments:
    """A number, an appointment and a visit of Lan's in her commune."""
    room = Room.objects.get(unit=world.minh.agency_id)
    ticket = tickets.take(room, service=Service.FILING, at=TUESDAY, uuid=uuid4())
    booked = Appointment.objects.create(
        room=room,
        service=Service.FILING,
        day=TUESDAY.date(),
        starts_at=TUESDAY,
        place=1,
        person_id=world.lan.person_id,
        booked_at=TUESDAY,
    )
    assert world.lan.person_id is not None
    visit = visiting.begin(person_id=world.lan.person_id, actor=world.minh, at=TUESDAY)
    of_appointment, of_ticket = {"uuid": booked.uuid}, {"uuid": ticket.uuid}
    at_door = {"code": room.unit.code, "key": room.key}
    acts = ("moving", "cancelling", "arriving")
    return {
        **dict.fromkeys(("portal:kiosk", "portal:kiosk-arrival", "portal:hall"), at_door),
        **dict.fromkeys((f"desk:appointment-{act}" for act in acts), of_appointment),
        **dict.fromkeys((f"portal:appointment-{act}" for act in acts[:2]), of_appointment),
        "portal:appointment": of_appointment,
        "portal:office-appointments": {"code": room.unit.code},
        "portal:ticket": of_ticket,
        "desk:hall-call": of_ticket,
        "desk:hall-transfer": of_ticket,
        "desk:hall-act": {**of_ticket, "act": "close"},
        "desk:visit-list": {"uuid": visit.uuid},
    }


def _result(world: World, dossier: Dossier) -> int:
    filed = results.file_result(dossier, kind="gpxd_gia_han", file=world.file(), actor=world.hoa, at=TUESDAY)
    return filed.pk


def _reminder(world: World) -> int:
    asked = Asked("Vì sao chậm?", TUESDAY.date())
    return reminding.remind(world.minh_tan, asked, actor=world.head, at=TUESDAY).pk


def _device(world: World) -> PushSubscription:
    return PushSubscription.objects.create(account=account("lan"), endpoint_hash="0", sealed=b"", added_at=TUESDAY)


def _petition(world: World) -> Petition:
    filing = Filing(Kind.COMPLAINT, world.minh_tan, "Chờ lâu.", account_id=world.lan.account_id)
    return petition_acts.file(filing, key=uuid4(), files=[world.file(by=world.lan)], at=TUESDAY)


def _lease(world: World) -> NumberLease:
    unit = Agency.objects.get(code="H99.1.1")
    return leasing.lease(unit, world.minh_tan, actor=world.minh, day=TUESDAY.date(), count=1, at=TUESDAY)


def knock(client: Client, name: str, arguments: Arguments) -> tuple[int, int]:
    """What GET and POST are answered with."""
    address = reverse(name, kwargs=arguments.get(name))
    return client.get(address).status_code, client.post(address, {"key": uuid4().hex}).status_code


def unchanged() -> list[tuple[object, ...]]:
    """What a stranger must not have moved."""
    return [
        *Dossier.objects.order_by("pk").values_list("pk", "state", "event_count"),
        *Paper.objects.order_by("pk").values_list("pk", "removed_at"),
    ]


@pytest.mark.parametrize(
    ("names", "stranger"),
    [
        *((OF_THE_APPLICANT, stranger) for stranger in ("binh", "minh", "quy", "kien")),
        *((OF_THE_OFFICE, stranger) for stranger in ("lan", "binh", "quy", "khanh", "kien", "phuc")),
        *((OF_THE_LEASE, stranger) for stranger in ("lan", "binh", "hoa", "quy", "khanh", "kien", "phuc")),
        *((OF_A_PETITION, stranger) for stranger in ("lan", "binh", "minh", "quy", "khanh", "kien", "phuc")),
        *((OF_THE_CASHIER, stranger) for stranger in ("lan", "binh", "minh", "hoa", "quy", "khanh", "kien", "phuc")),
        *((OF_THE_MONEY, stranger) for stranger in ("lan", "binh", "minh", "hoa", "quy", "khanh", "kien", "phuc")),
        *((OF_THE_BOOK, stranger) for stranger in ("lan", "binh", "hoa", "quy", "khanh", "kien", "phuc")),
        *((OF_THE_COUNTER, stranger) for stranger in ("lan", "hoa", "tuan", "kien", "phuc")),
        *((OF_THE_COUNTER - OF_EVERY_COUNTER, stranger) for stranger in ("quy", "thao", "cuong")),
        *((OF_RECEPTIONISTS, stranger) for stranger in ("lan", "hoa", "tuan", "kien", "phuc", "cuong")),
        *((OF_THE_HEAD, stranger) for stranger in ("lan", "minh", "hoa", "kien", "phuc")),
        (OF_OFFICERS, "lan"),
        *((OF_EVERY_OFFICER, stranger) for stranger in ("lan", "binh")),
        # The desk's front door leads administrators to their own room.
        *((OF_OFFICERS - {"desk:home"}, stranger) for stranger in ("kien", "phuc")),
        *((OF_THE_STUDIO, stranger) for stranger in ("lan", "minh", "hoa")),
    ],
)
def test_what_is_not_yours_is_not_there(arguments: Arguments, names: set[str], stranger: str) -> None:
    before, client = unchanged(), signed_in(stranger)

    answers = {name: knock(client, name, arguments) for name in names}

    assert {name: codes for name, codes in answers.items() if not set(codes) <= {404, 405} or 404 not in codes} == {}
    assert unchanged() == before


def test_nobody_comes_in_without_signing_in(arguments: Arguments) -> None:
    before = unchanged()

    for name in sorted(set(ALL) - OPEN - OF_SYSTEMS):
        address = reverse(name, kwargs=arguments.get(name))
        looked, posted = Client().get(address), Client().post(address, {"key": uuid4().hex})

        assert looked.status_code in {302, 405}, name
        assert looked.get("Location", "/sign-in").startswith("/sign-in"), name
        # What was typed in a session that has ended is kept, on a page that asks to sign in again.
        assert posted.status_code in {302, 403, 405}, name
        assert posted.get("Location", "/sign-in").startswith("/sign-in"), name
    assert unchanged() == before


def test_no_session_of_a_person_opens_what_is_for_other_systems(arguments: Arguments) -> None:
    before = unchanged()

    for client in (Client(), signed_in("lan"), signed_in("minh"), signed_in("kien")):
        answers = {name: set(knock(client, name, arguments)) for name in OF_SYSTEMS}

        assert {name: codes for name, codes in answers.items() if not codes <= {401, 405}} == {}
    assert unchanged() == before


def test_the_owner_and_the_office_do_come_in(arguments: Arguments) -> None:
    """Negative control: the same knocking opens the door to those it is for."""
    assert knock(signed_in("lan"), "portal:dossier", arguments)[0] == 200
    assert knock(signed_in("lan"), "portal:part", arguments)[0] == 200
    assert knock(signed_in("minh"), "desk:dossier", arguments)[0] == 200
    assert knock(signed_in("minh"), "desk:counter-draft", arguments)[0] == 200
    assert knock(signed_in("kien"), "studio:health", arguments)[0] == 200


def test_every_answer_carries_the_strict_policy(arguments: Arguments) -> None:
    """Pages, redirects, refusals, what is not there: nothing inline, nothing from elsewhere, no frames."""
    for client in (Client(), signed_in("lan"), signed_in("minh"), signed_in("kien")):
        # A file that is given out has a policy of its own, tested with the files.
        for name in (name for name in ALL if not name.endswith((":file", ":draft-file", ":archived-file", ":slip"))):
            response = client.get(reverse(name, kwargs=arguments.get(name)))
            if response.streaming:
                response.getvalue()
            policy = response["Content-Security-Policy"]

            assert "default-src 'none'" in policy, name
            assert "unsafe" not in policy, name
            assert response["X-Content-Type-Options"] == "nosniff", name
            assert response["Referrer-Policy"] == "same-origin", name
