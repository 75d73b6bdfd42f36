"""Papers given once serve again: kept for their owner, checked for owner, purpose, time and wholeness, and traced."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction

from motcua.dossiers.commands import decision, drafting, intake, reusing
from motcua.dossiers.models import Dossier, DossierEvent, Paper
from motcua.dossiers.rules.lifecycle import Action, Role
from motcua.dossiers.rules.outcome import Outcome
from motcua.effects.archiving import jobs
from motcua.foundation.accounts.models import Membership, Organisation
from motcua.foundation.archive import keeping, using
from motcua.foundation.archive.models import ArchivedPaper, ArchiveUse, Origin
from motcua.foundation.files import storage
from tests.world import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, World, run_jobs

#: The extension of a construction permit asks for the permit, which lasts, and gives one.
EXTENSION, PERMIT, GIVEN = "1.013227", "gpxd_ban_chinh", "gpxd_gia_han"


def kept(world: World) -> ArchivedPaper:
    """Lan's permit, as it was accepted with her first dossier."""
    world.accepted(EXTENSION)
    run_jobs()
    return ArchivedPaper.objects.get()


def draft_without_papers(world: World) -> Dossier:
    draft = world.draft(EXTENSION, at=TUESDAY)
    for paper in draft.papers.all():
        drafting.remove_paper(paper, at=TUESDAY)
    return draft


def reuse(world: World, draft: Dossier, paper: ArchivedPaper, *, item: str = PERMIT) -> Paper:
    return reusing.reuse(draft, item=item, archived=paper, actor=world.lan, at=WEDNESDAY)


def test_a_lasting_paper_is_kept_once_an_officer_has_accepted_it(world: World) -> None:
    dossier = world.submitted(EXTENSION)
    run_jobs()
    assert not ArchivedPaper.objects.exists()

    intake.accept(dossier, actor=world.minh, at=TUESDAY)
    run_jobs()

    paper = ArchivedPaper.objects.get()
    assert (paper.person_id, paper.kind, paper.origin) == (world.lan.person_id, "construction_permit", Origin.ACCEPTED)
    assert paper.file_id == dossier.papers.get().file_id
    assert (paper.dossier_code, paper.valid_to) == (dossier.code, None)


def test_what_serves_once_is_not_kept(world: World) -> None:
    """Negative control: the certificate of a birth proves one birth."""
    world.accepted("1.001193")
    run_jobs()

    assert Paper.objects.exists()
    assert not ArchivedPaper.objects.exists()


def finish(world: World, *, outcome: Outcome = Outcome.GRANTED) -> Dossier:
    dossier = world.worked(EXTENSION)
    decision.file_result(dossier, kind=GIVEN, file=world.file(by=world.hoa), actor=world.hoa, at=TUESDAY)
    reason = "Không đủ điều kiện" if outcome is Outcome.DENIED else ""
    decision.decide(dossier, actor=world.tuan, at=TUESDAY, outcome=outcome, reason=reason)
    dossier.refresh_from_db()
    if dossier.finished_at is None:
        decision.publish(dossier, actor=world.van, at=WEDNESDAY, number="15/GP")
    run_jobs()
    dossier.refresh_from_db()
    return dossier


def test_a_result_is_kept_with_its_number_and_for_as_long_as_it_serves(world: World) -> None:
    dossier = finish(world)

    paper = ArchivedPaper.objects.get(origin=Origin.RESULT)
    assert (paper.kind, paper.item, paper.dossier_code) == ("construction_permit", GIVEN, dossier.code)
    assert paper.number == dossier.results.get().number
    assert paper.issued_on is not None
    assert paper.valid_to == paper.issued_on.replace(year=paper.issued_on.year + 1)


def test_a_denial_is_not_kept(world: World) -> None:
    finish(world, outcome=Outcome.DENIED)

    assert not ArchivedPaper.objects.filter(origin=Origin.RESULT).exists()


def test_keeping_twice_keeps_once(world: World) -> None:
    dossier = finish(world)
    before = list(ArchivedPaper.objects.order_by("pk").values())

    for event in DossierEvent.objects.filter(dossier=dossier, action__in=[Action.ACCEPT, Action.PUBLISH]):
        jobs.keep_papers.run(event_id=event.pk)
        jobs.keep_result.run(event_id=event.pk)

    assert len(before) == 2
    assert list(ArchivedPaper.objects.order_by("pk").values()) == before


