"""Giấy tờ của tôi, and the offer beside a paper that is still asked for: for the owner, and for nobody else."""

from uuid import uuid4

import pytest
from django.utils import timezone

from motcua.dossiers.commands import drafting, intake
from motcua.dossiers.models import Channel, Dossier, Paper
from motcua.dossiers.rules.actor import Actor
from motcua.foundation.archive import keeping
from motcua.foundation.archive.models import ArchivedPaper, ArchiveUse
from motcua.foundation.audit.models import Look
from tests.doors import door
from tests.world import FRIDAY, TUESDAY, World, run_jobs

PERMIT = "gpxd_ban_chinh"


@pytest.fixture
def kept(world: World) -> ArchivedPaper:
    world.accepted("1.013227")
    run_jobs()
    return ArchivedPaper.objects.get()


@pytest.fixture
def draft(world: World) -> Dossier:
    found = world.draft("1.013227", at=TUESDAY)
    for paper in found.papers.all():
        drafting.remove_paper(paper, at=TUESDAY)
    return found


def test_the_paper_is_offered_where_it_is_asked_for_and_taken_with_one_tap(kept: ArchivedPaper, draft: Dossier) -> None:
    client = door("lan")
    path = f"/drafts/{draft.uuid}/archive/{kept.uuid}"

    before = client.get(f"/drafts/{draft.uuid}/papers").text
    taken = client.post(path, {"item": PERMIT}, follow=True)

    assert path in before
    assert "Dùng lại" in before
    assert "đã nộp và được nhận ngày" in before
    assert "Đã dùng lại giấy tờ" in taken.text
    assert "lấy từ giấy tờ đã lưu của ông/bà" in taken.text
    assert path not in taken.text, "what lies in the dossier is not offered again"
    assert Paper.objects.get(dossier=draft, removed_at=None).archived == kept


def test_what_does_not_fit_is_not_offered(world: World, kept: ArchivedPaper, draft: Dossier) -> None:
    birth = world.draft("1.001193", at=TUESDAY)
    client = door("lan")

    assert "Dùng lại" not in client.get(f"/drafts/{birth.uuid}/papers").text
    keeping.retire(kept, at=TUESDAY)
    assert "Dùng lại" not in client.get(f"/drafts/{draft.uuid}/papers").text


def test_somebody_elses_paper_is_not_there(world: World, kept: ArchivedPaper) -> None:
    his = world.draft("1.013227", by=world.binh, at=TUESDAY)
    Dossier.objects.filter(pk=his.pk).update(applicant_id=world.binh.person_id, holder_id=world.binh.person_id)
    client = door("binh")

    assert client.post(f"/drafts/{his.uuid}/archive/{kept.uuid}", {"item": PERMIT}).status_code == 404
    assert client.get(f"/archive/{kept.uuid}/file").status_code == 404
    assert client.post(f"/archive/{kept.uuid}/removal").status_code == 404
    assert kept.name not in client.get("/archive").text
    assert not ArchiveUse.objects.exists()


@pytest.mark.parametrize("who", ["minh", "hoa", "kien", "phuc"])
def test_officers_have_no_archive_here(kept: ArchivedPaper, who: str) -> None:
    client = door(who)

    assert kept.name not in client.get("/archive").text
    assert client.get(f"/archive/{kept.uuid}/file").status_code == 404


def test_an_item_that_the_procedure_does_not_have_is_not_there(kept: ArchivedPaper, draft: Dossier) -> None:
    answer = door("lan").post(f"/drafts/{draft.uuid}/archive/{kept.uuid}", {"item": "no_such_paper"})

    assert answer.status_code == 404


def test_a_paper_for_another_purpose_is_refused_politely(world: World, kept: ArchivedPaper) -> None:
    birth = world.draft("1.001193", at=TUESDAY)

    answer = door("lan").post(f"/drafts/{birth.uuid}/archive/{kept.uuid}", {"item": "giay_chung_sinh"})

    assert answer.status_code < 500
    assert "không đúng loại đang cần" in answer.text
    assert not ArchiveUse.objects.exists()


