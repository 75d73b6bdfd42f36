"""What is owed in a dossier: assessed, found anew, let off, noted from a notice, given up; and what each starts."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import override_settings

from motcua.blueprints.catalogue import queries as catalogue
from motcua.dossiers.commands import (
    drafting,
    exempting,
    fees,
    filing,
    financial_duties,
    intake,
    watching,
    withdrawal,
)
from motcua.dossiers.commands.financial_duties import NoticeLine
from motcua.dossiers.models import Dossier, DutyKind, FeeDuty, Filing, SettledHow
from motcua.dossiers.queries import worklists
from motcua.dossiers.queries.two_dates import two_dates
from motcua.dossiers.rules.actor import SYSTEM, Actor
from motcua.dossiers.rules.grounds import StopGround
from motcua.dossiers.rules.lifecycle import FeeUnpaid, NotAllowed, OtherAgency, State
from motcua.effects.slips.models import Slip
from motcua.foundation.jobs.queue import JOBS
from tests.world import FRIDAY, MONDAY, TUESDAY, World, moment, officer, run_jobs

RESIDENCE, RECORD, LAND = "1.004222", "3.000333", "1.013831"
TREASURY = {"account": "7111234", "bank": "Kho bạc Nhà nước", "name": "Thuế cơ sở Minh Tân"}
TAX = NoticeLine("thue_tncn", "Thuế thu nhập cá nhân", "tax", 12_000_000, "Luật Thuế thu nhập cá nhân")
REGISTRATION = NoticeLine("le_phi_truoc_ba", "Lệ phí trước bạ", "le_phi", 3_000_000)


@pytest.fixture(autouse=True)
def a_filing_holds_what_matters(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test names only the answers on which a fee depends; completeness is judged elsewhere, so it is patched away."""

    def kept(dossier: Dossier, *, key: str, actor: Actor, at: datetime) -> Filing:
        papers = [
            {"item": paper.item, "file": str(paper.file_id), "name": "giay.pdf", "size": 1, "sha256": ""}
            for paper in dossier.papers.filter(removed_at=None)
        ]
        return Filing.objects.create(
            dossier=dossier,
            number=dossier.filings.count() + 1,
            idempotency_key=key,
            fingerprint=filing.fingerprint(dossier.answers.data, []),
            answers=dossier.answers.data,
            papers=papers,
            filed_at=at,
            by_post_id=actor.post_id,
        )

    monkeypatch.setattr(filing, "freeze", kept)


def filed(world: World, code: str, *, at: datetime = MONDAY, **answers: Any) -> Dossier:
    version = catalogue.find(code).version
    dossier = drafting.start(
        version,
        actor=world.lan,
        deciding_agency=world.minh_tan,
        at=at,
        applicant_id=world.lan.person_id,
        prefilled=answers,
    )
    item = catalogue.definition_of(version.pk).paper_groups[0].papers[0].key
    drafting.attach(dossier, item=item, file=world.file(by=world.lan, at=at), actor=world.lan, at=at)
    intake.submit(dossier, actor=world.lan, at=at, key=uuid4().hex)
    dossier.refresh_from_db()
    return dossier


def asked_anew(world: World, dossier: Dossier, *, at: datetime = TUESDAY, **answers: Any) -> Dossier:
    """Sent back, completed with other answers, and filed again."""
    item = dossier.papers.values_list("item", flat=True)[:1].get()
    intake.ask_to_complete(dossier, actor=world.minh, at=at, items=[item], reason="Ghi lại số phiếu")
    dossier.answers.data = {**dossier.answers.data, **answers}
    dossier.answers.save()
    intake.resubmit(dossier, actor=world.lan, at=at, key=uuid4().hex)
    dossier.refresh_from_db()
    return dossier


def standing(dossier: Dossier) -> list[tuple[int, str]]:
    """What is asked for or settled, in its order."""
    found = dossier.duties.filter(cancelled_at=None).order_by("number")
    return [(duty.amount, duty.settled_how) for duty in found]


def waiting_for_money(world: World) -> Dossier:
    """A sale of land in the step that waits for the tax."""
    dossier = filed(world, LAND)
    intake.accept(dossier, actor=world.minh, at=MONDAY)
    for at in (moment("2026-11-17T09:00"), moment("2026-11-18T10:00")):
        world.do(world.open_item(dossier), at=at)
    dossier.refresh_from_db()
    return dossier