def test_a_reused_paper_is_filed_with_whence_it_came_and_leaves_a_trace(world: World) -> None:
    paper = kept(world)
    draft = draft_without_papers(world)

    reuse(world, draft, paper)
    filed = intake.submit(draft, actor=world.lan, at=THURSDAY, key=uuid4().hex)

    (row,) = filed.papers
    assert row["reused"] == {"archive": str(paper.uuid), "origin": "accepted", "dossier": paper.dossier_code}
    assert row["sha256"] == paper.file.sha256
    use = ArchiveUse.objects.get()
    assert (use.archived_id, use.dossier_id, use.item, use.at) == (paper.pk, draft.pk, PERMIT, WEDNESDAY)
    assert use.account_id == world.lan.account_id


def test_a_result_says_which_code_it_stands_for(world: World) -> None:
    finish(world)
    paper = ArchivedPaper.objects.get(origin=Origin.RESULT)
    draft = draft_without_papers(world)

    reuse(world, draft, paper)
    filed = intake.submit(draft, actor=world.lan, at=THURSDAY, key=uuid4().hex)

    assert filed.papers[0]["reused"]["result_code"].startswith("KQ.G")


def test_what_was_uploaded_is_not_called_reused(world: World) -> None:
    """Negative control."""
    dossier = world.submitted(EXTENSION)

    assert "reused" not in dossier.filings.get().papers[0]


def test_a_reused_paper_is_not_kept_a_second_time(world: World) -> None:
    paper = kept(world)
    draft = draft_without_papers(world)
    reuse(world, draft, paper)
    intake.submit(draft, actor=world.lan, at=THURSDAY, key=uuid4().hex)
    intake.accept(draft, actor=world.minh, at=FRIDAY)
    run_jobs()

    assert ArchivedPaper.objects.get() == paper


def test_clicking_twice_and_taking_it_back_and_again_is_one_paper(world: World) -> None:
    paper, draft = kept(world), draft_without_papers(world)

    first = reuse(world, draft, paper)
    assert reuse(world, draft, paper) == first
    drafting.remove_paper(first, at=WEDNESDAY)
    again = reuse(world, draft, paper)

    again.refresh_from_db()
    assert (again, again.removed_at) == (first, None)
    assert ArchiveUse.objects.count() == 2


def test_a_paper_of_another_person_is_refused(world: World) -> None:
    paper, draft = kept(world), draft_without_papers(world)
    ArchivedPaper.objects.filter(pk=paper.pk).update(person_id=world.binh.person_id)
    paper.refresh_from_db()

    with pytest.raises(using.ArchivedPaperOfAnotherOwner):
        reuse(world, draft, paper)
    assert not ArchiveUse.objects.exists()


def test_naming_a_holder_does_not_open_the_holders_archive(world: World) -> None:
    """Lan files for Bình, whose number she knows: what Bình owns stays his."""
    paper, draft = kept(world), draft_without_papers(world)
    ArchivedPaper.objects.filter(pk=paper.pk).update(person_id=world.binh.person_id)
    Dossier.objects.filter(pk=draft.pk).update(holder_id=world.binh.person_id)
    paper.refresh_from_db()
    draft.refresh_from_db()

    with pytest.raises(using.ArchivedPaperOfAnotherOwner):
        reuse(world, draft, paper)
    # Bình himself may give it, where he is the one to mend his dossier.
    assert reusing.owners_for(draft, actor=world.binh, at=WEDNESDAY).own(paper)


def test_the_holder_does_not_see_what_the_applicant_owns(world: World) -> None:
    draft = draft_without_papers(world)
    draft.holder_id = world.binh.person_id
    paper = ArchivedPaper(person_id=world.lan.person_id)

    assert not reusing.owners_for(draft, actor=world.binh, at=WEDNESDAY).own(paper)
    assert reusing.owners_for(draft, actor=world.lan, at=WEDNESDAY).own(paper)


def test_a_volunteer_who_helps_gets_at_no_archive(world: World) -> None:
    draft, paper = draft_without_papers(world), ArchivedPaper(person_id=world.lan.person_id)
    helper = replace(world.minh, role=Role.HELPER)

    assert not reusing.owners_for(draft, actor=helper, at=WEDNESDAY).own(paper)
    assert reusing.owners_for(draft, actor=world.minh, at=WEDNESDAY).own(paper)


