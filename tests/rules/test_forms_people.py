"""Which fields speak of one person, in all the forms that ship; and which answers stay true for the next filing."""

import pytest

from motcua.blueprints.forms.definition import Field
from motcua.blueprints.forms.lasting_facts import Fact, facts_asked_in, facts_in
from motcua.blueprints.forms.people import APPLICANT, Aspect, people_in, slot_of
from tests.rules.shipped import definitions

#: By procedure and section: who is on the page. A person in brackets has no card that could be read.
PEOPLE = {
    "1.000656": {"nguoi_yeu_cau": "applicant", "nguoi_chet": "nc"},
    "1.000894": {"ben_nam": "nam", "ben_nu": "nu"},
    "1.001022": {"nguoi_nhan": "applicant", "nguoi_duoc_nhan": "ndn"},
    "1.001193": {"nguoi_yeu_cau": "applicant", "tre": "(tre)", "me": "me", "cha": "cha"},
    "1.001266": {},
    "1.001570": {},
    "1.001612": {"chu_ho": "applicant"},
    "1.001731": {"nguoi_chet": "nc", "nguoi_dung_ra": "applicant"},
    "1.001776": {"doi_tuong": "dt", "giam_ho": "gh"},
    "1.001939": {"nguoi_ke_khai": "applicant", "tre": "tre"},
    "1.003197": {"nguoi_khai": "applicant", "nguoi_bi_xoa": "nx"},
    "1.004222": {"nguoi_khai": "applicant", "chu_ho": "chu_ho"},
    "1.004873": {"nguoi_yeu_cau": "applicant", "nguoi_duoc_xac_nhan": "dxn"},
    "1.004884": {"nguoi_yeu_cau": "applicant", "nguoi_dk": "ndk", "me": "me", "cha": "cha"},
    "1.011441": {},
    "1.011443": {"nguoi_yeu_cau": "applicant"},
    "1.012289": {"nguoi_de_nghi": "applicant"},
    "1.012783": {"nguoi_su_dung": "applicant"},
    "1.012786": {"nguoi_su_dung": "applicant"},
    "1.013225": {"chu_dau_tu": "applicant"},
    "1.013227": {"chu_dau_tu": "applicant"},
    "1.013831": {"ben_chuyen": "bc", "ben_nhan": "applicant"},
    "1.014027": {"nguoi_de_nghi": "applicant", "nguoi_khai_thay": "kt"},
    "2.000033": {},
    "2.000181": {},
    "2.000575": {},
    "2.000635": {"nguoi_yeu_cau": "applicant", "viec_ho_tich": "dt"},
    "2.000720": {"thay_doi": "chu_ho_moi"},
    "2.000815": {"nguoi_yeu_cau": "applicant"},
    "2.000821": {"nguoi_chet": "nc", "than_nhan": "applicant"},
    "2.000884": {"nguoi_yeu_cau": "applicant"},
    "2.001583": {"chu_so_huu": "applicant", "nguoi_dai_dien": "ddpl"},
    "2.002913": {"nguoi_yeu_cau": "applicant", "nguoi_chet": "nc"},
    "3.000333": {"nguoi_yeu_cau": "applicant", "gia_dinh": "cha me vc"},
    "3.000347": {"nguoi_lai": "applicant"},
    "3.000465": {"nguoi_de_nghi": "applicant", "van_bang": "(tren_bang)"},
    "3.000722": {
        "nguoi_yeu_cau": "applicant",
        "tre": "tre",
        "me": "me",
        "cha": "cha",
        "thuong_tru": "tt_chu_ho",
    },
}


def test_every_form_that_ships_is_in_the_table() -> None:
    assert set(PEOPLE) == set(definitions())


@pytest.mark.parametrize("code", sorted(PEOPLE))
def test_the_people_of_a_form(code: str) -> None:
    found = {
        section.key: " ".join(slot.who if slot.has_a_card else f"({slot.who})" for slot in people_in(section.fields))
        for section in definitions()[code].form.sections
    }

    assert {key: who for key, who in found.items() if who} == PEOPLE[code]


def test_every_identity_number_of_every_form_belongs_to_somebody() -> None:
    for code, definition in definitions().items():
        for section in definition.form.sections:
            numbers = {each.key for each in section.fields if each.type == "personal_id"}
            owned = {field.key for slot in people_in(section.fields) for _, field in slot.fields}

            assert numbers <= owned, f"{code} {section.key}"