def noted(world: World, dossier: Dossier, **other: Any) -> FeeDuty:
    said: dict[str, Any] = {
        "lines": [TAX],
        "document": "LTB-0012",
        "document_date": date(2026, 11, 18),
        "payable_to": TREASURY,
        "actor": world.hoa,
        "at": moment("2026-11-18T14:00"),
    }
    return financial_duties.note_notice(dossier, **{**said, **other})


def test_the_duty_keeps_why_it_is_this_rate(world: World) -> None:
    dossier = filed(world, RESIDENCE)

    (line,) = dossier.duties.get().lines
    assert line["basis"] == "75/2022/TT-BTC"
    assert line["choice"]["channel"] == "online"
    assert [(other["amount"], other["why"]) for other in line["choice"]["others"]] == [(20_000, "other_channel")]


def test_a_procedure_without_a_fee_owes_nothing_at_all(world: World) -> None:
    dossier = filed(world, "1.001193")

    assert not dossier.duties.exists()


def test_completed_otherwise_before_paying_the_old_sum_goes_and_the_new_one_is_asked_for(world: World) -> None:
    dossier = filed(world, RECORD, doi_tuong_giam_phi="khong", so_phieu=1)

    asked_anew(world, dossier, so_phieu=3)

    assert standing(dossier) == [(205_000, "")]
    assert dossier.duties.filter(cancelled_at__isnull=False, amount=200_000).count() == 1


def test_paid_and_more_is_due_the_difference_is_asked_for(world: World) -> None:
    dossier = filed(world, RECORD, doi_tuong_giam_phi="khong", so_phieu=1)
    world.pay(dossier)

    asked_anew(world, dossier, so_phieu=3)

    assert standing(dossier) == [(200_000, SettledHow.TRANSFER), (5_000, "")]
    assert fees.overpaid(dossier) == 0
    with pytest.raises(FeeUnpaid):
        intake.accept(dossier, actor=world.minh, at=TUESDAY)


def test_paid_and_less_is_due_it_can_be_given_back(world: World) -> None:
    dossier = filed(world, RECORD, doi_tuong_giam_phi="khong", so_phieu=1)
    world.pay(dossier)

    asked_anew(world, dossier, doi_tuong_giam_phi="sinh_vien")

    assert fees.overpaid(dossier) == 100_000
    assert standing(dossier) == [(200_000, SettledHow.TRANSFER)]
    intake.accept(dossier, actor=world.minh, at=TUESDAY)


def test_completed_with_nothing_changed_the_same_sum_stands(world: World) -> None:
    dossier = filed(world, RECORD, doi_tuong_giam_phi="khong", so_phieu=1)
    before = dossier.duties.get().pk

    asked_anew(world, dossier)

    assert dossier.duties.get().pk == before


def test_an_officer_lets_somebody_off_by_a_paper_of_the_dossier(world: World) -> None:
    dossier = filed(world, RESIDENCE)
    paper = dossier.papers.get().file

    granted = exempting.exempt(
        dossier, fee="le_phi_cu_tru", exemption="ho_ngheo", paper=paper, actor=world.minh, at=TUESDAY
    )

    assert granted.granted_by_id == world.minh.post_id
    assert standing(dossier) == [(0, SettledHow.NOTHING_DUE)]
    assert dossier.duties.get(cancelled_at=None).lines[0]["exemption"] == "Người thuộc hộ nghèo, cận nghèo"
    assert watching.note_unanswered(at=moment("2026-11-17T11:00")) == 1
    intake.accept(dossier, actor=world.minh, at=TUESDAY)


@pytest.mark.parametrize(
    ("who", "exemption", "refusal"),
    [
        ("hoa", "ho_ngheo", exempting.NotAReceptionist),
        ("quy", "ho_ngheo", OtherAgency),
        ("minh", "ban_be", exempting.NoSuchExemption),
    ],
)
def test_nobody_else_lets_off_and_nobody_is_let_off_who_is_not_listed(
    world: World, who: str, exemption: str, refusal: type[Exception]
) -> None:
    dossier = filed(world, RESIDENCE)
    paper = dossier.papers.get().file

    with pytest.raises(refusal):
        exempting.exempt(dossier, fee="le_phi_cu_tru", exemption=exemption, paper=paper, actor=officer(who), at=TUESDAY)
    assert standing(dossier) == [(10_000, "")]


