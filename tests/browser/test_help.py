"""Help, practice and what comes after filing, walked on a phone and looked at by axe on every page."""

from motcua.dossiers.commands import drafting
from motcua.dossiers.models import Dossier, DossierEvent
from motcua.effects.ratings import surveys
from motcua.effects.ratings.models import QuestionKind, SurveyAnswer
from motcua.effects.ratings.surveys import Question
from motcua.foundation import legal_time
from tests import samples
from tests.browser.conftest import Visit, Visitor
from tests.world import World, run_jobs

CODE = "1.001193"
QUESTIONS = (
    Question("q1", QuestionKind.SCALE, "Ông/bà có hài lòng không?"),
    Question("q2", QuestionKind.TEXT, "Điều gì nên làm khác đi?"),
)


def practise(visitor: Visitor) -> Dossier:
    """From the procedure to the page that says what would have been."""
    visitor.sign_in("lan", then=f"/procedures/{CODE}")
    visitor.follow("Làm thử, không nộp đi đâu cả")
    visitor.press("Bắt đầu làm thử")
    begun = Dossier.objects.get(is_practice=True)
    drafting.save_answers(begun, changed=samples.ANSWERS[CODE], revision=None, at=legal_time.now())
    visitor.go(f"/drafts/{begun.uuid}/papers")
    visitor.press("Coi như đã có đủ giấy tờ")
    visitor.go(f"/drafts/{begun.uuid}/check")
    visitor.press("^Nộp hồ sơ")
    assert "Nếu là hồ sơ thật" in visitor.page.inner_text("main")
    return begun


def test_practice_from_beginning_to_end(visit: Visit) -> None:
    begun = practise(visit())

    assert not DossierEvent.objects.filter(dossier=begun).exists()


def test_practice_without_a_script(visit: Visit) -> None:
    practise(visit(scripts=False))


def test_after_filing_on_a_phone(visit: Visit, committed_world: World) -> None:
    dossier = committed_world.submitted(CODE)
    run_jobs()
    survey = surveys.make("Ý kiến của ông/bà", questions=QUESTIONS, at=legal_time.now())
    surveys.open_one(survey, at=legal_time.now())
    lan = visit()
    lan.sign_in("lan", then="/notices")
    lan.press("Đánh dấu đã đọc hết")
    lan.go(f"/dossiers/{dossier.code}")
    lan.follow("Đổi cách nhận kết quả")
    assert not lan.page.is_visible("#address_detail"), "the address is asked of those who want it sent"
    lan.page.check("input[name=way][value=post]")
    lan.page.fill("#address_detail", "")
    lan.press("Lưu cách nhận")
    assert "Lỗi" in lan.page.title()
    lan.page.fill("#address_detail", "5 ngõ Giếng")
    lan.press("Lưu cách nhận")
    assert "5 ngõ Giếng" in lan.page.inner_text("main")
    lan.go(f"/dossiers/{dossier.code}/filings/1")
    lan.go(f"/dossiers/{dossier.code}")
    lan.follow("Cho biết ý kiến")
    lan.page.check("input[name=q1][value='4']")
    lan.press("Gửi ý kiến")

    assert SurveyAnswer.objects.get().values == {"q1": 4}


def test_the_guide_and_the_studio(visit: Visit, committed_world: World) -> None:
    committed_world.submitted(CODE, at=legal_time.now())
    stranger = visit()
    stranger.go(f"/procedures/{CODE}/guide")
    stranger.go(f"/procedures/{CODE}")
    stranger.go("/khong-co")
    survey = surveys.make("Ý kiến của ông/bà", questions=QUESTIONS, at=legal_time.now())
    surveys.open_one(survey, at=legal_time.now())
    for account in range(surveys.LEAST_ANSWERS):
        surveys.answer(survey, account_id=account, dossier_id=1, values={"q1": 5, "q2": "Tốt"}, at=legal_time.now())
    kien = visit(viewport={"width": 1280, "height": 800})
    kien.sign_in("kien", then="/studio/measures")
    for path in (f"measures/{CODE}", "surveys", "surveys/new", f"surveys/{survey.pk}"):
        kien.go(f"/studio/{path}")
    narrow = visit()
    narrow.sign_in("kien", then="/studio/measures")
    narrow.go(f"/studio/surveys/{survey.pk}")
