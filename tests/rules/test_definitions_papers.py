"""Which papers a case needs: no more than the published list (it is forbidden to ask for others)."""

from typing import Any

import pytest

from motcua.blueprints.catalogue.papers import confirmed_facts, missing_papers, papers_for
from tests.rules.shipped import definitions

BORN_IN_HOSPITAL: dict[str, Any] = {
    "co_giay_chung_sinh": True,
    "tre_bo_roi": False,
    "mang_thai_ho": False,
    "cha_me_co_ket_hon": True,
    "qua_uy_quyen": False,
}


def needed(code: str, *, channel: str = "online", **answers: object) -> list[str]:
    groups = papers_for(definitions()[code], answers=answers, channel=channel)
    return [paper.key for group in groups for paper in group.papers]


def missing(code: str, *, channel: str = "online", given: tuple[str, ...] = (), **answers: object) -> list[str]:
    counted = dict.fromkeys(given, 1)
    return [p.key for p in missing_papers(definitions()[code], answers=answers, given=counted, channel=channel)]


def test_a_birth_in_hospital_needs_the_birth_note_and_nothing_else_online() -> None:
    assert needed("1.001193", **BORN_IN_HOSPITAL) == ["giay_chung_sinh"]
    assert missing("1.001193", **BORN_IN_HOSPITAL) == ["giay_chung_sinh"]
    assert missing("1.001193", given=("giay_chung_sinh",), **BORN_IN_HOSPITAL) == []


def test_at_the_counter_the_application_is_a_paper() -> None:
    assert needed("1.001193", channel="counter", **BORN_IN_HOSPITAL) == ["to_khai_khai_sinh", "giay_chung_sinh"]


def test_without_the_birth_note_one_of_the_two_statements_is_enough() -> None:
    at_home = BORN_IN_HOSPITAL | {"co_giay_chung_sinh": False}

    assert needed("1.001193", **at_home) == ["van_ban_lam_chung", "cam_doan_viec_sinh"]
    assert missing("1.001193", **at_home) == ["van_ban_lam_chung"]
    assert missing("1.001193", given=("cam_doan_viec_sinh",), **at_home) == []


def test_a_foundling_needs_the_record_of_finding_instead() -> None:
    foundling = BORN_IN_HOSPITAL | {"tre_bo_roi": True, "co_giay_chung_sinh": False, "cha_me_co_ket_hon": False}

    assert needed("1.001193", **foundling) == ["bien_ban_bo_roi"]


def test_papers_that_databases_hold_are_asked_for_only_when_an_officer_says_they_do_not() -> None:
    not_found = BORN_IN_HOSPITAL | {"khong_khai_thac_duoc_dan_cu": True}

    assert needed("1.001193", **not_found) == ["giay_chung_sinh", "gcn_ket_hon", "giay_to_tuy_than", "giay_to_cu_tru"]


def test_a_database_that_answered_replaces_the_paper() -> None:
    found = missing_papers(
        definitions()["1.001193"], answers=BORN_IN_HOSPITAL, given={}, channel="online", found_in=["health_db"]
    )

    assert found == ()


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"chu_the": "ca_nhan", "qua_uy_quyen": False, "chua_co_dinh_danh": False}, []),
        ({"chu_the": "ho_gia_dinh", "qua_uy_quyen": False, "chua_co_dinh_danh": False}, ["uy_quyen_ho_gia_dinh"]),
        ({"chu_the": "ca_nhan", "qua_uy_quyen": True, "chua_co_dinh_danh": True}, ["uy_quyen", "ban_sao_can_cuoc"]),
    ],
)
def test_a_household_business_needs_papers_by_who_founds_and_who_files(
    answers: dict[str, Any], expected: object
) -> None:
    assert missing("1.001612", **answers) == expected


def test_extending_a_permit_needs_the_permit() -> None:
    assert missing("1.013227", da_khoi_cong=False) == ["gpxd_ban_chinh"]


@pytest.mark.parametrize("code", sorted(definitions()))
def test_before_any_answer_no_group_is_empty_and_every_paper_has_a_name(code: str) -> None:
    for group in papers_for(definitions()[code], answers={}, channel="counter"):
        assert group.label
        assert all(paper.name for paper in group.papers)


@pytest.mark.parametrize(("channel", "is_asked"), [("counter", True), ("post", True), ("online", False)])
def test_printed_photos_are_asked_for_where_the_form_is_not_filled_in_online(channel: str, *, is_asked: bool) -> None:
    assert ("anh_4x6" in needed("1.012289", channel=channel)) is is_asked


IDENTITY = "applicant.personal_id"


@pytest.mark.parametrize(
    ("confirmed", "is_missing"),
    [({IDENTITY}, False), (set(), True), ({"applicant.residence"}, True), ({"applicant.full_name"}, True)],
    ids=["confirmed", "nothing confirmed", "another fact", "the name alone"],
)
def test_a_register_that_confirmed_the_fact_replaces_its_paper(confirmed: set[str], is_missing: bool) -> None:  # noqa: FBT001 - a column of the table
    missing = missing_papers(definitions()["3.000333"], answers={}, given={}, channel="online", confirmed=confirmed)

    assert ("giay_to_tuy_than" in {paper.key for paper in missing}) is is_missing


def test_a_look_up_of_the_applicant_proves_nothing_about_others() -> None:
    """A marriage, a relation, the papers of somebody who gave an authority: the register was not asked about them."""
    proving = {
        (paper.key, paper.proves)
        for definition in definitions().values()
        for group in definition.paper_groups
        for paper in group.papers
        if paper.proves
    }

    assert proving == {
        ("giay_to_tuy_than", ("applicant.personal_id",)),
        ("giay_to_cu_tru", ("applicant.residence",)),
    }


def test_what_was_typed_over_is_no_longer_confirmed() -> None:
    form = definitions()["3.000333"].form
    register, typed = {"from": "register", "of": ""}, {"from": "profile", "of": ""}

    assert confirmed_facts(form, {"nyc_so_dinh_danh": register, "nyc_ho_ten": typed}) == {IDENTITY}
    assert confirmed_facts(form, {"cha_ho_ten": register}) == frozenset(), "the father is not the applicant"
