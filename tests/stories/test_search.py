"""People find what they need in their own words, and are not sent to the wrong desk when we do not have it."""

import dataclasses
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.blueprints.catalogue import loading, queries
from motcua.blueprints.catalogue.models import NationalEntry, Procedure, Vocabulary

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 16, 2, tzinfo=UTC)
DEEDS = ("1.012783", "1.012786", "1.013831")


def codes(text: str, at_most: int = 3) -> list[str]:
    return [hit.code for hit in queries.search(text).fileable[:at_most]]


def entry(code: str, name: str, *, keywords: str = "", sector: str = "") -> NationalEntry:
    return NationalEntry.objects.create(
        code=code, name=name, keywords=keywords, sector_name=sector, content={}, content_hash=code, imported_at=AT
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("bà xã tôi vừa sanh bé gái", "1.001193"),
        ("bau ngoai qua doi hom qua", "1.000656"),
        ("tía tui mới mất, mần giấy chi", "1.000656"),
        ("hai đứa em muốn cưới", "1.000894"),
        ("xin giay xac nhan chua co chong", "1.004873"),
        ("nhận lại con ruột", "1.001022"),
        ("khai tử, cắt khẩu, lãnh mai táng phí cùng lúc", "2.002913"),
        ("sao trích lục khai sinh", "2.000635"),
        ("làm lại khai sinh vì mất hết giấy", "1.004884"),
        ("muốn ra tiệm bán trà sữa", "1.001612"),
        ("dời quán phở qua đường khác", "2.000720"),
        ("nghỉ bán ba tháng rồi mở lại", "1.001570"),
        ("sập tiệm trả giấy phép", "1.001266"),
        ("giấy phép kinh doanh bị chuột cắn rách", "2.000575"),
        ("lập công ty tnhh một mình", "2.001583"),
        ("cất nhà hai tầng phải xin phép không", "1.013225"),
        ("gpxd sắp hết hạn", "1.013227"),
        ("mang bìa đỏ đi cầm ngân hàng", "1.011441"),
        ("tất toán xong muốn xóa thế chấp", "1.011443"),
        ("đổi bìa hồng cũ nát", "1.012783"),
        ("thất lạc sổ hồng", "1.012786"),
        ("ba má cho con miếng đất", "1.013831"),
        ("đóng dấu sao y học bạ", "2.000815"),
        ("làm giấy ủy quyền cho em gái", "2.000884"),
        ("con bị bại não có được tiền hằng tháng", "1.001776"),
        ("cụ 82 tuổi không lương hưu", "1.014027"),
        ("xin tiền chôn cất người neo đơn", "1.001731"),
        ("giấy chứng nhận không có tiền án đi xuất khẩu lao động", "3.000333"),
        ("bằng lái xe máy bị gãy", "3.000347"),
        ("chuyển hộ khẩu về nhà chồng", "1.004222"),
        ("điều dưỡng xin chứng chỉ hành nghề", "1.012289"),
        ("lạc mất bằng cấp ba", "3.000465"),
        ("quay số trúng thưởng cho khách", "2.000033"),
        ("bán thuốc hút lẻ", "2.000181"),
        ("bảo hiểm y tế cho cháu mới chào đời", "3.000722"),
    ],
)
def test_everyday_words_find_each_of_the_procedures(text: str, meant: str) -> None:
    assert meant in codes(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("KHAI TỬ", "1.000656"),
        ("khai\N{COMBINING ACUTE ACCENT} sinh", "1.001193"),
        ("giấy khai sinh".encode().decode() + "\u0301", "1.001193"),
        ("ddawng kys keets hoon", "1.000894"),
        ("giaays pheps laasi xe", "3.000347"),
        ("d9a8ng ky1 ke6t1 ho6n", "1.000894"),
        ("dangkykethon", "1.000894"),
        ("ket hno", "1.000894"),
        ("thườn trú", "1.004222"),
        ("lí lịch tư pháp", "3.000333"),
        ("sang tên sổ đõ", "1.013831"),
        ("chứng thực trữ ký", "2.000884"),
        ("dấy khai xinh", "1.001193"),
        ("lý nịch tư pháp", "3.000333"),
        ("i need a marriage certificate", "1.000894"),
        ("copy of birth certificate", "2.000635"),
        ("renew driver's license", "3.000347"),
        ("permit to build a house", "1.013225"),
    ],
)
def test_however_it_is_typed(text: str, meant: str) -> None:
    assert meant in codes(text)


