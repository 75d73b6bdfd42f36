"""Asked to complete or supplement: exactly what was asked for can be changed, whatever is posted."""

import pytest

from motcua.dossiers.commands import drafting, intake, mending, processing
from motcua.dossiers.models import Answers, Dossier, Paper
from tests.world import MONDAY, TUESDAY, WEDNESDAY, World

pytestmark = pytest.mark.django_db

CODE = "1.001193"


@pytest.fixture
def sent_back(world: World) -> Dossier:
    """Lan is asked for the child's name, and for the certificate of birth again."""
    dossier = world.submitted(CODE, at=MONDAY)
    items = ["tre_ho_ten", "giay_chung_sinh"]
    intake.ask_to_complete(dossier, actor=world.minh, at=TUESDAY, items=items, reason="Tên trẻ và giấy chưa rõ")
    dossier.refresh_from_db()
    return dossier


def save(dossier: Dossier, **changed: object) -> Answers:
    return drafting.save_answers(dossier, changed=changed, revision=None, at=WEDNESDAY)


def test_what_was_asked_for_is_changed_and_filed(world: World, sent_back: Dossier) -> None:
    save(sent_back, tre_ho_ten="Nguyễn Minh Khang")
    paper = world.file(by=world.lan, at=WEDNESDAY, name="moi.pdf")
    drafting.attach(sent_back, item="giay_chung_sinh", file=paper, actor=world.lan, at=WEDNESDAY)

    filed = intake.resubmit(sent_back, actor=world.lan, at=WEDNESDAY, key="again")

    assert filed.number == 2
    assert filed.answers["tre_ho_ten"] == "Nguyễn Minh Khang"
    first = sent_back.filings.get(number=1)
    assert {key for key in filed.answers if filed.answers[key] != first.answers.get(key)} == {"tre_ho_ten"}


@pytest.mark.parametrize("key", ["me_ho_ten", "cha_ho_ten", "tre_ngay_sinh", "co_giay_chung_sinh", "hinh_thuc_nhan"])
def test_nothing_else_can_be_changed(world: World, sent_back: Dossier, key: str) -> None:
    before = Answers.objects.get(dossier=sent_back)

    with pytest.raises(mending.NotAskedFor):
        save(sent_back, **{"tre_ho_ten": "Nguyễn Minh Khang", key: "khác"})

    after = Answers.objects.get(dossier=sent_back)
    assert (after.data, after.revision) == (before.data, before.revision), "nothing of it, not even what was asked for"


def test_an_answer_cannot_be_taken_away_either(world: World, sent_back: Dossier) -> None:
    with pytest.raises(mending.NotAskedFor):
        save(sent_back, me_ho_ten=None)


def test_spoiling_an_answer_does_not_open_it(world: World, sent_back: Dossier) -> None:
    """What no longer passes is open; an answer that the change itself spoils was not asked for."""
    with pytest.raises(mending.NotAskedFor):
        save(sent_back, tre_ngay_sinh="2062-01-01")


def test_other_papers_stay(world: World, sent_back: Dossier) -> None:
    file = world.file(by=world.lan, at=WEDNESDAY)
    with pytest.raises(mending.NotAskedFor):
        drafting.attach(sent_back, item="van_ban_uy_quyen", file=file, actor=world.lan, at=WEDNESDAY)

    given = Paper.objects.filter(dossier=sent_back).exclude(item="giay_chung_sinh").first()
    if given is not None:
        with pytest.raises(mending.NotAskedFor):
            drafting.remove_paper(given, at=WEDNESDAY)


def test_a_question_that_the_mended_answer_brings_up_is_open(world: World) -> None:
    """The way of delivery is asked for; by post, the address comes up and must be answered."""
    dossier = world.submitted(CODE, at=MONDAY)
    intake.ask_to_complete(dossier, actor=world.minh, at=TUESDAY, items=["hinh_thuc_nhan"], reason="Chưa rõ cách nhận")
    dossier.refresh_from_db()
    with pytest.raises(mending.NotAskedFor):
        save(dossier, dia_chi_nhan={"province": "99", "commune": "99001", "detail": "12 phố Chợ"})

    save(dossier, hinh_thuc_nhan="postal")
    save(dossier, dia_chi_nhan={"province": "99", "commune": "99001", "detail": "12 phố Chợ"})

    assert Answers.objects.get(dossier=dossier).data["dia_chi_nhan"]["detail"] == "12 phố Chợ"


def test_a_supplement_is_held_to_the_same(world: World) -> None:
    dossier = world.accepted("1.013227")
    paper = Paper.objects.filter(dossier=dossier)[:1].get()
    processing.request_supplement(dossier, actor=world.hoa, at=TUESDAY, items=[paper.item], reason="Thiếu bản chính")
    key = next(iter(Answers.objects.get(dossier=dossier).data))

    with pytest.raises(mending.NotAskedFor):
        save(dossier, **{key: "khác"})


def test_a_new_draft_is_open_everywhere(world: World) -> None:
    """Negative control."""
    save(world.draft(CODE), me_ho_ten="Trần Thị B", tre_ho_ten="Nguyễn C")