def test_an_organisations_papers_serve_its_people_for_its_dossiers_while_they_belong_to_it(world: World) -> None:
    company = Organisation.named("Công ty Bình Minh")
    company.save()
    paper, draft = ArchivedPaper(organisation_id=company.pk), draft_without_papers(world)
    person_id = world.lan.person_id
    assert person_id is not None
    member = Membership.objects.create(person_id=person_id, organisation=company, valid_from=date(2026, 1, 1))

    assert not reusing.owners_for(draft, actor=world.lan, at=WEDNESDAY).own(paper), "her own dossier"
    draft.holder_organisation, draft.holder = company, None
    assert reusing.owners_for(draft, actor=world.lan, at=WEDNESDAY).own(paper)
    member.valid_to = TUESDAY.date()
    member.save()
    assert not reusing.owners_for(draft, actor=world.lan, at=WEDNESDAY).own(paper)


def test_a_paper_for_another_purpose_is_refused(world: World) -> None:
    paper, draft = kept(world), world.draft("1.001193", at=TUESDAY)

    with pytest.raises(using.ArchivedPaperOfAnotherKind):
        reuse(world, draft, paper, item="giay_chung_sinh")
    with pytest.raises(using.ArchivedPaperOfAnotherKind):
        reuse(world, draft, paper, item="gcn_ket_hon")


@pytest.mark.parametrize(("days", "serves"), [(-1, False), (0, True)], ids=["the_day_after", "the_last_day"])
def test_a_paper_serves_to_the_end_of_its_last_day(world: World, *, days: int, serves: bool) -> None:
    paper, draft = kept(world), draft_without_papers(world)
    paper.valid_to = WEDNESDAY.date() + timedelta(days=days)
    paper.save()

    assert using.usable(
        reusing.owners_for(draft, actor=world.lan, at=WEDNESDAY), kinds=[paper.kind], on=WEDNESDAY.date()
    ).exists() is (serves)
    if serves:
        reuse(world, draft, paper)
    else:
        with pytest.raises(using.ArchivedPaperExpired):
            reuse(world, draft, paper)


def test_a_paper_that_expires_between_taking_and_filing_is_refused_at_filing(world: World) -> None:
    paper, draft = kept(world), draft_without_papers(world)
    paper.valid_to = WEDNESDAY.date()
    paper.save()
    reuse(world, draft, paper)

    with pytest.raises(using.ArchivedPaperExpired):
        intake.submit(draft, actor=world.lan, at=THURSDAY, key=uuid4().hex)


def test_what_its_owner_withdrew_is_offered_no_more(world: World) -> None:
    paper, draft = kept(world), draft_without_papers(world)
    keeping.retire(paper, at=TUESDAY)
    paper.refresh_from_db()

    with pytest.raises(using.ArchivedPaperRetired):
        reuse(world, draft, paper)


def test_bytes_that_changed_are_not_reused(world: World) -> None:
    paper, draft = kept(world), draft_without_papers(world)
    storage.path_of(paper.file_id).write_bytes(b"%PDF-1.7 something else")

    with pytest.raises(storage.FileChanged):
        reuse(world, draft, paper)
    assert not ArchiveUse.objects.exists()


def test_practice_takes_nothing_from_an_archive(world: World) -> None:
    paper, draft = kept(world), draft_without_papers(world)
    Dossier.objects.filter(pk=draft.pk).update(is_practice=True)
    draft.refresh_from_db()

    with pytest.raises(reusing.NotReusedInPractice):
        reuse(world, draft, paper)


def test_a_trace_cannot_be_rewritten(world: World) -> None:
    reuse(world, draft_without_papers(world), kept(world))

    for change in (lambda: ArchiveUse.objects.update(item="x"), lambda: ArchiveUse.objects.all().delete()):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            change()
    assert ArchiveUse.objects.get().at == WEDNESDAY


def test_a_kept_paper_has_one_owner(world: World) -> None:
    paper = kept(world)

    with pytest.raises(IntegrityError), transaction.atomic():
        ArchivedPaper.objects.filter(pk=paper.pk).update(person=None)


def test_nothing_is_kept_for_a_holder_who_is_not_known(world: World) -> None:
    dossier = world.submitted(EXTENSION, at=MONDAY)
    Dossier.objects.filter(pk=dossier.pk).update(holder=None)
    dossier.refresh_from_db()
    intake.accept(dossier, actor=world.minh, at=TUESDAY)
    run_jobs()

    assert not ArchivedPaper.objects.exists()