def test_the_owner_sees_who_used_and_who_looked(world: World, kept: ArchivedPaper, draft: Dossier) -> None:
    client = door("lan")
    assert "Chưa ai dùng hay xem" in client.get("/archive").text
    client.post(f"/drafts/{draft.uuid}/archive/{kept.uuid}", {"item": PERMIT})
    intake.submit(draft, actor=world.lan, at=FRIDAY, key="k")
    draft.refresh_from_db()
    assert b"".join(door("minh").get(f"/desk/dossiers/{draft.code}/files/{kept.file_id}").streaming_content)  # type: ignore[attr-defined]  # a FileResponse

    page = client.get("/archive").text

    assert f'Nguyễn Thị Ngọc Lan đã đưa vào hồ sơ <a href="/dossiers/{draft.code}"' in page
    assert "đã xem" in page
    for told in (client.get(f"/dossiers/{draft.code}/receipt"), door("minh").get(f"/desk/dossiers/{draft.code}")):
        assert f"dùng lại giấy tờ của hồ sơ {kept.dossier_code}" in told.text


def test_the_owner_downloads_and_withdraws(kept: ArchivedPaper) -> None:
    client = door("lan")

    file = client.get(f"/archive/{kept.uuid}/file")
    page = client.post(f"/archive/{kept.uuid}/removal", follow=True).text

    assert file.status_code == 200
    assert b"".join(file.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]  # a FileResponse
    assert "Ông/bà đã thôi dùng" in page


def test_an_empty_archive_says_what_to_expect(world: World) -> None:
    assert "Chưa có giấy tờ nào" in door("lan").get("/archive").text


def test_the_number_of_queries_does_not_grow_with_the_papers(
    kept: ArchivedPaper, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    client = door("lan")
    client.get("/archive")
    for number in range(10):
        kept.pk, kept.uuid, kept.item = None, uuid4(), f"item_{number}"
        kept.save(force_insert=True)

    with django_assert_max_num_queries(16):  # type: ignore[operator]  # the fixture is a function
        client.get("/archive")


def at_the_counter(world: World, *, by: Actor) -> Dossier:
    """A draft that this one types for Lan, with her consent on the screen."""
    found = world.draft("1.013227", by=by, at=timezone.now(), channel=Channel.COUNTER)
    for paper in found.papers.all():
        drafting.remove_paper(paper, at=timezone.now())
    return found


def test_at_the_counter_the_paper_is_offered_and_the_look_is_written_down(world: World, kept: ArchivedPaper) -> None:
    dossier = at_the_counter(world, by=world.minh)
    client = door("minh")

    page = client.get(f"/desk/counter/{dossier.uuid}").text
    taken = client.post(f"/desk/counter/{dossier.uuid}/kept-papers/{kept.uuid}", {"item": PERMIT}, follow=True).text

    assert "Người nộp đã có:" in page
    assert "Đã dùng lại giấy tờ" in taken
    assert Look.objects.filter(dossier_id=dossier.pk, part="archive").exists()
    use = ArchiveUse.objects.get()
    assert use.post is not None
    assert (use.post_id, use.account_id) == (world.minh.post_id, world.minh.account_id)
    assert f"{use.post.agency.name} đã đưa vào hồ sơ" in door("lan").get("/archive").text


def test_at_the_counter_only_the_applicants_papers_are_there(world: World, kept: ArchivedPaper) -> None:
    dossier = at_the_counter(world, by=world.minh)
    ArchivedPaper.objects.filter(pk=kept.pk).update(person_id=world.binh.person_id)
    client = door("minh")

    assert "Người nộp đã có:" not in client.get(f"/desk/counter/{dossier.uuid}").text
    answer = client.post(f"/desk/counter/{dossier.uuid}/kept-papers/{kept.uuid}", {"item": PERMIT})

    assert answer.status_code == 404
    assert not Look.objects.filter(dossier_id=dossier.pk, part="archive").exists()


def test_without_consent_the_counter_sees_no_papers(world: World, kept: ArchivedPaper, draft: Dossier) -> None:
    """Lan's own draft, which she fills in at home: nobody at a counter comes near it."""
    answer = door("minh").post(f"/desk/counter/{draft.uuid}/kept-papers/{kept.uuid}", {"item": PERMIT})

    assert answer.status_code == 404
