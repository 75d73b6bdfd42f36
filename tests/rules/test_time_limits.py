"""Which limit holds in a case, and that the law's vector V4 comes out of birth registration's own file."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from motcua.blueprints.catalogue.time_limits import LimitUnknown, applicable, limits_to_pick
from motcua.foundation.calendar.arithmetic import VIETNAM, Period, Unit, WorkingCalendar, add
from tests.rules.shipped import definitions

#: 24 November: Ngày Văn hóa Việt Nam, a day off since 2026.
CALENDAR = WorkingCalendar(closed=frozenset({date(2026, 11, 24)}))


def keys(code: str, *, channel: str = "online", manual: tuple[str, ...] = (), **answers: object) -> list[str]:
    limits = applicable(definitions()[code], answers=answers, channel=channel, manual=manual)
    return [limit.key for limit in limits]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23T14:59", "2026-11-23T17:00"),
        ("2026-11-23T15:01", "2026-11-25T17:00"),
    ],
)
def test_v4_a_birth_received_after_three_is_due_on_the_next_working_day(received: str, due: str) -> None:
    (limit,) = applicable(definitions()["1.001193"], answers={}, channel="counter")

    count = add(CALENDAR, datetime.fromisoformat(received).replace(tzinfo=VIETNAM).astimezone(UTC), limit.period)

    assert count.due_at == datetime.fromisoformat(due).replace(tzinfo=VIETNAM)


SAME_DAY = {
    "1.000656": "trong_ngay",
    "1.000894": "trong_ngay",
    "1.001193": "trong_ngay",
    "1.011441": "trong_ngay",
    "1.011443": "trong_ngay",
    "2.000635": "trong_ngay",
    "2.000815": "trong_ngay",
    "2.000884": "trong_ngay",
    "3.000465": "trong_ngay",
}
#: The limits that hold unless the case is another: working days, or days.
PLAIN = {
    "1.001022": 3,
    "1.001266": 5,
    "1.001570": 1,
    "1.001612": 3,
    "1.001731": 3,
    "1.001776": 10,
    "1.001939": 5,
    "1.003197": 5,
    "1.004222": 7,
    "1.004873": 3,
    "1.004884": 5,
    "1.012289": 20,
    "1.012783": 3,
    "1.012786": 5,
    "1.013225": 7,
    "1.013227": 5,
    "1.013831": 5,
    "1.014027": 10,
    "2.000033": 1,
    "2.000181": 15,
    "2.000575": 1,
    "2.000720": 3,
    "2.000821": 8,
    "2.001583": 3,
    "3.000347": 5,
}


def test_each_procedure_has_its_default_limit() -> None:
    units = {code: definition.default_limit.unit for code, definition in definitions().items()}

    assert {code for code, unit in units.items() if unit is Unit.SAME_DAY} == set(SAME_DAY)
    assert all(definitions()[code].default_limit.cutoff for code in SAME_DAY)
    for code, days in PLAIN.items():
        assert definitions()[code].default_limit.period == Period(days, Unit.WORKING_DAY), code
    assert set(definitions()) - set(SAME_DAY) - set(PLAIN) == {"2.002913", "3.000722", "3.000333"}


def test_three_days_with_a_cut_off_stay_working_days() -> None:
    for code in ("2.002913", "3.000722"):
        limit = definitions()[code].default_limit
        assert (limit.amount, limit.unit, f"{limit.cutoff:%H:%M}") == (3, Unit.WORKING_DAY, "15:00")


def test_a_criminal_record_counts_in_calendar_days() -> None:
    assert definitions()["3.000333"].default_limit.period == Period(10, Unit.DAY)


def test_verification_adds_three_working_days_to_a_birth() -> None:
    limits = applicable(definitions()["1.001193"], answers={"can_xac_minh_hon_nhan": True}, channel="online")

    assert [(limit.key, limit.amount, limit.unit) for limit in limits] == [
        ("trong_ngay", 1, Unit.SAME_DAY),
        ("co_xac_minh", 3, Unit.WORKING_DAY),
    ]


def test_a_foundling_is_posted_for_seven_days_and_perhaps_verified_as_well() -> None:
    assert keys("1.001193", tre_bo_roi=True) == ["trong_ngay", "tre_bo_roi"]
    assert keys("1.001193", tre_bo_roi=True, can_xac_minh_hon_nhan=True) == ["trong_ngay", "co_xac_minh", "tre_bo_roi"]


def test_verification_stands_in_the_place_of_the_usual_limit_of_acknowledging_a_child() -> None:
    (limit,) = applicable(definitions()["1.001022"], answers={"can_xac_minh": True}, channel="online")

    assert limit.period == Period(8, Unit.WORKING_DAY)


@pytest.mark.parametrize(
    ("code", "answers", "expected"),
    [
        ("1.004873", {"can_xac_minh": True}, [3, 3]),
        ("1.004884", {"can_xac_minh": True}, [5, 5]),
        ("2.000815", {"so_luong_lon": True}, [3]),
        ("3.000465", {"nhieu_so_goc": True}, [1, 2]),
        ("2.000635", {"chua_so_hoa": True}, [15]),
        ("1.013225", {"loai_cong_trinh": "khac"}, [10]),
        ("2.000575", {"loai_viec": "cap_doi"}, [3]),
        ("2.000575", {"loai_viec": "cap_lai"}, [1]),
        ("2.002913", {"nhom_che_do": "nguoi_co_cong"}, [18]),
        ("1.012783", {"ly_do_cap_doi": "dia_chinh", "vung_kho_khan": True}, [5, 10]),
        ("1.012786", {"vung_kho_khan": True}, [5, 10]),
        ("1.013831", {"loai_giao_dich": "cho_thue"}, [3]),
        ("1.000656", {"can_xac_minh": True}, [5]),
    ],
)
def test_cases_that_add_and_cases_that_replace(code: str, answers: dict[str, Any], expected: object) -> None:
    limits = applicable(definitions()[code], answers=answers, channel="counter")

    assert [limit.amount for limit in limits] == expected


@pytest.mark.parametrize(("code", "key"), [("3.000333", "xac_minh"), ("3.000347", "bo_sung"), ("1.012786", "niem_yet")])
def test_a_limit_without_a_condition_never_holds_by_itself(code: str, key: str) -> None:
    assert key not in keys(code)
    assert key in keys(code, manual=(key,))
    assert key in [limit.key for limit in limits_to_pick(definitions()[code])]


def test_an_officer_may_pick_a_case_that_the_answers_do_not_show() -> None:
    assert keys("1.001022", manual=("xac_minh",)) == ["xac_minh"]


def test_a_limit_that_the_procedure_does_not_have_cannot_be_picked() -> None:
    with pytest.raises(LimitUnknown):
        keys("1.001193", manual=("made_up",))