def test_the_fields_of_the_mother_and_of_nobody_else() -> None:
    section = definitions()["1.001193"].form.sections_by_key["me"]
    mother = slot_of(section.fields, who="me")

    assert mother is not None
    assert {aspect: field.key for aspect, field in mother.fields} == {
        Aspect.FULL_NAME: "me_ho_ten",
        Aspect.BIRTH_DATE: "me_ngay_sinh",
        Aspect.ETHNIC_GROUP: "me_dan_toc",
        Aspect.NATIONALITY: "me_quoc_tich",
        Aspect.PERSONAL_ID: "me_so_dinh_danh",
        Aspect.RESIDENCE: "me_noi_cu_tru",
    }


def test_three_people_of_one_page_are_kept_apart() -> None:
    section = definitions()["3.000333"].form.sections_by_key["gia_dinh"]

    found = {slot.who: [field.key for _, field in slot.fields] for slot in people_in(section.fields)}

    assert found["cha"] == ["cha_ho_ten", "cha_ngay_sinh", "cha_giay_to"]
    assert found["me"] == ["me_ho_ten", "me_ngay_sinh", "me_giay_to"]


@pytest.mark.parametrize(
    ("fields", "who"),
    [
        ([("ten_toi", "text", "applicant.full_name"), ("so", "text", "applicant.personal_id")], APPLICANT),
        ([("chu_moi", "person_name", None), ("chu_moi_sdd", "personal_id", None)], "chu_moi"),
        ([("ho_ten", "person_name", None), ("so_dinh_danh", "personal_id", None)], ""),
        ([("so_dinh_danh_vo", "personal_id", None), ("ho_ten_vo", "person_name", None)], "vo"),
    ],
    ids=["by what is filled in", "by type", "the only one", "word behind"],
)
def test_keys_are_read_as_people_write_them(fields: list[tuple[str, str, str | None]], who: str) -> None:
    found = people_in([Field(key, key, kind, prefill=prefill) for key, kind, prefill in fields])

    assert [(slot.who, slot.has_a_card) for slot in found] == [(who, True)]


@pytest.mark.parametrize(
    "fields",
    [
        [("nguoi_lien_he", "person_name", None), ("dien_thoai", "phone", None)],
        [("so_dinh_danh", "personal_id", None)],
        [("ten", "text", "organisation.name"), ("ma_so", "tax_code", "organisation.registration_code")],
        [("chong_ho_ten", "person_name", None), ("vo_so_dinh_danh", "personal_id", None)],
    ],
    ids=["a name alone", "a number alone", "an organisation", "two halves"],
)
def test_what_is_no_person(fields: list[tuple[str, str, str | None]]) -> None:
    assert people_in([Field(key, key, kind, prefill=prefill) for key, kind, prefill in fields]) == ()


def lasting(code: str, section: str) -> dict[str, Fact]:
    return facts_asked_in(definitions()[code].form.sections_by_key[section].fields)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1.001193", "me", "me_ho_ten"), ("3.000722", "me", "me_ho_ten")),
        (("1.001193", "cha", "cha_ngay_sinh"), ("3.000333", "gia_dinh", "cha_ngay_sinh")),
        (("1.001193", "nguoi_yeu_cau", "nyc_dien_thoai"), ("3.000347", "nguoi_lai", "nl_dien_thoai")),
        (("1.001266", "ho_kinh_doanh", "ten_hkd"), ("2.000575", "ho_kinh_doanh", "ten_hkd")),
        (("1.001776", "chi_tra", "so_tai_khoan"), ("2.002913", "che_do", "cd_so_tai_khoan")),
        (("1.012783", "gcn", "gcn_so"), ("1.013831", "gcn", "gcn_so")),
    ],
    ids=["mother", "father", "telephone", "business", "account", "certificate"],
)
def test_the_same_fact_in_two_forms(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    assert lasting(*one[:2])[one[2]] == lasting(*other[:2])[other[2]]


@pytest.mark.parametrize(
    ("code", "section"),
    [("1.001193", "tre"), ("1.001266", "noi_dung"), ("1.000894", "hen"), ("1.001193", "nhan_ket_qua")],
    ids=["a newborn", "a reason", "an appointment", "how to deliver"],
)
def test_what_is_true_of_one_filing_alone(code: str, section: str) -> None:
    assert lasting(code, section) == {}


def test_mother_and_father_are_two_people_and_the_child_is_left_out() -> None:
    found = facts_in(definitions()["1.001193"].form)

    assert found["me_ho_ten"] == Fact("me", Aspect.FULL_NAME)
    assert found["cha_ho_ten"] == Fact("cha", Aspect.FULL_NAME)
    assert "tre_ho_ten" not in found