@pytest.mark.parametrize(
    ("typed", "present"),
    [
        ("1.001193", "1.001193"),
        (" 1001193 ", "1.001193"),
        ("mã 1 001 193", "1.001193"),
        ("1.001193.000.00.00.H24", "1.001193"),
        ("2.002621", "3.000722"),
        ("2002622", "2.002913"),
    ],
)
def test_a_code_old_or_new_is_the_answer_itself(typed: str, present: str) -> None:
    outcome = queries.search(typed)

    assert outcome.is_code
    assert [hit.code for hit in outcome.hits] == [present]


@pytest.mark.parametrize(
    "text",
    [
        "gia hạn hộ chiếu",
        "dang ky tam tru cho nguoi thue nha",
        "hoãn nghĩa vụ quân sự",
        "rút bảo hiểm xã hội một lần",
        "sang tên xe máy cũ",
        "đổi họ cho con",
        "nhận con nuôi",
        "ly dị thì làm giấy gì",
        "tách thửa đất",
        "mở nhà thuốc",
        "tra cứu phạt nguội",
        "làm căn cước cho người lớn",
        "passport renewal",
        "work permit for foreigners",
        "cách nấu phở bò",
        "qwrtp zzz kkk",
        "9.999999",
        "đăng ký",
        "giấy tờ",
    ],
)
def test_what_we_do_not_have_gets_no_confident_answer(text: str) -> None:
    assert not queries.search(text).confident


@pytest.mark.parametrize("text", ["khai sinh", "mất sổ đỏ", "đăng ký kết hôn", "đổi bằng lái", "thường trú", "khai tử"])
def test_plain_questions_get_a_confident_one(text: str) -> None:
    """Never to be sure would be an easy way out."""
    assert queries.search(text).confident


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "%", "🙂", "\x00", "'; drop table"])
def test_words_that_nothing_has_find_nothing(text: str) -> None:
    assert queries.search(text).hits == ()


def test_a_word_that_stands_for_many_offers_them() -> None:
    assert set(DEEDS) <= set(codes("sổ đỏ", 5))


def test_each_procedure_is_found_once() -> None:
    for text in ("đăng ký", "khai sinh", "giấy phép"):
        found = [hit.code for hit in queries.search(text).hits]
        assert len(found) == len(set(found))


def test_national_procedures_are_found_below_ours_and_only_with_what_was_asked() -> None:
    entry("1.999001", "Cấp hộ chiếu phổ thông ở trong nước", sector="Quản lý xuất nhập cảnh")
    entry("1.999002", "Đăng ký khai sinh có yếu tố nước ngoài", sector="Hộ tịch")

    passport, birth = queries.search("làm hộ chiếu"), queries.search("khai sinh")

    assert [hit.code for hit in passport.national] == ["1.999001"]
    assert not passport.confident
    assert birth.hits[0].fileable
    assert [hit.code for hit in birth.national] == ["1.999002"]
    assert [hit.fileable for hit in birth.hits] == sorted((hit.fileable for hit in birth.hits), reverse=True)


def test_a_national_entry_of_a_procedure_of_ours_is_not_found_twice() -> None:
    entry("1.001193", "Thủ tục đăng ký khai sinh")

    assert [hit.fileable for hit in queries.search("khai sinh").hits if hit.code == "1.001193"] == [True]
    assert queries.search("1.001193").hits[0].fileable


