"""Practice: the same pages, marked on every one, and nothing that leads anywhere."""

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier, DossierEvent, Filing
from tests import samples
from tests.pages.portal import page, signed_in
from tests.world import TUESDAY, World

pytestmark = pytest.mark.django_db

MARK = "Bản làm thử: không nộp đi đâu cả."
CODE = "1.001193"


@pytest.fixture
def practice(world: World) -> Dossier:
    """Lan has begun to practise, and every answer is there; no paper is."""
    signed_in("lan").post(f"/procedures/{CODE}/practice")
    begun = Dossier.objects.get(is_practice=True)
    drafting.save_answers(begun, changed=samples.ANSWERS[CODE], revision=None, at=TUESDAY)
    return begun


def test_every_page_of_it_is_marked(world: World, practice: Dossier) -> None:
    lan, draft = signed_in("lan"), f"/drafts/{practice.uuid}"

    for path in ("", "/form/case_questions", "/form/tre", "/papers", "/check", "/removal"):
        assert MARK in page(lan.get(draft + path)), path


def test_a_real_draft_is_not_marked(world: World) -> None:
    """Negative control."""
    draft = world.draft(CODE)

    assert MARK not in page(signed_in("lan").get(f"/drafts/{draft.uuid}/check"))


def test_papers_are_pretended_and_pressing_file_says_what_would_have_been(world: World, practice: Dossier) -> None:
    lan, draft = signed_in("lan"), f"/drafts/{practice.uuid}"
    lan.post(f"{draft}/practice/papers")

    answer = lan.post(f"{draft}/submission", {"key": "0" * 32}, follow=True)

    told = page(answer)
    assert "Nếu là hồ sơ thật" in told
    assert "Ủy ban nhân dân phường Minh Tân" in told
    assert not Filing.objects.filter(dossier=practice).exists()
    assert not DossierEvent.objects.filter(dossier=practice).exists()
    practice.refresh_from_db()
    assert (practice.state, practice.code) == ("draft", None)


def test_what_is_not_filled_in_yet_leads_to_the_check(world: World, practice: Dossier) -> None:
    answer = signed_in("lan").post(f"/drafts/{practice.uuid}/submission", follow=True)

    assert answer.redirect_chain[-1][0].endswith("/check")


def test_the_database_itself_refuses_to_file_it(world: World, practice: Dossier) -> None:
    """Even by a hand that gets past the rule that states move with events only."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL motcua.rebuilding = 'on'")

    with pytest.raises(IntegrityError, match="practice_is_never_filed"), transaction.atomic():
        Dossier.objects.filter(pk=practice.pk).update(state="submitted", code="H99.1-261116-9999")


def test_it_is_no_draft_of_hers_and_goes_on_when_begun_again(world: World, practice: Dossier) -> None:
    lan = signed_in("lan")
    lan.post(f"/procedures/{CODE}/practice")
    lan.post(f"/procedures/{CODE}/drafts")

    assert Dossier.objects.filter(is_practice=True).count() == 1
    assert Dossier.objects.filter(is_practice=False).count() == 1
    listed = page(lan.get("/dossiers"))
    assert "Bản làm thử" in listed
    assert listed.index("Đang điền, chưa nộp") < listed.index("Bản làm thử")


def test_a_real_draft_has_no_pages_of_practice(world: World) -> None:
    draft, lan = world.draft(CODE), signed_in("lan")

    assert lan.get(f"/drafts/{draft.uuid}/practice").status_code == 404
    assert lan.post(f"/drafts/{draft.uuid}/practice/papers").status_code == 404


def test_officers_do_not_practise_as_citizens(world: World) -> None:
    assert signed_in("minh").get(f"/procedures/{CODE}/practice").status_code == 403