def test_an_exemption_rests_on_a_paper_that_was_filed_and_is_granted_once(world: World) -> None:
    dossier = filed(world, RESIDENCE)
    said: dict[str, Any] = {"fee": "le_phi_cu_tru", "exemption": "ho_ngheo", "actor": world.minh, "at": TUESDAY}

    with pytest.raises(exempting.NotInTheDossier):
        exempting.exempt(dossier, paper=world.file(), **said)
    exempting.exempt(dossier, paper=dossier.papers.get().file, **said)
    with pytest.raises(exempting.AlreadyExempt):
        exempting.exempt(dossier, paper=dossier.papers.get().file, **said)


def test_the_hours_of_the_office_begin_with_the_fee(world: World) -> None:
    dossier = filed(world, RESIDENCE)

    assert watching.note_unanswered(at=moment("2026-11-18T16:00")) == 0
    (row,) = worklists.page("to-receive", world.minh, at=TUESDAY).rows
    assert row.awaits_fee
    world.pay(dossier, at=moment("2026-11-19T09:00"))
    assert watching.note_unanswered(at=moment("2026-11-19T10:59")) == 0
    assert watching.note_unanswered(at=moment("2026-11-19T11:00")) == 1
    (row,) = worklists.page("to-receive", world.minh, at=FRIDAY).rows
    assert (row.awaits_fee, row.answerable_at) == (False, moment("2026-11-19T09:00"))


def test_what_nobody_pays_is_closed_with_words(world: World) -> None:
    """Fifteen working days after 16/11: 17 (1) to 20 (4), 23 (5), 24 closed, 25 (6) to 07/12 (14), 08/12 (15)."""
    dossier = filed(world, RESIDENCE)

    assert watching.close_unpaid(at=moment("2026-12-08T17:00")) == 0
    assert watching.close_unpaid(at=moment("2026-12-09T07:15")) == 1
    run_jobs()
    dossier.refresh_from_db()
    assert dossier.state == State.STOPPED
    assert dossier.events.latest("number").details["ground"] == StopGround.FEE_NOT_PAID
    assert standing(dossier) == []
    assert Slip.objects.filter(dossier=dossier, kind="stop_notice").exists()


def test_what_was_paid_in_time_is_not_closed(world: World) -> None:
    dossier = filed(world, RESIDENCE)
    world.pay(dossier, at=FRIDAY)

    assert watching.close_unpaid(at=moment("2026-12-09T07:15")) == 0


def test_who_takes_her_dossier_back_owes_nothing_any_more(world: World) -> None:
    dossier = filed(world, RESIDENCE)

    withdrawal.withdraw(dossier, actor=world.lan, at=TUESDAY)

    duty = dossier.duties.get()
    assert duty.cancelled_at == TUESDAY
    with pytest.raises(fees.DutyGone):
        fees.settle(duty, how=SettledHow.TRANSFER, actor=SYSTEM, at=TUESDAY)


def test_refused_she_owes_nothing_any_more(world: World) -> None:
    dossier = filed(world, RESIDENCE)

    intake.refuse(dossier, actor=world.minh, at=TUESDAY, reason="Không đúng nơi cư trú")

    assert standing(dossier) == []


def test_the_tax_notice_is_a_duty_and_paid_the_clock_goes_on(world: World) -> None:
    dossier = waiting_for_money(world)
    assert (dossier.state, dossier.due_at) == (State.AWAITING_PAYMENT, None)

    duty = noted(world, dossier, lines=[TAX, REGISTRATION])
    fees.settle(duty, how=SettledHow.TRANSFER, actor=SYSTEM, at=moment("2026-11-27T09:00"))

    dossier.refresh_from_db()
    assert (duty.amount, duty.kind, duty.payable_to["account"]) == (15_000_000, DutyKind.FINANCIAL, "7111234")
    assert (dossier.state, dossier.due_at) == (State.IN_PROGRESS, moment("2026-12-02T17:00"))