def test_a_code_of_the_national_catalogue_leads_to_its_entry_without_being_an_answer_of_ours() -> None:
    entry("1.999001", "Cấp hộ chiếu phổ thông")

    outcome = queries.search("1999001")

    assert [(hit.code, hit.fileable) for hit in outcome.hits] == [("1.999001", False)]
    assert not outcome.confident


def test_our_order_is_the_same_with_and_without_the_national_catalogue() -> None:
    texts = ("khai sinh", "mất sổ đỏ", "mở quán", "giấy phép")
    before = [codes(text, 10) for text in texts]
    for number in range(40):
        entry(f"1.9{number:05}", f"Cấp giấy phép khai sinh mở quán sổ đỏ số {number}")

    assert [codes(text, 10) for text in texts] == before


def test_a_procedure_that_is_withdrawn_is_no_longer_found() -> None:
    assert codes("khai tử")[0] == "1.000656"

    Procedure.objects.filter(code="1.000656").update(current_version=None)

    assert "1.000656" not in codes("khai tử", 10)


def test_a_new_word_is_known_as_soon_as_the_files_are_loaded() -> None:
    assert codes("zulu bravo") == []

    kept = Vocabulary.objects.get()
    content = {**kept.content, "things": {**kept.content["things"], "ket_hon": "kết hôn, zulu bravo"}}
    Vocabulary.objects.update(content=content, content_hash=loading.content_hash(content))

    assert codes("zulu bravo")[0] == "1.000894"


def test_without_any_words_loaded_names_still_find_their_procedures() -> None:
    Vocabulary.objects.all().delete()

    assert codes("đăng ký kết hôn")[0] == "1.000894"
    assert codes("1.000894") == ["1.000894"]


def test_a_search_asks_the_database_one_question_once_it_knows_the_catalogue() -> None:
    queries.search("khai sinh")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        queries.search("khai sinh cho bé")

    assert len(asked) == 1


def test_suggestions_begin_like_what_was_typed_then_mean_the_same() -> None:
    assert "Đăng ký kết hôn" in queries.suggestions("dang ky ke", at_most=8)
    assert "Đăng ký kết hôn" in queries.suggestions("lấy vợ", at_most=8)
    assert len(queries.suggestions("d", at_most=8)) == 8


def test_agencies_have_the_procedures_that_they_decide() -> None:
    groups = {group.key: {p.code for p in group.procedures} for group in queries.by_agency()}

    assert "1.001193" in groups["commune_committee"]
    assert "1.004222" in groups["commune_police"]
    assert groups["so-cong-thuong"] == {"2.000033"}
    assert set(DEEDS) <= groups["land_office_branch"]
    assert sum(map(len, groups.values())) == queries.published().count()


def test_an_outcome_does_not_carry_the_question() -> None:
    """What people look for is nobody's business: it is in no result, so in no log of one."""
    outcome = queries.search("tía tui mới mất")

    assert "tui" not in repr(dataclasses.asdict(outcome))


def test_the_words_that_ship_are_the_ones_that_are_loaded() -> None:
    assert Path(settings.CATALOGUE_DIR, "words.yaml").is_file()
    assert Vocabulary.objects.count() == 1


@pytest.mark.skipif("NATIONAL_CATALOGUE" not in os.environ, reason="NATIONAL_CATALOGUE names no file")
def test_with_the_whole_national_catalogue_beside_them_ours_stay_first() -> None:
    texts = ("khai sinh", "mất sổ đỏ", "mở quán phở", "giấy phép", "lấy vợ")
    before = [codes(text, 10) for text in texts]

    call_command("import_national_catalogue", os.environ["NATIONAL_CATALOGUE"], stdout=io.StringIO())

    assert [codes(text, 10) for text in texts] == before
    passport = queries.search("làm hộ chiếu")
    assert "hộ chiếu" in passport.national[0].name
    assert not passport.confident