def test_of_two_notices_both_are_paid_before_the_clock_goes_on(world: World) -> None:
    dossier = waiting_for_money(world)
    first = noted(world, dossier)
    second = noted(world, dossier, document="LTB-0013", lines=[REGISTRATION])

    fees.settle(first, how=SettledHow.TRANSFER, actor=SYSTEM, at=FRIDAY)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_PAYMENT
    fees.settle(second, how=SettledHow.CASH, actor=SYSTEM, at=FRIDAY)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS


def test_the_cashier_believes_the_treasurys_receipt_by_its_number(world: World) -> None:
    dossier = waiting_for_money(world)
    duty = noted(world, dossier)
    nga = officer("nga")

    with pytest.raises(financial_duties.ReceiptNumberMissing):
        financial_duties.shown_elsewhere(dossier, receipt=" ", actor=nga, at=FRIDAY)
    financial_duties.shown_elsewhere(dossier, receipt="0001234", actor=nga, at=FRIDAY)

    duty.refresh_from_db()
    assert (duty.settled_how, duty.proof, dossier.state) == (
        SettledHow.SHOWN_ELSEWHERE,
        "0001234",
        State.IN_PROGRESS,
    )


@pytest.mark.parametrize(
    ("other", "refusal"),
    [
        ({"lines": []}, financial_duties.NoSumNoted),
        ({"lines": [NoticeLine("a", "Thuế", "tax", 0)]}, financial_duties.NoSumNoted),
        ({"document": " "}, financial_duties.NoticeIncomplete),
        ({"payable_to": {"account": "7111234"}}, financial_duties.NoticeIncomplete),
        ({"document_date": date(2026, 11, 19)}, financial_duties.NoticeFromTheFuture),
    ],
    ids=["no-line", "no-amount", "no-number", "no-payee", "tomorrow"],
)
def test_a_notice_that_says_too_little_is_not_taken(
    world: World, other: dict[str, Any], refusal: type[Exception]
) -> None:
    dossier = waiting_for_money(world)

    with pytest.raises(refusal):
        noted(world, dossier, **other)
    assert not dossier.duties.filter(kind=DutyKind.FINANCIAL).exists()


def test_a_notice_is_noted_once_and_by_whoever_processes(world: World) -> None:
    dossier = waiting_for_money(world)
    noted(world, dossier)

    with pytest.raises(financial_duties.NoticeNoted):
        noted(world, dossier)
    with pytest.raises(NotAllowed):
        noted(world, dossier, actor=world.minh, document="X")


def test_where_money_is_due_half_way_the_receipt_has_two_dates(world: World) -> None:
    """Five working days to 23/11; of 100 parts 65 lie before the tax: three days, and two after payment."""
    dossier = filed(world, LAND)
    intake.accept(dossier, actor=world.minh, at=MONDAY)
    run_jobs()
    dossier.refresh_from_db()
    assert dossier.due_at is not None

    dates = two_dates(dossier, accepted_at=MONDAY, due_at=dossier.due_at)

    assert dates is not None
    assert (dates.notice_by, dates.working_days_after_payment) == (moment("2026-11-19T17:00"), 2)
    assert two_dates(world.accepted("1.013227"), accepted_at=MONDAY, due_at=FRIDAY) is None


@override_settings(PROVINCE_NAME="Thành phố Hải Phòng")
def test_the_localitys_own_dated_rate_is_named_as_such(world: World) -> None:
    dossier = filed(world, "1.001612")

    duty = dossier.duties.get()
    assert (duty.amount, duty.settled_how) == (0, SettledHow.NOTHING_DUE)
    choice = duty.lines[0]["choice"]
    assert (choice["locality"], choice["valid_from"]) == ("Thành phố Hải Phòng", "2026-08-08")
    assert {other["why"] for other in choice["others"]} == {"less_specific", "other_channel"}


def test_the_jobs_of_a_duty_have_their_names(world: World) -> None:
    """Commands name them; the table of effects knows them."""
    assert {"effects.duty_opened", "effects.duty_settled", "effects.duty_cancelled"} <= set(JOBS)
    assert filed(world, RESIDENCE).duties.exists()
